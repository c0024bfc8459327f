"""The inbox of whoever is signed in: the list, one message, all marked as read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope
from portal.notices import reading
from portal.notices.models import Notice
from portal.notices.wording import subject_of, text_of

PER_PAGE = 20


@require_safe
@needs_login
def inbox(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    page = Paginator(reading.inbox(scope), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(notice, subject_of(notice)) for notice in page],
        "unread": reading.unread(scope),
    }
    return _rendered(request, "list", context)


@require_safe
@needs_login
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Opening it is reading it; a preview by HEAD is not."""
    found = get_object_or_404(Notice.objects.scoped(request_scope(request)), pk=notice_id)
    if request.method == "GET":
        reading.read(found)
    context = {"notice": found, "subject": subject_of(found), "text": text_of(found)}
    return _rendered(request, "notice", context)


@require_POST
@needs_login
def read_all(request: HttpRequest) -> HttpResponse:
    if reading.read_all(request_scope(request)):
        messages.success(request, _("All messages are marked as read."))
    return redirect("inbox")


def _rendered(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    """In the frame of the reader's desk: that of the staff, or the public one with its tabs."""
    base = "desk_base.html" if request_scope(request).places else "base.html"
    return render(request, f"notices/{name}.html", context | {"base": base})
