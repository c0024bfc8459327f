"""Public lists at the desk: which there are, a new one looked at and published, taken down."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.sharing import publishing
from certificates.roster.sharing.forms import DraftForm, EndForm, PublishForm
from certificates.roster.sharing.models import PublicLine, PublicList
from certificates.roster.sharing.publishing import Draft
from certificates.roster.sharing.showing import found_words, post_words
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

AT_ONCE = 25
LINES = 100
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def lists(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    rows = PublicList.objects.scoped(request_scope(request)).select_related("organisation")
    page = Paginator(rows.order_by("-pk"), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "sharing/lists.html", {"page": page})


@never_cache
@form_page
@needs_role(*ROSTER_KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """Choose place and day, look at the list, publish what was looked at."""
    scope = request_scope(request)
    asked = DraftForm(request.GET or None, scope=scope)
    if not asked.is_valid():
        context: dict[str, Any] = {"asked": asked}
        status = 422 if asked.is_bound else 200
        return render(request, "sharing/list_new.html", context, status=status)
    place, day = asked.cleaned_data["place"], asked.cleaned_data["day"]
    draft = publishing.draw_up(place, day)
    if names := publishing.out_of_date(place, day, draft):
        asked.add_error("day", publishing.no_longer_true(names))
        return render(request, "sharing/list_new.html", {"asked": asked}, status=422)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        try:
            row = publishing.publish(
                place,
                day,
                form.cleaned_data["document_number"],
                seen=form.cleaned_data["seen"],
                actor_id=scope.user_id or 0,
            )
        except publishing.PublishedAlready as already:
            messages.info(request, str(already))
            return redirect("roster_list", already.row.pk)
        except publishing.PublishingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The list is published. Everybody can read it."))
            return redirect("roster_list", row.pk)
    context = {"asked": asked, "form": form, "place": place, "day": day}
    context |= _shown(draft)
    status = 422 if form.is_bound else 200
    return render(request, "sharing/list_new.html", context, status=status)


def _shown(draft: Draft) -> dict[str, Any]:
    """The draft as the page shows it, with the digest of what it shows."""
    return {
        "draft": draft,
        "lines": [
            {
                "name": one.name,
                "organisation_name": one.organisation,
                "post": post_words(one.post),
                "number": one.number,
                "left": one.left,
            }
            for one in draft.entries
        ],
        "found": [found_words(one) for one in draft.found],
        "serving": sum(not one.left for one in draft.entries),
    }


def _found(request: HttpRequest, pk: int) -> PublicList:
    rows = PublicList.objects.scoped(request_scope(request))
    return get_object_or_404(rows.select_related("organisation", "published_by"), pk=pk)


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A list as it was published, whatever became of it."""
    row = _found(request, pk)
    lines = PublicLine.objects.scoped(request_scope(request)).filter(public_list=row)
    page = Paginator(lines.order_by("position"), LINES).get_page(request.GET.get("page"))
    shown = [(line, post_words(line.post)) for line in page]
    return render(request, "sharing/list.html", {"row": row, "page": page, "lines": shown})


@never_cache
@form_page
@needs_role(*ROSTER_KEEPERS)
def down(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            actor_id = request_scope(request).user_id or 0
            publishing.take_down(row, form.cleaned_data["reason"], actor_id=actor_id)
        except publishing.PublishingRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("The list is taken down. Nobody reads it any more."))
        return redirect("roster_list", row.pk)
    status = 422 if form.is_bound else 200
    return render(request, "sharing/list_down.html", {"form": form, "row": row}, status=status)
