"""An answer that a table writes into the text of the question."""

import re

from exams.formats import words
from exams.formats.cleaning import narrow
from exams.formats.labels import label_of
from exams.formats.lines import is_option
from exams.formats.pieces import Pieces
from exams.wording import LETTERS, TRUE_FALSE

_SIGN = r"[A-Za-zＡ-Ｚ](?:[\s、,，]*[A-Za-zＡ-Ｚ]){0,9}|√|×|✓|✗|✔|✘|对|错|正确|错误|[TFＴＦ]"
_GIVEN = re.compile(rf"[(（【\[]\s*({_SIGN})\s*[)）】\]]")
_MARKED = re.compile(r"[。.？?！!\s]*")


def take_answer(one: Pieces, *, named: bool) -> None:
    """Move the only answer out of the stem when no column has one: a line of its own (答案：C, with
    解析 behind), or a sign in brackets (…（B）). Where a column is `named` for answers but empty,
    brackets count only at the end."""
    if any(text.strip() for _column, text in one.keys) or any(map(str.strip, one.blanks)):
        return
    if any(map(str.strip, one.flags)) or one.certain is not None:
        return
    column = one.columns.get("stem", "")
    if "答案" in one.stem or "nswer" in one.stem:
        _take_lines(one, column)
    found = list(_GIVEN.finditer(one.stem)) if not one.keys or not one.keys[-1][1] else []
    if len(found) != 1 or not _fits(found[0][1], one):
        return
    inside = found[0]
    if named and not _MARKED.fullmatch(one.stem[inside.end() :]):
        return
    one.stem = f"{one.stem[: inside.start()]}（  ）{one.stem[inside.end() :]}"
    one.keys = [(column, inside[1])]


def _take_lines(one: Pieces, column: str) -> None:
    kept: list[str] = []
    texts: dict[str, list[str]] = {}
    of = ""
    labels = 0
    for line in one.stem.splitlines():
        label = label_of(line)
        if label and label[0] in {"key", "explanation"}:
            of = label[0]
            labels += of == "key"
            texts.setdefault(of, []).append(label[1])
            continue
        if is_option(line):
            of = ""
        (texts.setdefault(of, []) if of else kept).append(line)
    key = "\n".join(texts.get("key", ())).strip()
    if labels != 1 or not key:
        return
    one.stem, one.keys = "\n".join(kept), [(column, key)]
    explanation = "\n".join(texts.get("explanation", ())).strip()
    if explanation and not one.texts.get("explanation"):
        one.texts["explanation"] = explanation


def _fits(sign: str, one: Pieces) -> bool:
    """Whether a sign in brackets can be the answer: letters of options, or true or false."""
    letters = re.sub(r"[^A-Z]", "", narrow(sign).upper())
    many = sum(bool(option.strip()) for option in one.options)
    if many:
        return bool(letters) and set(letters) <= set(LETTERS[:many])
    judged = (words.kind_of(one.kind) or one.hint) == TRUE_FALSE
    return not one.together and judged and (not letters or letters in {"T", "F"})
