"""The page that lists what is on the device. Nobody's name stands in it: the worker keeps it, and
fills in the copies of whoever read last."""

from django.conf import settings
from django.template.loader import render_to_string


def shelf() -> str:
    """In the language that is active; the same for everybody."""
    return render_to_string("offline/shelf.html", {"city": settings.CITY, "quiet": True})
