"""The answer of a question as a cell of our own sheets holds it."""

import re

from exams.wording import CASE, FILL_BLANK, LETTERS, MATCHING, OPEN, TRUE_FALSE, Wording

TRUTHS = {"A": "对", "B": "错"}
_SEPARATORS = re.compile(r"[|/;；\\]")


def answer_cell(wording: Wording) -> str:
    if wording.kind == TRUE_FALSE:
        return TRUTHS.get(wording.key, wording.key)
    if wording.kind == FILL_BLANK:
        return "\n".join("|".join(map(_escaped, accepted)) for accepted in wording.accepted)
    if wording.kind == MATCHING:
        pairs = zip(LETTERS, wording.key, strict=False)
        return "；".join(f"{option}-{target}" for option, target in pairs)
    return wording.answer if wording.kind in {OPEN, CASE} else wording.key


def _escaped(word: str) -> str:
    return _SEPARATORS.sub(lambda match: f"\\{match[0]}", word)
