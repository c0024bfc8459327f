"""GIFT as blocks: one question, description or category each, with the line it begins on.

Questions are parted by blank lines. Careless files leave them out or put some inside the braces;
whatever can only be read one way is read so.
"""

import re
from dataclasses import dataclass

BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
CARRIED = re.compile(r"//\s*hezhong:\s*(\{.*\})\s*$")
CATEGORY = re.compile(r"\$(?:CATEGORY|COURSE|QUESTION)\s*:?", re.IGNORECASE)
TITLED = re.compile(r"::(?:\\.|[^\\:])+::")
TAG = re.compile(r"\[tag:([^\]]+)\]")
FARTHEST = 200  # lines to look ahead for what a blank line parts
IDENTIFIER = re.compile(r"\[id:([^\]]+)\]")


@dataclass(frozen=True)
class Block:
    """`carried` is our own line of JSON above it; `tags` and `id` stand in comments."""

    text: str
    line: int
    carried: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""


def depth_after(text: str, depth: int = 0) -> int:
    """How many braces are open behind a text; what is escaped does not count."""
    for match in BRACES.finditer(text):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return depth


def blocks_of(text: str) -> list[Block]:
    """All blocks in order."""
    parter = _Parter()
    lines = text.split("\n")
    for at, line in enumerate(lines):
        parter.take(at + 1, line, lines[at + 1 : at + FARTHEST] if not line.strip() else [])
    parter.close()
    return parter.blocks


class _Parter:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines: list[str] = []
        self.begun = 0
        self.depth = 0
        self.comments: list[str] = []

    def take(self, number: int, line: str, ahead: list[str]) -> None:
        plain = line.strip()
        if plain.startswith("//"):
            if self.lines and self.depth <= 0 and self._answered():
                self.close()
            self.comments.append(plain)
            return
        if not plain:
            self._gap(ahead)
            return
        if self.depth <= 0 and CATEGORY.match(plain):
            self.close()
            self.blocks.append(Block(plain, number))
            return
        if self.lines and (self._is_new(plain) if self.depth <= 0 else _is_unclosed(plain)):
            self.close()
        if not self.lines:
            self.begun = number
        self.lines.append(line)
        self.depth = depth_after(line, self.depth)

    def _gap(self, ahead: list[str]) -> None:
        """A blank line: between questions, or inside the braces of one."""
        coming = next((line.strip() for line in ahead if line.strip()), "")
        if (self.depth > 0 and coming and not _is_start(coming, ahead)) or (
            self.lines and self.depth == 0 and coming.startswith("{") and not self._answered()
        ):
            self.lines.append("")
        else:
            self.close()

    def _answered(self) -> bool:
        return any(match[0] == "}" for match in BRACES.finditer("\n".join(self.lines)))

    def _is_new(self, plain: str) -> bool:
        """Whether a line right below another begins a block of its own: a title, or a second
        question with answers of its own."""
        if TITLED.match(plain):
            return True  # also below words that ask nothing
        if not self._answered():
            return False
        ends = "\n".join(self.lines).rstrip().rstrip('";').endswith("}")
        return ends and (plain.startswith("::") or "{" in BRACES.sub(_kept, plain))

    def close(self) -> None:
        text = "\n".join(self.lines).strip()
        if text:
            carried = [found[1] for one in self.comments if (found := CARRIED.match(one))]
            said = "\n".join(self.comments)
            tags = tuple(match[1].strip() for match in TAG.finditer(said))
            known = IDENTIFIER.search(said)
            self.blocks.append(
                Block(
                    text,
                    self.begun,
                    carried[-1] if carried else "",
                    tags,
                    known[1] if known else "",
                )
            )
            self.comments = []
        self.lines = []
        self.depth = 0


def _is_unclosed(plain: str) -> bool:
    """Inside open braces: whether a line begins another question, so that they were never closed;
    answers hold no braces of their own."""
    begins = "{" in BRACES.sub(_kept, plain)
    return not plain.startswith(("=", "~", "#", "{", "}", "->")) and begins


def _kept(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) == 1 else ""


def _is_start(coming: str, ahead: list[str]) -> bool:
    """Inside open braces: whether the next line begins another question, so that the braces were
    never closed."""
    if coming.startswith(("::", "$CATEGORY")):
        return True
    for line in ahead:
        for match in BRACES.finditer(line):
            if match[0] in "{}":
                return match[0] == "{"
    return False
