"""Appraisals of a place and a year: the list with what is missing, the form of one person, the form
on paper."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.roster.appraising import listing, printing, recording
from certificates.roster.branching import places_of
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.forms_of_appraisals import AppraisalForm, YearForm
from certificates.roster.models import Appointment
from certificates.roster.refusing import Refused
from certificates.roster.views.appointments import tell
from exams import copies
from exams.views.copying import copy_page
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

PER_PAGE = 20


@require_safe
@needs_role(*ROSTER_KEEPERS)
def appraisals(request: HttpRequest) -> HttpResponse:
    """Everybody in office that year, at or below a place; `stage` narrows it."""
    scope = request_scope(request)
    places = places_of(scope)
    form = YearForm(request.GET if "year" in request.GET else {"year": _latest_year()}, places)
    form.is_valid()
    if "at" in form.errors:
        raise Http404
    year = form.cleaned_data.get("year") or _latest_year()
    place = form.cleaned_data.get("at") or places[0]
    lines = listing.lines_of(scope, place, year)
    stage = request.GET.get("stage", "")
    shown = [line for line in lines if stage not in listing.STAGES or line.stage == stage]
    context = {
        "form": form,
        "year": year,
        "place": place,
        "places": places,
        "years": form.years,
        "stage": stage,
        "tiles": _tiles(lines),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "best": listing.too_many_best(lines, year),
        "words": _words(),
    }
    status = 422 if form.errors else 200
    return render(request, "roster/appraisals.html", context, status=status)


def _latest_year() -> int:
    return clock.today().year


def _words() -> dict[str, str]:
    return {
        listing.EMPTY: _("Nothing entered"),
        listing.COUNTED: _("Grade missing"),
        listing.PROPOSED: _("Not published yet"),
        listing.PUBLISHED: _("Decision missing"),
        listing.FINAL: pgettext("appraisal", "Final"),
    }


def _tiles(lines: list[listing.Line]) -> list[dict[str, Any]]:
    counted, words = listing.counts(lines), _words()
    found = [{"stage": "", "label": _("All"), "count": len(lines)}]
    return found + [
        {"stage": stage, "label": words[stage], "count": counted[stage]} for stage in listing.STAGES
    ]


def _appointment(request: HttpRequest, appointment_id: int, year: int) -> Appointment:
    """An appointment at a keeper's place that holds on some day of a year of which appraisals are
    written. Raises Http404."""
    scope = request_scope(request)
    rows = Appointment.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS), superseded_at__isnull=True
    )
    row = get_object_or_404(
        rows.select_related("person", "post", "organisation"), pk=appointment_id
    )
    if not recording.FIRST_YEAR <= year <= clock.today().year:
        raise Http404
    if not recording.served_in(row, year):
        raise Http404
    return row


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def appraisal(request: HttpRequest, appointment_id: int, year: int) -> HttpResponse:
    """The appraisal of one person and year."""
    row = _appointment(request, appointment_id, year)
    line = listing.line_of(row, year)
    form = AppraisalForm(year, line.appraisal, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user_id = request_scope(request).user_id
        seen = form.cleaned_data["on"]
        try:
            recording.appraise(row, year, form.entry(), seen=seen, actor_id=user_id)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The appraisal is recorded."))
            return redirect("roster_appraisal", row.pk, year)
    context = {"form": form, "row": row, "person": row.person, "year": year, "line": line}
    status = 422 if form.errors else 200
    return render(request, "roster/appraisal.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def appraisal_form(request: HttpRequest, appointment_id: int, year: int) -> HttpResponse:
    """The form on paper, made by a job."""
    row = _appointment(request, appointment_id, year)
    wanted = printing.wanted(row, year, request_scope(request).user_id or 0)
    if request.method != "POST":
        back = reverse("roster_appraisal", args=[row.pk, year])
        title = _("Appraisal form: %(name)s, %(year)s") % {"name": row.person.name, "year": year}
        return copy_page(request, wanted, title=title, back=back)
    found = copies.take(wanted) if "take" in request.POST else None
    if found is None:
        copies.ask(wanted)
        return redirect("roster_appraisal_form", row.pk, year)
    answer = HttpResponse(found[1], content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="appraisal-{row.pk}-{year}.pdf"'
    return answer
