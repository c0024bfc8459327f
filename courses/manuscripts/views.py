"""From Word, in the CMS: bring a manuscript, see what became of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.manuscripts import wording
from courses.manuscripts.bringing import AlreadyBrought, bring
from courses.manuscripts.forms import ManuscriptForm, may_bring
from courses.manuscripts.models import Manuscript
from courses.manuscripts.texts import text_in
from courses.models import CommentaryPage, LessonPage
from portal.accounts.models import User
from portal.accounts.scoping import request_scope
from portal.spreadsheets.tables import FileRefused

LATEST = 20
# What a page needs before it can be published and no manuscript tells.
WANTED = {
    LessonPage: ("goal",),
    CommentaryPage: (
        "dispute_kind", "keywords", "court", "key_holding", "facts", "issues", "process",
        "analysis", "say", "dos", "donts", "significance",
    ),
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manuscripts(request: HttpRequest) -> HttpResponse:
    """The form, and the latest manuscripts in reach."""
    user = _writer(request)
    form = ManuscriptForm(user)
    status = 200
    again: Manuscript | None = None
    if request.method == "POST":
        form = ManuscriptForm(user, request.POST, request.FILES)
        status = wording.NOT_READ
        if form.is_valid():
            try:
                return redirect("manuscript", _bring(form, user).pk)
            except FileRefused as refused:
                form.add_error("file", wording.told(refused))
                status = wording.status_of(refused)
            except AlreadyBrought as brought:
                form.add_error("file", _("The same file is here already."))
                again = brought.manuscript
    rows = Manuscript.objects.scoped(request_scope(request)).select_related("page", "uploader")
    context = {"form": form, "rows": rows.order_by("-pk")[:LATEST], "again": again}
    return render(request, "manuscripts/bring.html", context, status=status)


def _bring(form: ManuscriptForm, user: User) -> Manuscript:
    file = form.cleaned_data["file"]
    return bring(
        file.read(),
        file.name,
        aim=form.aim,
        parent=form.parent,
        user=user,
        title=form.cleaned_data["title"],
    )


@never_cache
@require_safe
def manuscript(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a manuscript: the draft, what was left out, what is still to be written."""
    _writer(request)
    rows = Manuscript.objects.scoped(request_scope(request)).select_related("page", "uploader")
    row = get_object_or_404(rows, pk=pk)
    page = row.page.specific
    context = {
        "row": row,
        "page_title": page.get_admin_display_title(),
        "lines": wording.lines(row.report),
        "wanted": pgettext("list", ", ").join(_wanted(page.get_latest_revision_as_object())),
        "silent": row.document is not None and not text_in(row.document),
    }
    return render(request, "manuscripts/made.html", context)


def _wanted(page: Any) -> list[str]:
    names = [name for name in WANTED.get(type(page), ()) if not getattr(page, name)]
    wanted = [str(getattr(type(page), name).field.verbose_name) for name in names]
    if isinstance(page, CommentaryPage) and not page.citations.exists():
        wanted.append(_("an article cited"))
    return wanted


def _writer(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not may_bring(user):
        messages.error(request, _("You may not write lessons or commentaries here."))
        raise PermissionDenied
    return user
