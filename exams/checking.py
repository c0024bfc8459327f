"""Whether a question can be right at all, whatever its law: asked before it enters the bank."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from exams.choices import Credit, Difficulty, Kind
from exams.wording import BLANK, CHOICES, LETTERS, PARTS, MarkingPoint, Wording

DIFFICULTIES, CREDITS = frozenset(Difficulty.values), frozenset(Credit.values)
FEWEST_OPTIONS = 2
LONGEST_STEM, LONGEST_STORY = 2000, 6000
LONGEST_OPTION = 500
LONGEST_ACCEPTED = 200
LONGEST_EXPLANATION = 6000
MOST_PARTS = 10
LEAST_MARKS, MOST_MARKS = Decimal("0.5"), Decimal(100)
ITEM_LEAST = Decimal(1)
LONGEST_FRACTION = -1


class ItemRefused(ValueError):
    """A question that cannot be right; the message says why, in words for its author. `field`
    names where (`stem`, `options.B`, `key`, `parts.2.key`, …), "" for the whole question."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def check(wording: Wording) -> None:
    """Raises ItemRefused when the wording cannot be right, whatever its law."""
    if wording.kind not in _RULES:
        raise ItemRefused(_("unknown kind of question"), "kind")
    _check_stem(wording)
    if wording.difficulty not in DIFFICULTIES:
        raise ItemRefused(_("unknown difficulty"), "difficulty")
    if wording.credit not in CREDITS:
        raise ItemRefused(_("unknown rule for partly right answers"), "credit")
    if len(wording.explanation) > LONGEST_EXPLANATION:
        raise ItemRefused(_("the explanation is longer than 6,000 characters"), "explanation")
    check_marks(wording.marks)
    _RULES[wording.kind](wording)


def check_marks(marks: Decimal | None) -> None:
    """Marks of a question are 1 to 100 with at most one decimal (bad input 50); None is open.

    Raises ItemRefused."""
    if marks is None:
        return
    if not marks.is_finite() or not ITEM_LEAST <= marks <= MOST_MARKS or _fraction(marks):
        raise ItemRefused(_("marks are 1 to 100, with at most one decimal"), "marks")


def _fraction(marks: Decimal) -> bool:
    return int(marks.normalize().as_tuple().exponent) < LONGEST_FRACTION


def _check_stem(wording: Wording) -> None:
    if not wording.stem.strip():
        raise ItemRefused(_("the question has no text"), "stem")
    longest = LONGEST_STORY if wording.kind == Kind.CASE else LONGEST_STEM
    if len(wording.stem) > longest:
        text = _("the question is longer than %(most)s characters")
        raise ItemRefused(text % {"most": f"{longest:,}"}, "stem")


def _choice(wording: Wording) -> None:
    _texts(wording.options, "options")
    _letters(wording.key, len(wording.options))
    several = len(wording.key) > 1
    if several and wording.kind != Kind.MULTIPLE:
        raise ItemRefused(_("a question with one right answer names several"), "key")
    if wording.kind == Kind.MULTIPLE and not several:
        raise ItemRefused(_("a multiple choice question names only one right answer"), "key")
    if any(not 0 <= index < len(wording.options) for index in wording.pinned):
        raise ItemRefused(_("an option that keeps its place does not exist"), "pinned")


def _true_false(wording: Wording) -> None:
    if wording.options:
        raise ItemRefused(_("a true or false question has no options"), "options")
    _letters(wording.key, 2)
    if len(wording.key) > 1:
        raise ItemRefused(_("a question with one right answer names several"), "key")


def _fill_blank(wording: Wording) -> None:
    blanks = wording.stem.count(BLANK)
    if not blanks:
        raise ItemRefused(_("the question has no blank; write ____ where one is"), "stem")
    if not any(wording.accepted):
        raise ItemRefused(_("no answer is given"), "accepted")
    if len(wording.accepted) != blanks:
        text = _("the question has %(blanks)s blanks and %(answers)s answers")
        facts = {"blanks": blanks, "answers": len(wording.accepted)}
        raise ItemRefused(text % facts, "accepted")
    for n, forms in enumerate(wording.accepted, start=1):
        field = f"accepted.{n}"
        if not forms or any(not form.strip() for form in forms):
            raise ItemRefused(_("blank %(number)s has no answer") % {"number": n}, field)
        if any(len(form) > LONGEST_ACCEPTED for form in forms):
            text = _("an answer of blank %(number)s is longer than 200 characters")
            raise ItemRefused(text % {"number": n}, field)


def _matching(wording: Wording) -> None:
    _texts(wording.options, "options")
    _texts(wording.targets, "targets")
    if not wording.key:
        raise ItemRefused(_("no answer is given"), "key")
    _among(wording.key, len(wording.targets))
    if len(wording.key) != len(wording.options):
        raise ItemRefused(_("each entry on the left is matched to exactly one"), "key")


def _ordering(wording: Wording) -> None:
    _texts(wording.options, "options")
    if not wording.key:
        raise ItemRefused(_("no answer is given"), "key")
    if sorted(wording.key) != list(LETTERS[: len(wording.options)]):
        raise ItemRefused(_("the right order names every entry exactly once"), "key")


def _open(wording: Wording) -> None:
    if wording.options or wording.key:
        raise ItemRefused(_("an open question has neither options nor a key"), "options")
    _points(wording.marking)
    total = sum((point.marks for point in wording.marking), Decimal(0))
    if wording.marks is not None and wording.marking and total < wording.marks:
        text = _("the marking points bring %(total)s, the question %(marks)s")
        raise ItemRefused(text % {"total": total, "marks": wording.marks}, "marking")


def _points(points: Sequence[MarkingPoint]) -> None:
    for n, point in enumerate(points, start=1):
        field = f"marking.{n}"
        if not point.text.strip():
            raise ItemRefused(_("marking point %(number)s has no text") % {"number": n}, field)
        marks = point.marks
        if not marks.is_finite() or not LEAST_MARKS <= marks <= MOST_MARKS or _fraction(marks):
            text = _("marking point %(number)s: marks are 0.5 to 100, with at most one decimal")
            raise ItemRefused(text % {"number": n}, field)


def _case(wording: Wording) -> None:
    if not 1 <= len(wording.parts) <= MOST_PARTS:
        raise ItemRefused(_("a case has 1 to 10 questions"), "parts")
    for n, part in enumerate(wording.parts, start=1):
        if part.kind not in PARTS:
            text = _("question %(number)s of the case is of a kind that a case cannot ask")
            raise ItemRefused(text % {"number": n}, f"parts.{n}.kind")
        try:
            check(part)
        except ItemRefused as refused:
            text = _("question %(number)s of the case: %(reason)s")
            raise ItemRefused(
                text % {"number": n, "reason": refused}, f"parts.{n}.{refused.field}"
            ) from refused
    asked = [part.marks for part in wording.parts]
    if wording.marks is not None and None not in asked:
        total = sum((marks for marks in asked if marks is not None), Decimal(0))
        if total != wording.marks:
            text = _("the questions of the case bring %(total)s, the case %(marks)s")
            raise ItemRefused(text % {"total": total, "marks": wording.marks}, "marks")


def _texts(texts: Sequence[str], field: str) -> None:
    if not FEWEST_OPTIONS <= len(texts) <= len(LETTERS):
        raise ItemRefused(_("a question has 2 to 26 options"), field)
    for letter, text in zip(LETTERS, texts, strict=False):
        if not text.strip():
            raise ItemRefused(
                _("option %(letter)s is empty") % {"letter": letter}, f"{field}.{letter}"
            )
        if len(text) > LONGEST_OPTION:
            raise ItemRefused(
                _("option %(letter)s is longer than 500 characters") % {"letter": letter},
                f"{field}.{letter}",
            )
    seen: set[str] = set()
    for letter, text in zip(LETTERS, texts, strict=False):
        if text.strip() in seen:
            raise ItemRefused(_("two options are the same"), f"{field}.{letter}")
        seen.add(text.strip())


def _letters(key: str, shown: int) -> None:
    if not key:
        raise ItemRefused(_("no answer is given"), "key")
    _among(key, shown)
    if len(set(key)) != len(key):
        raise ItemRefused(_("the answer names an option twice"), "key")


def _among(key: str, shown: int) -> None:
    outside = sorted(set(key) - set(LETTERS[:shown]))
    if outside:
        text = _("the answer %(letters)s is not among the options")
        raise ItemRefused(text % {"letters": "".join(outside)}, "key")


_RULES: dict[str, Callable[[Wording], None]] = {
    **dict.fromkeys(CHOICES, _choice),
    Kind.TRUE_FALSE: _true_false,
    Kind.FILL_BLANK: _fill_blank,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.OPEN: _open,
    Kind.CASE: _case,
}
