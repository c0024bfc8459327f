"""Answers gathered at the end of a paper, handed to their questions."""

import re
from collections.abc import Sequence

from exams.formats.answerkeys import Answer, Area, keys_of
from exams.formats.blanks import has_blanks
from exams.formats.drafts import Draft
from exams.formats.pairing import Heading, Wanted, fits, matching
from exams.wording import FILL_BLANK

_LISTED = re.compile(r"[^\s(（][)）]\s*[、,，和与及]\s*[(（][^\s)）]")
Told = tuple[str, int, dict[str, str]]  # a code, a line, facts


def hand_over(area: Area, drafts: Sequence[Draft]) -> list[Told]:
    """Give each question the answer that can only be its own; what is left over is told of."""
    used = set()
    wanted = [Wanted(draft.number, _over(draft)) for draft in drafts]
    written = [(answer.number, answer.heading) for answer in area.answers]
    for draft, places in zip(drafts, matching(written, wanted), strict=True):
        if len(places) == 1:
            answer = area.answers[places[0]]
            used.add(id(answer))
            _give(draft, answer)
    told: list[Told] = [
        ("answer_unmatched", answer.line, {"number": str(answer.number)})
        for answer in area.answers
        if id(answer) not in used
    ]
    left = [line for line in area.unread if not _give_row(line.text, area, line.number, drafts)]
    return told + [("row_skipped", line.number, {"text": line.text[:60]}) for line in left]


def _over(draft: Draft) -> Heading:
    return Heading(draft.order, draft.hint, draft.title, draft.subject)


def _give(draft: Draft, answer: Answer) -> None:
    if answer.key:
        draft.answer(answer.key)
    for of, text in answer.texts.items():
        draft.fields.setdefault(of, [text])


def _give_row(text: str, area: Area, line: int, drafts: Sequence[Draft]) -> bool:
    """A row of letters or signs without numbers, as many as its section has questions."""
    heading = area.headings[line]
    titles = {draft.title for draft in drafts} - {""}
    own = [
        draft
        for draft in drafts
        if not draft.is_answered
        and heading.kind in {"", draft.hint}
        and heading.order in {"", draft.order}
        and fits(heading, _over(draft), titles)
    ]
    found = keys_of(text, len(own)) if own else []
    for draft, key in zip(own, found, strict=bool(found)):
        draft.add("key", key)
    return bool(found)


def read_brackets(drafts: Sequence[Draft]) -> None:
    """Let the words in brackets be the answers of a section of blanks, where none of its questions
    leaves a blank empty and none has its answer anywhere else; else only words in brackets that
    stand side by side, which explain nothing."""
    others = {(one.order, one.hint) for one in drafts if _answers_elsewhere(one)}
    for draft in drafts:
        if draft.hint == FILL_BLANK and not _answers_elsewhere(draft):
            is_alone = (draft.order, draft.hint) not in others
            draft.in_brackets = is_alone or bool(_LISTED.search("".join(draft.body)))


def _answers_elsewhere(draft: Draft) -> bool:
    return draft.labelled or draft.is_answered or has_blanks("\n".join(draft.body))


def refuse_shifted(drafts: Sequence[Draft], early: Sequence[int]) -> None:
    """Refuse the questions of a section before whose first one an answer stands while its last one
    has none: each answer may belong to the question below it."""
    for first in early:
        some = [one for one in drafts[first:] if one.order == drafts[first].order]
        if some and not some[-1].is_answered:
            for one in some:
                one.refused = one.refused or "answers_first"
