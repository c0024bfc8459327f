"""Papers as people write them in Word or as text: numbered questions, answers after each or at
the end."""

import re
from collections.abc import Iterable
from itertools import pairwise

from exams.formats import words
from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.gathering import Gathered
from exams.formats.lines import Line, apart, begin_of
from exams.formats.papers import Paper
from exams.formats.signs import with_kinds, without_signs

_FIRST = re.compile(r"\s*[(（]?A\s?[)）.．、:：]")


def read_text(text: str, name: str = "") -> Contents:
    """A paper in plain text. Raises Unreadable: `unknown` when no question is in it."""
    lines = [Line(line.rstrip(), at) for at, line in enumerate(text.splitlines(), start=1)]
    contents = Contents("text")
    read_lines(lines, contents, name)
    if not contents.entries and not contents.refused:
        raise Unreadable("unknown")
    return contents


def is_numbered(text: str) -> bool:
    """Whether most questions with options have a number in front, as in a paper."""
    lines = [line for line in text.splitlines() if line.strip()]
    asked = [before for before, line in pairwise(lines) if _FIRST.match(line)]
    return bool(asked) and 2 * sum(begin_of(line) is not None for line in asked) >= len(asked)


def read_lines(lines: Iterable[Line], contents: Contents, name: str = "") -> None:
    """Add the questions in these lines. Nothing is one unless something in the lines says so: a
    section of a kind, options, or an answer."""
    hint = words.hint_of(name.rpartition(".")[0])
    paper = Paper(
        [part for line in with_kinds(without_signs(lines)) for part in apart(line)],
        hint if hint in words.PLAIN_KINDS else "",
    )
    paper.read()
    pieces = [draft.pieces() for draft in paper.drafts]
    cases = [[part.pieces() for part in draft.parts] for draft in paper.drafts]
    if not any(one.keys or one.options or one.flags or one.hint or one.kind for one in pieces):
        return
    contents.notes += [Note(code, Place("", line), facts) for code, line, facts in paper.notes]
    gathered = Gathered(contents)
    for one, parts in zip(pieces, cases, strict=True):
        if parts:
            gathered.add_case(one, parts)
        else:
            gathered.add(one)
    gathered.close()
