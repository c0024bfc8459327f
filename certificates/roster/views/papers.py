"""The roster's papers: a person's letter, the record of an end, what is sent to bureau and court.
Where there is no such paper the reader is told why."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.roster.choices import ROSTER_KEEPERS, FilingKind
from certificates.roster.models import Appointment, AppointmentEnding
from certificates.roster.papers import filings, letters, records
from certificates.roster.papers.printing import Unprintable, taken
from certificates.roster.refusing import Refused
from portal.accounts.permissions import needs_login, needs_role
from portal.accounts.scoping import request_scope
from portal.people.models import Organisation

PARTS = 10_000  # no list comes in more
DIGITS = 20  # of a number in an address; longer ones name nothing


@never_cache
@require_safe
@needs_login
def letter(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The letter of appointment, for the keepers of the place and for the person."""
    scope = request_scope(request)
    rows = Appointment.objects.scoped(scope).select_related(
        "person", "post", "organisation", "certificate"
    )
    row = get_object_or_404(rows, pk=appointment_id)
    if row.person_id != scope.person_id and not scope.covers(
        row.organisation.path, *ROSTER_KEEPERS
    ):
        raise Http404
    return _paper(request, lambda: letters.letter_of(row), "letter", row)


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def record(request: HttpRequest, ending_id: int) -> HttpResponse:
    """The record of an end, for the keepers of the place alone."""
    scope = request_scope(request)
    rows = AppointmentEnding.objects.scoped(scope).filter(
        scope.below("appointment__organisation__path", *ROSTER_KEEPERS)
    )
    ending = get_object_or_404(
        rows.select_related(
            *("appointment__person", "appointment__post", "appointment__organisation"),
            *("recorded_by", "second_signer"),
        ),
        appointment__pk=ending_id,
    )
    return _paper(request, lambda: records.record_of(ending), "record", ending.appointment)


@never_cache
@require_safe
@needs_role(*ROSTER_KEEPERS)
def filing(request: HttpRequest, kind: str) -> HttpResponse:
    """What is to be told to the bureau or the court, of the organisation `at` and what lies below
    it; more than fit one paper come as `part` 1, 2 and so on, `number` is the document's."""
    scope = request_scope(request)
    asked, part = request.GET.get("at", ""), request.GET.get("part", "1")
    if kind not in FilingKind.values or not (_is_number(asked) and _is_number(part)):
        raise Http404
    at = get_object_or_404(Organisation, pk=int(asked))
    if not scope.covers(at.path, *ROSTER_KEEPERS):
        raise Http404
    number = request.GET.get("number", "")

    def made() -> bytes:
        return filings.filing_paper(scope, kind, at, part=min(int(part), PARTS), number=number)

    return _paper(request, made, kind, at)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS


def _paper(
    request: HttpRequest, make: Callable[[], bytes], name: str, of: Appointment | Organisation
) -> HttpResponse:
    """The PDF, with the taking recorded; or a page that says why there is none."""
    try:
        content = make()
    except (Refused, Unprintable) as why:
        status = 422 if isinstance(why, Refused) else 503
        return render(request, "roster/papers/none.html", {"why": str(why)}, status=status)
    taken(content, name, of, actor_id=request_scope(request).user_id)
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}-{of.pk}.pdf"'
    return answer
