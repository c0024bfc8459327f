"""The page of a copy that a job makes: to be asked for, being made, or ready to be taken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exams import copies, on_request

REFRESH, LATER = "3", "30"  # seconds: most are made in two or three


def copy_page(
    request: HttpRequest, wanted: copies.Wanted, *, title: str, back: str, own: bool = False
) -> HttpResponse:
    """How a copy stands, and the way `back`; while it is made the page looks again by itself.
    A candidate's `own` stands on a page like their other ones, not on the desk."""
    held = copies.stand(wanted)
    page = "exams/own_copy.html" if own else "exams/copy.html"
    answer = render(request, page, {"held": held, "title": title, "back": back})
    if held.state == on_request.PREPARING:
        answer.headers["Refresh"] = LATER if held.again else REFRESH
    return answer
