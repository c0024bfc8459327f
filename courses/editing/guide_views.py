"""The guide for judges, in the CMS."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.editing.guide import CHAPTERS


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Wagtail lets only those in who may work in the CMS."""
    return render(request, "editing/guide.html", {"chapters": CHAPTERS})
