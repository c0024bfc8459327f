"""A person's ledger of hours for staff: its entries, and the counter-entry that takes one back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import progress
from courses.training import crediting, ledger
from courses.training.forms import TakeBackForm
from courses.training.models import CORRECTORS, HoursEntry
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.people.models import READERS, Person


@dataclass(frozen=True)
class Line:
    """An entry of the ledger, what it was earned with, and the form that takes it back while that
    is possible."""

    entry: HoursEntry
    title: str
    form: TakeBackForm | None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*READERS)
def person_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger; a POST takes one entry back."""
    scope = request_scope(request)
    held = Person.objects.scoped(scope).filter(scope.below("organisation__path", *READERS))
    person = get_object_or_404(held.select_related("organisation"), pk=pk)
    corrects = scope.covers(person.organisation.path, *CORRECTORS)
    if request.method != "POST":
        return _page(request, person, corrects=corrects)
    form = TakeBackForm(request.POST)
    form.is_valid()
    rows = HoursEntry.objects.scoped(scope).filter(person=person)
    entry = rows.filter(pk=form.cleaned_data.get("entry", 0)).first()
    if entry is None or not corrects:
        raise Http404
    if form.errors:
        return _page(request, person, corrects=True, refused=form)
    try:
        crediting.take_back(entry.pk, form.cleaned_data["reason"], actor_id=request.user.pk)
    except crediting.NothingToTakeBack:
        messages.info(request, _("These hours have been taken back already."))
    else:
        messages.success(request, _("The hours are taken back; both entries stay in the ledger."))
    return redirect("person_hours", person.pk)


def _page(
    request: HttpRequest, person: Person, *, corrects: bool, refused: TakeBackForm | None = None
) -> HttpResponse:
    rows = HoursEntry.objects.scoped(request_scope(request)).filter(person=person)
    entries = list(
        rows.select_related("recorded_by", "reversed_by").order_by("-recorded_at", "-pk")
    )
    titles = _titles(entry.source for entry in entries)
    context = {
        "person": person,
        "hours": ledger.hours_of(person.pk),
        "lines": [
            Line(
                entry,
                titles.get(entry.source, entry.source),
                _form(entry, refused) if corrects else None,
            )
            for entry in entries
        ],
    }
    return render(request, "courses/hours.html", context, status=422 if refused else 200)


def _form(entry: HoursEntry, refused: TakeBackForm | None) -> TakeBackForm | None:
    if entry.reverses_id is not None or hasattr(entry, "reversed_by"):
        return None
    auto_id = f"e{entry.pk}_%s"
    if refused is not None and refused.cleaned_data["entry"] == entry.pk:
        refused.auto_id = auto_id
        return refused
    return TakeBackForm(initial={"entry": entry.pk}, auto_id=auto_id)


def _titles(sources: Iterable[str]) -> dict[str, str]:
    """The titles of the modules among these sources, those withdrawn too."""
    pages = {
        source: int(source.removeprefix(ledger.MODULE))
        for source in sources
        if source.startswith(ledger.MODULE)
    }
    found = progress.titles_of(pages.values())
    return {source: found[pk] for source, pk in pages.items() if pk in found}
