"""The page of a copy that a job makes: to be asked for, being made, or ready to be taken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exams import copies, on_request

REFRESH, LATER = "3", "30"  # seconds: most are made in two or three


def copy_page(
    request: HttpRequest, wanted: copies.Wanted, *, title: str, back: str
) -> HttpResponse:
    """How a copy stands, and the way `back`; while it is made the page looks again by itself."""
    held = copies.stand(wanted)
    answer = render(request, "exams/copy.html", {"held": held, "title": title, "back": back})
    if held.state == on_request.PREPARING:
        answer.headers["Refresh"] = LATER if held.again else REFRESH
    return answer
