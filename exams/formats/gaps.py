"""A text with gaps in it as one of our questions: words to fill in, or words to choose from.

Gaps to be typed make a fill-in question; one gap with a choice makes a question of choice whose
stem has the gap; anything else is a case: the text, and a part for each gap by its number.
"""

from dataclasses import dataclass

from exams.formats.refusing import Refused
from exams.formats.tidying import LOW_LINES
from exams.wording import BLANK, CASE, FILL_BLANK, HALF, MULTIPLE, PER_OPTION, SINGLE, Wording

OPENING, CLOSING = "⟦", "⟧"


@dataclass(frozen=True)
class Gap:
    """Either `accepted` answers to type, or `options` with their `key`."""

    accepted: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    key: str = ""
    several: bool = False
    explanation: str = ""


def sign(number: int) -> str:
    """What stands for a gap, by its number from 1, until the text is whole."""
    return f"{OPENING}{number}{CLOSING}"


def filled(text: str, gaps: list[Gap]) -> Wording:
    """The question that a text with the signs of gaps asks. Raises Refused."""
    for number in range(1, len(gaps) + 1):
        if text.count(sign(number)) != 1:
            raise Refused("broken", detail="gap", gap=str(number))
    if all(gap.accepted for gap in gaps):
        return _to_type(text, gaps)
    if len(gaps) == 1:
        return _chosen(text.replace(sign(1), BLANK), gaps[0])
    parts = []
    for number, gap in enumerate(gaps, start=1):
        text = text.replace(sign(number), f"({number}){BLANK}")
        stem = f"({number}){BLANK}"
        parts.append(_chosen(f"({number})", gap) if gap.options else _to_type(stem, [gap]))
    return Wording(CASE, text, parts=tuple(parts))


def _to_type(text: str, gaps: list[Gap]) -> Wording:
    """The blanks are the gaps, in the order in which they stand in the text."""
    if LOW_LINES.search(text) and OPENING in text:
        text = LOW_LINES.sub("", text)  # a line drawn where the gap is
    order = sorted(range(len(gaps)), key=lambda at: text.find(sign(at + 1)))
    for number in range(1, len(gaps) + 1):
        text = text.replace(sign(number), BLANK)
    remarks = [gap.explanation for gap in gaps if gap.explanation]
    return Wording(
        FILL_BLANK,
        text,
        explanation="\n".join(remarks),
        accepted=tuple(gaps[at].accepted for at in order),
    )


def _chosen(stem: str, gap: Gap) -> Wording:
    kind = MULTIPLE if gap.several else SINGLE
    credit = PER_OPTION if gap.several else HALF
    return Wording(kind, stem, gap.options, gap.key, gap.explanation, credit=credit)
