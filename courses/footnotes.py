"""Notes of a text: [注1] where one belongs, its words at the end. Plain values in and out.

The mark is plain text, so that it survives every editor and can be typed; on the page it becomes a
link to the note, and the note leads back.
"""

import re
from dataclasses import dataclass

MARK = re.compile(r"[\[［【]注\s?(\d{1,3})[\]］】]")
OWN_NOTE = re.compile(r"<p\b[^>]*>\s*[\[［【]注\s?(\d{1,3})[\]］】]\s*")


@dataclass(frozen=True)
class Marks:
    """Which notes a part of a page may refer to; `anchor` makes the ids of its marks its own."""

    anchor: str
    numbers: frozenset[int]


def back_address(anchor: str, number: int) -> str:
    """The id of the first mark of a note within the part of this anchor."""
    return f"{anchor}-note-{number}"


@dataclass(frozen=True)
class Note:
    """A note at the end of a text; `back` is the id of where it is referred to, or ""."""

    number: int
    text: str
    back: str


def notes_of(held: list[str], texts: list[tuple[str, str]]) -> list[Note]:
    """The notes numbered from 1, each leading back to the first of `texts` (anchor, words) that
    refers to it."""
    backs: dict[int, str] = {}
    for anchor, text in texts:
        for found in MARK.findall(text):
            backs.setdefault(int(found), back_address(anchor, int(found)))
    return [Note(number, text, backs.get(number, "")) for number, text in enumerate(held, 1)]


def linked(html: str, marks: Marks) -> str:
    """HTML whose marks lead to their notes (#note-1); marks without a note stay as they are."""
    met: set[int] = set()

    def link(found: re.Match[str]) -> str:
        number = int(found[1])
        if number not in marks.numbers:
            return found[0]
        name = "" if number in met else f' id="{back_address(marks.anchor, number)}"'
        met.add(number)
        return (
            f'<sup class="note-mark"><a{name} href="#note-{number}" role="doc-noteref">'
            f"注{number}</a></sup>"
        )

    return MARK.sub(link, html)


def linked_within(html: str, anchor: str) -> str:
    """A text that holds its own notes: a paragraph that begins with [注1] is that note."""
    known = frozenset(int(found) for found in OWN_NOTE.findall(html))
    if not known:
        return html
    parts, end = [], 0
    marks = Marks(anchor, known)
    for found in OWN_NOTE.finditer(html):
        number = int(found[1])
        parts.append(html[end : found.start()])
        back = f'<a href="#{back_address(anchor, number)}">注{number}</a>'
        parts.append(f'<p class="footnote" id="note-{number}">\0{back}\0 ')
        end = found.end()
    whole = "".join([*parts, html[end:]])
    return linked(whole, marks).replace("\0", "")
