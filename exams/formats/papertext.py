"""Papers as people write them in Word or as text: numbered questions, answers after each or at
the end."""

import re
from collections.abc import Iterable
from itertools import pairwise

from exams.formats import cards, words
from exams.formats.doubts import inside
from exams.formats.emphasis import of_markdown, read_by_looks
from exams.formats.entries import Contents, Note, Place
from exams.formats.gathering import Gathered
from exams.formats.labels import apart
from exams.formats.lettering import lettered
from exams.formats.lines import Line, begin_of
from exams.formats.papers import Paper
from exams.formats.signs import with_kinds, without_signs

_FIRST = re.compile(r"\s*[(（]?A\s?[)）.．、:：]")


def read_text(text: str, name: str = "") -> Contents:
    """A paper in plain text. Raises Unreadable: `unknown` when no question is in it."""
    lines = [Line(line.rstrip(), at) for at, line in enumerate(text.splitlines(), start=1)]
    marked = [of_markdown(line) for line in lines] if "**" in text else lines
    contents = read_by_looks(marked, lambda some: read_lines(some, Contents("text"), name))
    if not contents.entries and not contents.refused:
        return cards.read_cards(text)
    return contents


def is_numbered(text: str) -> bool:
    """Whether most questions with options have a number in front, as in a paper."""
    lines = [line for line in text.splitlines() if line.strip()]
    asked = [before for before, line in pairwise(lines) if _FIRST.match(line)]
    return bool(asked) and 2 * sum(begin_of(line) is not None for line in asked) >= len(asked)


def read_lines(lines: Iterable[Line], contents: Contents, name: str = "") -> Contents:
    """Add the questions in these lines to `contents`, and give it back. Nothing is one unless
    something in the lines says so: a section of a kind, options, or an answer."""
    hint = words.hint_of(name.rpartition(".")[0])
    paper = Paper(
        lettered([part for line in with_kinds(without_signs(lines)) for part in apart(line)]),
        hint if hint in words.PLAIN_KINDS else "",
    )
    paper.read()
    begun = [one for draft in paper.drafts for one in (draft, *draft.parts)]
    stems = [" ".join(one.body[:1]) for one in begun]
    paper.notes += inside(paper.lines, {one.line for one in begun}, stems, paper.words)
    pieces = [draft.pieces() for draft in paper.drafts]
    cases = [[part.pieces() for part in draft.parts] for draft in paper.drafts]
    if not any(one.keys or one.options or one.flags or one.hint or one.kind for one in pieces):
        return contents
    contents.notes += [Note(code, Place("", line), facts) for code, line, facts in paper.notes]
    gathered = Gathered(contents)
    for one, parts in zip(pieces, cases, strict=True):
        if parts:
            gathered.add_case(one, parts)
        else:
            gathered.add(one)
    gathered.close()
    return contents
