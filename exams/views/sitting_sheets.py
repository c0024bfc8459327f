"""The papers for the room: asking for them, taking them, and a person's own admission slip."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams import on_request
from exams.choices import OFFICER, SittingState
from exams.models import Seat, Sitting
from exams.papers.printing import Unprintable
from exams.sittings import printing, sheets, standing
from exams.views.sittings import sitting_of
from portal.accounts.permissions import needs_person, needs_role
from portal.accounts.scoping import request_scope

REFRESH = "5"


@dataclass(frozen=True)
class Entry:
    """A sheet with how it stands, and the numbers of its files."""

    kind: str
    name: str
    state: str
    trouble: str
    parts: range


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def sitting_sheets(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Each sheet: made as the seats stand now, being made, or to be made."""
    one = sitting_of(request, sitting_id)
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in _kinds(one):
            raise Http404
        printing.ask(one, kind)
        return redirect("sitting_sheets", one.pk)
    entries = [
        Entry(
            sheet.kind,
            printing.named(sheet.kind),
            sheet.state,
            sheet.trouble,
            range(1, sheet.parts + 1),
        )
        for sheet in printing.stand(one, _kinds(one))
    ]
    context = {"sitting": one, "entries": entries, "held": standing.standing(one)}
    answer = render(request, "exams/sittings/sheets.html", context)
    if any(entry.state == on_request.PREPARING for entry in entries):
        answer.headers["Refresh"] = REFRESH
    return answer


def _kinds(one: Sitting) -> tuple[str, ...]:
    """Sheets for rooms are offered where there are rooms."""
    return printing.KINDS if one.rooms.exists() else (printing.SLIPS,)


@never_cache
@require_safe
@needs_role(OFFICER)
def sitting_sheet(request: HttpRequest, sitting_id: int, kind: str, part: int) -> HttpResponse:
    one = sitting_of(request, sitting_id)
    content = printing.kept(one, kind, part)
    if content is None:
        if kind not in printing.KINDS:
            raise Http404
        messages.info(request, _("The seats have changed: please have the sheet made anew."))
        return redirect("sitting_sheets", one.pk)
    return _pdf(content, f"{one.pk}-{kind}-{part}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _slip(request: HttpRequest, seat: Seat, back: str) -> HttpResponse:
    try:
        return _pdf(printing.slip(seat), seat.ticket)
    except Unprintable as why:
        messages.warning(request, str(why))
        return redirect(back)


@never_cache
@require_safe
@needs_role(OFFICER)
def seat_slip(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    """The admission slip of one person, for the exam office."""
    one = sitting_of(request, sitting_id)
    rows = Seat.objects.scoped(request_scope(request)).filter(sitting=one)
    seat = get_object_or_404(_whole(rows), pk=seat_id, withdrawn_at__isnull=True)
    return _slip(request, seat, reverse("sitting_seat", args=[one.pk, seat.pk]))


def _whole(rows: QuerySet[Seat]) -> QuerySet[Seat]:
    return rows.select_related("person__organisation", "room__room__site", "sitting__exam")


def _own_seat(request: HttpRequest, seat_id: int) -> Seat:
    """One's own seat at a sitting that one has been told of."""
    scope = request_scope(request)
    rows = Seat.objects.scoped(scope).filter(
        person_id=scope.person_id or 0,
        withdrawn_at__isnull=True,
        sitting__state=SittingState.PUBLISHED,
    )
    return get_object_or_404(_whole(rows), pk=seat_id)


@never_cache
@require_safe
@needs_person
def own_slip(request: HttpRequest, seat_id: int) -> HttpResponse:
    """The admission slip on the screen, to be read on a phone and printed."""
    seat = _own_seat(request, seat_id)
    context = {"seat": seat, "sitting": seat.sitting, "rules": sheets.rules(seat.sitting)}
    return render(request, "exams/sittings/slip.html", context)


@never_cache
@require_safe
@needs_person
def own_slip_file(request: HttpRequest, seat_id: int) -> HttpResponse:
    """The admission slip as a PDF."""
    return _slip(request, _own_seat(request, seat_id), "exams")
