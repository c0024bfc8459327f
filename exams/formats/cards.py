"""Cards as learning programs hand them out: in each line a front, a tab and a back."""

import re
from collections.abc import Sequence

from exams.formats.ahead import is_asking
from exams.formats.choosing import options_behind
from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.gathering import Gathered
from exams.formats.headless import is_judged
from exams.formats.markup import from_html, looks_html
from exams.formats.pictures import Gallery
from exams.formats.pieces import Pieces
from exams.wording import OPEN, TRUE_FALSE

FEWEST = 2
SIDES = 2
_FIGURE = re.compile(r"\s*[-+]?[\d.,/:%-]+\s*[分人元岁名个%]?\s*")
_SIGN = re.compile(r"[A-Za-z]")
_PAIRS = ({"T", "F"}, {"Y", "N"})  # of single letters, others are names of things
_DIRECTIVE = re.compile(r"#(?P<name>[a-z ]+):(?P<value>.*)")


def read_cards(text: str) -> Contents:
    """The front of each card as a question, the back as its answer: true or false where all backs
    are. Raises Unreadable: `unknown` when any line is no card, or when all are a name and a
    figure."""
    told = [_DIRECTIVE.match(line) for line in text.splitlines()]
    said = {one["name"]: one["value"].strip() for one in told if one}
    rows = [
        (at, line.rstrip("\r\n").split("\t"))
        for at, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not _DIRECTIVE.match(line)
    ]
    tags = said.get("tags column", "")
    used = SIDES + tags.isdecimal()
    if len(rows) < FEWEST or any(not _is_card(row, used) for _at, row in rows):
        raise Unreadable("unknown")
    if not said and not any(map(_asks, rows)):
        raise Unreadable("unknown")
    kind = TRUE_FALSE if _are_judged([row[1] for _at, row in rows]) else OPEN
    contents = Contents("text")
    gathered = Gathered(contents)
    for at, row in rows:
        gathered.add(_pieces(at, row, kind, int(tags) - 1 if tags.isdecimal() else -1))
    gathered.close()
    contents.notes.append(Note("cards", Place("", 1)))
    return contents


def _is_card(row: list[str], used: int) -> bool:
    front, *others = row
    return len(row) <= used and bool(front.strip()) and bool(others and others[0].strip())


def _asks(row: tuple[int, list[str]]) -> bool:
    """Whether a card is more than a figure beside a name, as in a list of marks."""
    front, back = row[1][:SIDES]
    return not _FIGURE.fullmatch(back) or is_asking(front)


def _are_judged(backs: Sequence[str]) -> bool:
    words = {back.strip().upper() for back in backs}
    signs = {word for word in words if _SIGN.fullmatch(word)}
    is_clear = not signs or (signs == words and any(signs <= pair for pair in _PAIRS))
    return is_clear and all(map(is_judged, backs))


def _pieces(at: int, row: list[str], kind: str, tags: int) -> Pieces:
    front, back = _plain(row[0]), _plain(row[1])
    stem, options = options_behind(front)
    one = Pieces(Place("", at), stem=stem, options=options, keys=[("key", back)])
    one.hint = "" if options else kind
    if 0 <= tags < len(row):
        one.texts["subject"] = row[tags].strip()
    return one


def _plain(side: str) -> str:
    quoted = re.fullmatch(r'\s*"(.*)"\s*', side, re.S)
    written = quoted[1].replace('""', '"') if quoted else side
    return from_html(written, Gallery()).text if looks_html(written) else written.strip()
