"""Moodle's questions with gaps in the text: cloze (`{1:SHORTANSWER:=word}`), and words to drag or
select (`[[1]]`)."""

import re
from decimal import Decimal

from exams.formats.gaps import Gap, filled, sign
from exams.formats.moodle_texts import Asked
from exams.formats.refusing import Refused
from exams.formats.tidying import explained, letters, number, plain_number
from exams.formats.xmltree import Node
from exams.wording import LETTERS, Wording

FIELD = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^\\}])*)\}", re.DOTALL)
PARTER = re.compile(r"\\.|~", re.DOTALL)
REMARK = re.compile(r"\\.|#", re.DOTALL)
WEIGHT = re.compile(r"%(-?\d+(?:\.\d+)?)%")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
HOLE = re.compile(r"\[\[(\d+)\]\]")
TYPED = re.compile(r"SHORTANSWER(?:_C)?|SAC?|MWC?")
NUMERIC = re.compile(r"NUMERICAL|NM")
CHOSEN = re.compile(r"MULTICHOICE(?:_[VHS]+)?|MC[VHS]{0,2}")
SEVERAL = re.compile(r"MULTIRESPONSE(?:_[HS]+)?|MR[HS]{0,2}")
ALL = Decimal(100)


def cloze(asked: Asked) -> Wording:
    """Raises Refused with the type of the part that cannot be held."""
    raw, form = asked.raw()
    fields = list(FIELD.finditer(raw))
    if not fields:
        raise Refused("broken", detail="gap")
    gaps = [_gap(asked, match[2], match[3]) for match in fields]
    for at in reversed(range(len(fields))):
        raw = raw[: fields[at].start()] + sign(at + 1) + raw[fields[at].end() :]
    return filled(asked.formatted(raw, form), gaps)


def _gap(asked: Asked, kind: str, written: str) -> Gap:
    answers = [_answer(asked, one) for one in _parts(written)]
    if TYPED.fullmatch(kind) or NUMERIC.fullmatch(kind):
        return _typed(asked, kind, answers)
    if CHOSEN.fullmatch(kind):
        right = [at for at, (_, weight, _) in enumerate(answers) if weight >= ALL]
    elif SEVERAL.fullmatch(kind):
        right = [at for at, (_, weight, _) in enumerate(answers) if weight > 0]
    else:
        raise Refused("unsupported", type=f"cloze {kind}")
    several = bool(SEVERAL.fullmatch(kind))
    if not right:
        raise Refused("no_key")
    if len(right) > 1 and not several:
        raise Refused("several_right", key=letters(right))
    remarks = [(LETTERS[at % len(LETTERS)], said) for at, (_, _, said) in enumerate(answers)]
    options = tuple(words for words, *_ in answers)
    return Gap((), options, letters(right), several, explained("", remarks))


def _typed(asked: Asked, kind: str, answers: list[tuple[str, Decimal, str]]) -> Gap:
    words = [said for said, weight, _ in answers if weight >= ALL]
    if any(0 < weight < ALL for _, weight, _ in answers):
        asked.codes.append("partial_credit")
    if NUMERIC.fullmatch(kind):
        words = [_exact(word) for word in words]
    plain = [word for word in words if "*" not in word]
    if not plain:
        raise Refused("wildcard" if words else "no_key")
    if len(plain) < len(words):
        asked.codes.append("wildcard")
    return Gap(tuple(dict.fromkeys(plain)))


def _exact(written: str) -> str:
    value, _, tolerance = written.partition(":")
    found = number(value)
    if found is None:
        raise Refused("broken", detail="number")
    if number(tolerance or "0") != 0:
        raise Refused("tolerance", range=written)
    return str(plain_number(found))


def _parts(written: str) -> list[str]:
    parts, at = [], 0
    for match in PARTER.finditer(written):
        if match[0] == "~":
            parts.append(written[at : match.start()])
            at = match.end()
    return [part for part in [*parts, written[at:]] if part.strip()]


def _answer(asked: Asked, written: str) -> tuple[str, Decimal, str]:
    """Words, weight in percent, remark."""
    plain = written.strip()
    is_whole = plain.startswith("=")  # a share behind it is part of the words
    weight = ALL if is_whole else Decimal(0)
    plain = plain.removeprefix("=")
    match = None if is_whole else WEIGHT.match(plain)
    if match:
        weight, plain = Decimal(match[1]), plain[match.end() :]
    said = ""
    for found in REMARK.finditer(plain):
        if found[0] == "#":
            plain, said = plain[: found.start()], plain[found.end() :]
            break
    return _words(asked, plain), weight, _words(asked, said)


def _words(asked: Asked, written: str) -> str:
    return asked.formatted(ESCAPED.sub(r"\1", written), "html")


def gap_select(asked: Asked) -> Wording:
    """Each hole names the word that belongs there; the words of its group are the choice."""
    raw, form = asked.raw()
    nodes = [*asked.node.elements("dragbox"), *asked.node.elements("selectoption")]
    words = [(asked.of(node), _group(node)) for node in nodes]
    holes = list(HOLE.finditer(raw))
    if not holes:
        raise Refused("broken", detail="gap")
    gaps = [_from_group(words, int(hole[1])) for hole in holes]
    for at in reversed(range(len(holes))):
        raw = raw[: holes[at].start()] + sign(at + 1) + raw[holes[at].end() :]
    return filled(asked.formatted(raw, form), gaps)


def _group(node: Node) -> str:
    return node.said("group") or "1"


def _from_group(words: list[tuple[str, str]], number_of: int) -> Gap:
    if not 1 <= number_of <= len(words):
        raise Refused("unknown_key", key=str(number_of))
    group = words[number_of - 1][1]
    chosen = [at for at, (_, other) in enumerate(words) if other == group]
    options = tuple(words[at][0] for at in chosen)
    return Gap((), options, letters([chosen.index(number_of - 1)]))
