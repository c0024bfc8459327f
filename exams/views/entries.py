"""Entering by hand what was written on paper: the seats of a sitting and how far each is, the page
on which a sheet is typed, and the third look where two entries differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams import entering, transcribing
from exams.choices import OFFICER, EntryState, SittingMode, SittingState
from exams.entering import EntryRefused, Sheet
from exams.entry_forms import ReopenForm
from exams.models import Seat, Sitting
from exams.models.entries import THIRD
from exams.responses import AnswerRefused
from exams.transcribing import Group, Placed
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope

ROWS = 50
REFUSED, SHUT = 422, 409
LONGEST = 50
STATES = {
    EntryState.WAITING: Q(attempt__isnull=True, entered=0),
    EntryState.ONCE: Q(attempt__isnull=True, entered=1),
    EntryState.DIFFERS: Q(attempt__isnull=True, entered=2, settled=0),
    EntryState.HANDED_IN: Q(attempt__isnull=False),
    EntryState.ABSENT: Q(attempt__isnull=True, settled=1),
}

STILL_OPEN = Q(attempt__isnull=True) & Q(settled=0)


@dataclass(frozen=True)
class Row:
    """A line to type as shown: what was typed into each of its fields, and what was wrong."""

    line: Group
    fields: tuple[tuple[str, str, str], ...]
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A question where two entries differ, as shown to the third person."""

    one: Placed
    first: str
    second: str
    chosen: str
    other: str
    error: str = ""


def entered_sitting(request: HttpRequest, sitting_id: int) -> Sitting:
    """One on paper or orally that is published: for exam officers at or above its place, and who
    watches over a room of it. For others it does not exist."""
    scope = request_scope(request)
    mine = scope.below("organisation__path", OFFICER) | Q(
        rooms__invigilators__user_id=scope.user_id or 0
    )
    rows = Sitting.objects.scoped(scope).filter(mine, state=SittingState.PUBLISHED)
    live = rows.exclude(mode=SittingMode.ONLINE).distinct().select_related("exam", "organisation")
    return get_object_or_404(live, pk=sitting_id)


def entered_seats(request: HttpRequest, sitting: Sitting) -> QuerySet[Seat]:
    """All seats for an officer, for others those of the rooms they watch over."""
    scope = request_scope(request)
    mine = scope.below("sitting__organisation__path", OFFICER) | Q(
        room__invigilators__user_id=scope.user_id or 0
    )
    rows = Seat.objects.scoped(scope).filter(mine, sitting=sitting, withdrawn_at__isnull=True)
    ids = rows.values("pk")  # a join with the invigilators would count each seat more than once
    whole = Seat.objects.scoped(scope).filter(pk__in=ids)
    return whole.select_related(
        "person__organisation", "room__room__site", "sitting__exam", "attempt", "reopening"
    ).order_by("room__number", "number", "pk")


def counted(rows: QuerySet[Seat]) -> QuerySet[Seat]:
    last = Q(entries__settles=True, reopening=None) | Q(entries__turn=THIRD)
    return rows.annotate(entered=Count("entries"), settled=Count("entries", filter=last))


@never_cache
@require_safe
@needs_login
def entries(request: HttpRequest, sitting_id: int) -> HttpResponse:
    one = entered_sitting(request, sitting_id)
    rows = counted(entered_seats(request, one))
    q, show = (
        request.GET.get("q", "").replace("\0", "").strip()[:LONGEST],
        request.GET.get("show", ""),
    )
    found = rows.filter(Q(person__name__icontains=q) | Q(ticket__endswith=q)) if q else rows
    if show in STATES:
        found = found.filter(STATES[EntryState(show)])
    page = Paginator(found.prefetch_related("entries__by"), ROWS).get_page(request.GET.get("page"))
    context = {
        "sitting": one,
        "trouble": _too_early(one),
        "page": page,
        "rows": [_listed(seat, request_scope(request).user_id or 0) for seat in page.object_list],
        "tiles": [(state, rows.filter(held).count()) for state, held in STATES.items()],
        "show": show,
        "q": q,
    }
    return render(request, "exams/entry/entries.html", context)


def _too_early(one: Sitting) -> str:
    try:
        entering.refuse_too_early(one)
    except EntryRefused as why:
        return str(why)
    return "" if one.forms_number else _("No forms of the paper are chosen for this sitting yet.")


def _listed(seat: Seat, user_id: int) -> dict[str, Any]:
    written = sorted(seat.entries.all(), key=lambda entry: entry.turn)
    sheet = Sheet(seat, tuple(written))
    return {"seat": seat, "sheet": sheet, "mine": sheet.was_by(user_id)}


def next_seat(request: HttpRequest, after: Seat) -> Seat | None:
    """The next seat in the order of the rooms that this person can enter, from this one on and
    then from the beginning."""
    user_id = request_scope(request).user_id or 0
    mine = Q(entries__by_id=user_id) | Q(person__user_id=user_id) | Q(reopening__by_id=user_id)
    open_ones = counted(entered_seats(request, after.sitting).exclude(mine))
    open_ones = open_ones.filter(STILL_OPEN)
    order = list(open_ones.values_list("pk", "room__number", "number"))
    here = (after.room.number if after.room else 0, after.number or 0)
    later = [pk for pk, room, number in order if (room or 0, number or 0) > here]
    found = next(iter(later or [pk for pk, _room, _number in order]), 0)
    return Seat.objects.scoped(request_scope(request)).filter(pk=found).first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def sheet(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    """The sheet of a seat: typed, typed again by somebody else, or looked at a third time."""
    one = entered_sitting(request, sitting_id)
    seat = get_object_or_404(entered_seats(request, one), pk=seat_id)
    if one.mode == SittingMode.ORAL:
        return redirect("sitting_oral", one.pk, seat.pk)
    held, user_id = entering.sheet_of(seat), request_scope(request).user_id or 0
    trouble = _too_early(one) or _shut(held, user_id)
    if trouble:
        return _closed(request, held, trouble)
    try:
        asked = held.asked
    except EntryRefused as why:
        return _closed(request, held, str(why))
    if held.state == EntryState.DIFFERS and not held.absence_differs and not held.reopening:
        return _settle(request, held)
    return _type(request, held, transcribing.groups(asked))


def _shut(held: Sheet, user_id: int) -> str:
    if held.over:
        return _("This paper is in. It cannot be changed here; objections go their own way.")
    if held.seat.person.user_id == user_id:
        return _("Nobody enters their own sheet.")
    if held.was_by(user_id):
        return _("You have entered this sheet already. Somebody else enters it the next time.")
    return ""


def _closed(request: HttpRequest, held: Sheet, trouble: str) -> HttpResponse:
    context = {"held": held, "seat": held.seat, "sitting": held.seat.sitting, "trouble": trouble}
    place = held.seat.sitting.organisation.path
    if held.reopenable and request_scope(request).covers(place, OFFICER):
        context["form"] = ReopenForm()
    status = SHUT if request.method == "POST" else 200
    return render(request, "exams/entry/closed.html", context, status=status)


def _type(request: HttpRequest, held: Sheet, lines: Sequence[Group]) -> HttpResponse:
    typed = request.POST
    found = transcribing.read(lines, typed) if request.method == "POST" else transcribing.Read()
    absent = "absent" in typed
    both = absent and any(typed.get(name, "").strip() for line in lines for name in line.names)
    if request.method == "POST" and not both and (absent or not found.errors):
        return _enter(request, held, [] if absent else found.in_order(), absent=absent)
    rows = [
        Row(
            line,
            tuple((name, typed.get(name, ""), _part(line, n)) for n, name in enumerate(line.names)),
            tuple(why for name in line.names for why in found.errors.get(name, ())),
        )
        for line in lines
    ]
    runs = [list(run) for _run, run in groupby(rows, key=lambda row: row.line.run)]
    context = {"held": held, "seat": held.seat, "sitting": held.seat.sitting, "runs": runs}
    context |= {"wrong": sum(bool(row.errors) for row in rows), "both": both}
    status = REFUSED if found.errors or both else 200
    return render(request, "exams/entry/sheet.html", context, status=status)


def _part(line: Group, n: int) -> str:
    """Which blank a field is for, where there are several."""
    return str(n + 1) if len(line.names) > 1 else ""


def _enter(
    request: HttpRequest, held: Sheet, values: list[list[str]], *, absent: bool = False
) -> HttpResponse:
    user_id = request_scope(request).user_id or 0
    try:
        after = entering.enter(held.seat, values, absent=absent, actor_id=user_id)
    except EntryRefused as why:
        return _closed(request, held, str(why))
    tell(request, after)
    following = next_seat(request, held.seat)
    if following is None:
        return redirect("sitting_entry", held.seat.sitting_id)
    return redirect("entry_sheet", held.seat.sitting_id, following.pk)


def tell(request: HttpRequest, after: Sheet) -> None:
    """What came of an entry, in one sentence."""
    name = {"name": after.seat.person.name}
    if after.state == EntryState.HANDED_IN:
        receipt = str(after.seat.attempt.receipt if after.seat.attempt else "")
        told = _("%(name)s: handed in and marked, receipt %(receipt)s.")
        messages.success(request, told % (name | {"receipt": receipt}))
    elif after.state == EntryState.ABSENT:
        messages.success(request, _("%(name)s is written down as absent.") % name)
    elif after.state == EntryState.ONCE:
        messages.success(
            request, _("%(name)s is entered once. Now somebody else enters the same sheet.") % name
        )
    elif after.absence_differs:
        messages.warning(
            request, _("%(name)s: absent for one, present for the other. A third looks.") % name
        )
    else:
        many = len(after.differences())
        words = ngettext(
            "%(name)s: the two entries differ in %(many)s question. A third looks at the sheet.",
            "%(name)s: the two entries differ in %(many)s questions. A third looks at the sheet.",
            many,
        )
        messages.warning(request, words % {**name, "many": many})


def _settle(request: HttpRequest, held: Sheet) -> HttpResponse:
    """What stands on the sheet where the two entries differ."""
    rows, values = [], [list(value) for value in held.entries[0].values]
    for one, first, second in held.differences():
        row, value = _chosen(request, one, first, second)
        rows.append(row)
        values[one.position - 1] = value
    wrong = [row for row in rows if row.error]
    if request.method == "POST" and not wrong:
        return _enter(request, held, values)
    context = {"held": held, "seat": held.seat, "sitting": held.seat.sitting, "rows": rows}
    context["wrong"] = len(wrong)
    return render(request, "exams/entry/settle.html", context, status=REFUSED if wrong else 200)


def _chosen(
    request: HttpRequest, one: Placed, first: list[str], second: list[str]
) -> tuple[Difference, list[str]]:
    other = request.POST.get(f"q{one.position}", "")[: transcribing.LONGEST]
    chosen = request.POST.get(f"c{one.position}", "other" if other.strip() else "")
    error, value = "", first
    if chosen == "second":
        value = second
    elif chosen == "other":
        try:
            value = transcribing.read_one(one, other)
        except AnswerRefused as why:
            error = str(why)
    elif chosen != "first" and request.method == "POST":
        error = _("Please choose what stands on the sheet.")
    said = (transcribing.written(one, first), transcribing.written(one, second))
    return Difference(one, said[0], said[1], chosen, other, error), value
