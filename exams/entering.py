"""Taking in what was written on paper: every sheet is entered twice by two people who do not see
each other's entry; where they differ, a third looks at the sheet and says what stands there. Then
the paper is opened from the printed form, the answers are saved and it is handed in, all at once.

Nothing is corrected here afterwards: a paper that is handed in is marked and objected to like every
other one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from exams import attempts, transcribing
from exams.answering import AnswerRefused, Sent, Window, save_all
from exams.asking import drawn
from exams.choices import ON_SCREEN, EntryState, SittingMode, SittingState
from exams.models import Attempt, PaperEntry, PaperForm, Seat, SheetReopening, Sitting
from exams.models.entries import FIRST, THIRD
from exams.readying import Ready
from exams.transcribing import Placed
from portal import clock
from portal.audit.recording import record


class EntryRefused(ValueError):
    """Something that cannot be entered, or not by this person, or not now; the message says why."""


@dataclass(frozen=True)
class Sheet:
    """The sheet of a seat with what was entered of it so far, in the order of the turns."""

    seat: Seat
    entries: tuple[PaperEntry, ...]

    @property
    def state(self) -> EntryState:
        if self.seat.attempt_id:
            return EntryState.HANDED_IN
        if self.settled:
            return EntryState.ABSENT
        states = (EntryState.WAITING, EntryState.ONCE, EntryState.DIFFERS)
        return states[len(self.entries)]

    @property
    def reopening(self) -> SheetReopening | None:
        """That it was opened again though two had written down that nobody sat there."""
        return getattr(self.seat, "reopening", None)

    @property
    def reopenable(self) -> bool:
        """On paper, once, and while a third person is left to look."""
        on_paper = self.seat.sitting.mode == SittingMode.PAPER
        return on_paper and self.state == EntryState.ABSENT and len(self.entries) < THIRD

    @property
    def settled(self) -> bool:
        if self.reopening:
            return len(self.entries) == THIRD
        return any(one.settles for one in self.entries)

    @property
    def over(self) -> bool:
        return self.state in (EntryState.HANDED_IN, EntryState.ABSENT)

    @property
    def turn(self) -> int:
        return len(self.entries) + 1

    def was_by(self, user_id: int) -> bool:
        """Whether this person has entered it already, or opened it again."""
        again = self.reopening
        opened = again is not None and again.by_id == user_id
        return opened or any(one.by_id == user_id for one in self.entries)

    @cached_property
    def asked(self) -> list[Placed]:
        """The questions as they stand on the form of this seat. Raises EntryRefused."""
        return questions(form_of(self.seat))

    @property
    def absence_differs(self) -> bool:
        first, second = self.entries[0], self.entries[1]
        return bool(first.absent != second.absent)

    def differences(self) -> list[tuple[Placed, list[str], list[str]]]:
        """Where the first two entries differ; all places when one of them says that nobody was
        there."""
        first, second = self.entries[0].values, self.entries[1].values
        empty: list[list[str]] = [[] for _one in self.asked]
        pairs = zip(self.asked, first or empty, second or empty, strict=True)
        return [row for row in pairs if not transcribing.same(*row)]


def form_of(seat: Seat) -> PaperForm:
    """The printed form of a seat; where only one form was drawn, everybody has that. Raises
    EntryRefused."""
    sitting = seat.sitting
    rows = PaperForm.objects.filter(exam=sitting.exam_id, number=sitting.forms_number or 0)
    forms = {form.letter: form for form in rows.select_related("source")}
    form = forms.get(seat.letter) or next(iter(forms.values()), None)
    if form is None:
        raise EntryRefused(_("No forms of the paper are chosen for this sitting yet."))
    return form


def questions(form: PaperForm) -> list[Placed]:
    """Raises EntryRefused when people have to mark something on it."""
    rows = form.questions.select_related("version__item").order_by("position")
    found = [Placed(one.position, drawn(one.version, one.option_order)) for one in rows]
    if any(one.question.kind not in ON_SCREEN for one in found):
        raise EntryRefused(
            _("This form asks for answers at length. They are written on the screen only.")
        )
    return found


def sheet_of(seat: Seat) -> Sheet:
    rows = PaperEntry.objects.unscoped("the entries of one seat").filter(seat=seat)
    return Sheet(seat, tuple(rows.select_related("by").order_by("turn")))


def refuse_too_early(sitting: Sitting) -> None:
    """Raises EntryRefused before the opening, and of a sitting that nobody was told of."""
    if sitting.state != SittingState.PUBLISHED or clock.now() < sitting.opens_at:
        raise EntryRefused(_("Answers are entered from the opening of the sitting on."))


def enter(
    seat: Seat, values: Sequence[Sequence[str]], *, absent: bool = False, actor_id: int
) -> Sheet:
    """What one person reads on the sheet of a seat: an answer for each place of its form, or that
    nobody sat there. The second entry that says the same as the first one hands the paper in, and
    so does the third. Raises EntryRefused, also when somebody entered it at this very moment."""
    refuse_too_early(seat.sitting)
    if seat.sitting.mode != SittingMode.PAPER:
        raise EntryRefused(_("This sitting is not held on paper."))
    return put(seat, values, absent=absent, actor_id=actor_id)


def put(
    seat: Seat,
    values: Sequence[Sequence[str]],
    *,
    absent: bool,
    actor_id: int,
    settles: bool = False,
) -> Sheet:
    """Write an entry down; `settles`: it is the last word whatever was entered before."""
    try:
        with transaction.atomic():
            before = sheet_of(Seat.objects.unscoped("a seat by its id").get(pk=seat.pk))
            _refuse(before, values, absent, actor_id)
            written = PaperEntry(
                seat=seat,
                turn=before.turn,
                by_id=actor_id,
                values=[] if absent else [list(value) for value in values],
                absent=absent,
                at=clock.now(),
            )
            final = settles or _settles(before, written)
            written.settles = final and not before.reopening  # only one entry has this mark
            written.save(force_insert=True)
            after = Sheet(seat, (*before.entries, written))
            _note(after)
            if final and not absent:
                _hand_in(after)
    except (IntegrityError, attempts.SeatGone):
        raise EntryRefused(
            _("Somebody entered this sheet at the same moment. Please look at it once more.")
        ) from None
    seat.refresh_from_db()
    return sheet_of(seat)


def reopen(seat: Seat, *, reason: str, actor_id: int) -> Sheet:
    """Open a sheet again that two wrote down as absent: it was found after all, and a third person
    enters it. Raises EntryRefused."""
    try:
        with transaction.atomic():
            held = sheet_of(Seat.objects.unscoped("a seat by its id").get(pk=seat.pk))
            if not held.reopenable:
                raise EntryRefused(_("Only a sheet that two wrote down as absent is opened again."))
            if held.seat.person.user_id == actor_id:
                raise EntryRefused(_("Nobody enters their own sheet."))
            SheetReopening.objects.create(seat=seat, by_id=actor_id, at=clock.now(), reason=reason)
            place = seat.person.organisation.path
            record("sheet.opened_again", seat, actor_id=actor_id, place=place, reason=reason)
    except IntegrityError:
        raise EntryRefused(_("Somebody has opened this sheet again already.")) from None
    return sheet_of(Seat.objects.unscoped("a seat by its id").get(pk=seat.pk))


def _refuse(before: Sheet, values: Sequence[Sequence[str]], absent: bool, actor_id: int) -> None:
    if before.seat.withdrawn_at:
        raise EntryRefused(_("This person is off the list."))
    if before.over:
        raise EntryRefused(
            _("This paper is in. It cannot be changed here; objections go their own way.")
        )
    if before.seat.person.user_id == actor_id:
        raise EntryRefused(_("Nobody enters their own sheet."))
    if before.was_by(actor_id):
        raise EntryRefused(
            _("You have entered this sheet already. Somebody else enters it the next time.")
        )
    if not absent and len(values) != len(before.asked):
        raise EntryRefused(_("The answers do not fit the form. Please load the page anew."))


def _settles(before: Sheet, written: PaperEntry) -> bool:
    if written.turn == FIRST:
        return False
    if written.turn == THIRD:
        return True
    both = Sheet(before.seat, (*before.entries, written))
    if both.absence_differs:
        return False
    return written.absent or not both.differences()


def _hand_in(sheet: Sheet) -> Attempt:
    """Open the paper from the form, save every entry as an answer of its own, hand it in."""
    form, last = form_of(sheet.seat), sheet.entries[-1]
    attempt = attempts.open_for(sheet.seat, _as_printed(form), actor_id=last.by_id)
    before = ""
    for entry in sheet.entries:
        if not entry.absent:
            window = Window(window_of(entry), before)
            _save(attempt, sheet, entry, window)
            before = window.name
    return attempts.submit(attempt.pk, actor_id=last.by_id)


def _save(attempt: Attempt, sheet: Sheet, entry: PaperEntry, window: Window) -> None:
    """All of it or nothing. Raises EntryRefused."""
    sent = [
        Sent(one.position, entry.turn, list(value))
        for one, value in zip(sheet.asked, entry.values, strict=True)
    ]
    kept = save_all(attempt.pk, sent, window=window)
    if any(isinstance(one, AnswerRefused) or one.stored != "saved" for one in kept.answers):
        raise EntryRefused(_("An answer cannot be saved as it was entered. Nothing is handed in."))


def window_of(entry: PaperEntry) -> str:
    """Under this name the answers of an entry stand on record: which entry, and whose login."""
    return f"entry{entry.turn}:{entry.by_id}"


def _as_printed(form: PaperForm) -> Ready:
    """The paper of a form with the questions as they stand on it."""
    rows = form.questions.order_by("position")
    asked = rows.values_list("version_id", "option_order", "points")
    return Ready(
        seed=form.seed,
        source_id=form.source_id,
        seen=[],
        most_new=None,
        firm=True,
        questions=[[pk, order, float(points)] for pk, order, points in asked],
        edition=0,
    )


def _note(sheet: Sheet) -> None:
    last = sheet.entries[-1]
    if sheet.seat.sitting.mode == SittingMode.ORAL:
        _record("oral.entered" if last.turn == FIRST else "oral.entered_again", sheet)
    elif last.turn == THIRD:
        _record("sheet.settled", sheet)
    else:
        _record("sheet.entered" if last.turn == FIRST else "sheet.entered_again", sheet)


def _record(kind: str, sheet: Sheet) -> None:
    seat, last = sheet.seat, sheet.entries[-1]
    data = {"turn": last.turn, "absent": last.absent, "settles": last.settles}
    place = seat.person.organisation.path
    record(kind, seat, actor_id=last.by_id, place=place, data=data)
