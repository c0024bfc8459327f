"""A question with its key for those who may see keys: as a candidate would see it, and beside it
what its key says."""

from dataclasses import dataclass

from django.utils.translation import pgettext

from exams.choices import Kind
from exams.wording import LETTERS, Wording


@dataclass(frozen=True)
class Question:
    """A question with its key, for those who may see keys."""

    kind: str
    stem: str
    options: list[tuple[str, str, bool]]
    targets: list[tuple[str, str]]
    answer: str
    explanation: str
    parts: "list[Question]"


def question(wording: Wording) -> Question:
    """A wording for the page; `options` are (letter, text, right)."""
    letters = _shown_options(wording)
    return Question(
        kind=str(Kind(wording.kind).label) if wording.kind in Kind.values else "",
        stem=wording.stem,
        options=letters,
        targets=list(zip(LETTERS, wording.targets, strict=False)),
        answer=answer(wording),
        explanation=wording.explanation,
        parts=[question(part) for part in wording.parts],
    )


def _shown_options(wording: Wording) -> list[tuple[str, str, bool]]:
    texts: tuple[str, ...] = wording.options
    if wording.kind == Kind.TRUE_FALSE:
        texts = (pgettext("answer", "True"), pgettext("answer", "False"))
    choice = wording.kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE}
    return [
        (letter, text, choice and letter in wording.key)
        for letter, text in zip(LETTERS, texts, strict=False)
    ]


def answer(wording: Wording) -> str:
    """What the key was read as, in words."""
    comma = pgettext("list", ", ")
    if wording.kind == Kind.TRUE_FALSE:
        words = {"A": pgettext("answer", "True"), "B": pgettext("answer", "False")}
        return str(words.get(wording.key, wording.key))
    if wording.kind == Kind.FILL_BLANK:
        return "; ".join(" / ".join(forms) for forms in wording.accepted)
    if wording.kind == Kind.MATCHING:
        pairs = zip(LETTERS, wording.key, strict=False)
        return comma.join(f"{left}→{right}" for left, right in pairs)
    if wording.kind == Kind.ORDERING:
        return "→".join(wording.key)
    if wording.kind in {Kind.OPEN, Kind.CASE}:
        points = [f"{point.text} ({point.marks})" for point in wording.marking]
        return "\n".join(filter(None, (wording.answer, *points)))
    return comma.join(wording.key)
