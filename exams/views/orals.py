"""Oral exams: what the first examiner writes down, what the second confirms, and the protocol."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams import copies, entering, hearing, minuting
from exams.asking import Question, drawn
from exams.choices import BANK_KEEPERS, LINE_BY_LINE, EntryState, SittingMode
from exams.entering import EntryRefused, Sheet
from exams.entry_forms import ConfirmForm, HeardForm
from exams.models import Seat
from exams.responses import AnswerRefused, response
from exams.views.copying import copy_page
from exams.views.entries import REFUSED, SHUT, entered_seats, entered_sitting, tell
from exams.views.pictures import picture_of
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope

MOST_LINES = 26
LONGEST = 1000


@dataclass(frozen=True)
class Said:
    """A question as it is read aloud with what was answered so far, and what was wrong."""

    position: int
    question: Question
    error: str = ""


def _oral_seat(request: HttpRequest, sitting_id: int, seat_id: int) -> Seat:
    one = entered_sitting(request, sitting_id)
    if one.mode != SittingMode.ORAL:
        raise Http404
    return get_object_or_404(entered_seats(request, one), pk=seat_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def oral(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    """The page of one candidate: heard by the first examiner, confirmed by the second."""
    seat = _oral_seat(request, sitting_id, seat_id)
    held, user_id = entering.sheet_of(seat), request_scope(request).user_id or 0
    why = _shut(held, user_id)
    if why:
        return _closed(request, held, why)
    second = bool(held.entries)
    form = (ConfirmForm if second else HeardForm)(request.POST or None)
    rows = _rows(request, held)
    wrong = sum(bool(row.error) for row in rows)
    trouble = ""
    if (
        request.method == "POST"
        and form.is_valid()
        and not (wrong and "absent" not in request.POST)
    ):
        try:
            return _write(request, held, rows, form.cleaned_data)
        except EntryRefused as refused:
            trouble = str(refused)
    context = {
        **_frame(request, held),
        "rows": rows,
        "form": form,
        "second": second,
        "trouble": trouble,
        "wrong": wrong,
    }
    status = REFUSED if trouble or wrong or form.errors else 200
    return render(request, "exams/entry/oral.html", context, status=status)


def _shut(held: Sheet, user_id: int) -> str:
    """Why this person cannot write anything down here now; "" when it is open."""
    try:
        if held.over:
            return _("This paper is in. It cannot be changed here; objections go their own way.")
        entering.refuse_too_early(held.seat.sitting)
        hearing.refuse_examiner(held.seat, user_id)
        if held.was_by(user_id):
            return _("You have written down what you heard. Now the other examiner confirms it.")
        return "" if held.asked else _("The form has no questions.")
    except EntryRefused as why:
        return str(why)


def _frame(request: HttpRequest, held: Sheet) -> dict[str, Any]:
    seat = held.seat
    return {
        "held": held,
        "seat": seat,
        "sitting": seat.sitting,
        "protocol": hearing.protocol_of(seat),
        "examiners": hearing.examiners_of(seat),
        "prints": _prints(request, seat),
    }


def _closed(request: HttpRequest, held: Sheet, trouble: str) -> HttpResponse:
    context = {**_frame(request, held), "trouble": trouble}
    status = SHUT if request.method == "POST" else 200
    return render(request, "exams/entry/closed.html", context, status=status)


def _rows(request: HttpRequest, held: Sheet) -> list[Said]:
    """What is shown: what was sent, else what the first examiner wrote."""
    written = held.entries[0].values if held.entries else []
    form = entering.form_of(held.seat)
    asked = form.questions.select_related("version__item").order_by("position")
    rows = []
    for n, one in enumerate(asked):
        value, error = (written[n] if n < len(written) else []), ""
        if request.method == "POST":
            sent = request.POST.getlist(f"q{one.position}")[:MOST_LINES]
            value, error = _read(drawn(one.version, one.option_order), sent)
        rows.append(Said(one.position, drawn(one.version, one.option_order, value), error))
    return rows


def _read(question: Question, sent: list[str]) -> tuple[list[str], str]:
    """One that nobody gave comes as an empty choice."""
    given = sent if question.kind in LINE_BY_LINE else [letter for letter in sent if letter]
    try:
        return response(question, given), ""
    except AnswerRefused as why:
        return [text[:LONGEST] for text in sent], str(why)


def _given(row: Said) -> list[str]:
    """The answer as it is kept, out of the question as it is shown."""
    chosen = [line.letter for line in row.question.lines if line.given == "chosen"]
    if row.question.kind not in LINE_BY_LINE:
        return chosen
    said = [line.given for line in row.question.lines]
    return said if any(said) else []


def _write(
    request: HttpRequest, held: Sheet, rows: list[Said], beside: dict[str, str]
) -> HttpResponse:
    """Raises EntryRefused."""
    absent, user_id = "absent" in request.POST, request_scope(request).user_id or 0
    values = [] if absent else [_given(row) for row in rows]
    act = hearing.confirm if held.entries else hearing.hear
    after = act(held.seat, values, absent=absent, actor_id=user_id, **beside)
    if after.state == EntryState.ONCE:
        messages.success(request, _("Written down. Now the other examiner looks and confirms."))
    else:
        tell(request, after)
    return redirect("sitting_oral", held.seat.sitting_id, held.seat.pk)


@require_safe
@needs_login
def picture(request: HttpRequest, sitting_id: int, seat_id: int, digest: str) -> HttpResponse:
    """A picture of a question that is read aloud, for its examiners from the opening on."""
    seat = _oral_seat(request, sitting_id, seat_id)
    try:
        entering.refuse_too_early(seat.sitting)
        hearing.refuse_examiner(seat, request_scope(request).user_id or 0)
        shown = {found for one in entering.sheet_of(seat).asked for found in one.question.pictures}
    except EntryRefused:
        raise Http404 from None
    if digest not in shown:
        raise Http404
    return picture_of(digest)


def _prints(request: HttpRequest, seat: Seat) -> bool:
    """The questions stand on it: before the opening they are for those who keep the bank, from
    then on for the examiners of the room too."""
    scope = request_scope(request)
    if tops(scope, *BANK_KEEPERS):
        return True
    try:
        entering.refuse_too_early(seat.sitting)
    except EntryRefused:
        return False
    named = Q(room__invigilators__user_id=scope.user_id or 0)
    return Seat.objects.scoped(scope).filter(named, pk=seat.pk).exists()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def protocol(request: HttpRequest, sitting_id: int, seat_id: int, form: str) -> HttpResponse:
    """The protocol as PDF, blank or filled in, made by a job; each copy taken is recorded."""
    seat = _oral_seat(request, sitting_id, seat_id)
    sheet = entering.sheet_of(seat)
    there = form == minuting.BLANK or (form == minuting.FILLED and sheet.entries)
    if not there or not _prints(request, seat):
        raise Http404
    user_id, filled = request_scope(request).user_id or 0, form == minuting.FILLED
    wanted = minuting.wanted(sheet, filled=filled, user_id=user_id)
    if request.method != "POST":
        back = reverse("sitting_oral", args=[seat.sitting_id, seat.pk])
        words = _("Protocol as PDF: %(name)s") if filled else _("Blank protocol as PDF: %(name)s")
        return copy_page(request, wanted, title=words % {"name": seat.person.name}, back=back)
    found = copies.take(wanted) if "take" in request.POST else None
    if found is None:
        copies.ask(wanted)
        return redirect("sitting_protocol", seat.sitting_id, seat.pk, form)
    content = minuting.hand_out(found[1], seat, filled=filled, actor_id=user_id)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"protocol-{seat.ticket}-{form}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
