"""One of our texts as HTML that `markup` reads back to the same text."""

import html
import re
from collections.abc import Callable

from exams.wording import PICTURE

Source = Callable[[str], str]


def to_html(text: str, source: Source) -> str:
    """Paragraphs and tables, well-formed as XML too; `source` gives the address of a picture by its
    digest."""
    parts: list[str] = []
    lines = text.split("\n")
    while lines:
        rows = _rows(lines)
        if rows:
            parts.append(_table(rows, source))
            del lines[: len(rows)]
        else:
            words = inline(lines.pop(0), source)
            parts.append(f"<p>{words or '&#160;'}</p>")
    return "".join(parts)


def inline(line: str, source: Source) -> str:
    """One line as HTML without a paragraph around it; a line end becomes a break."""
    parts: list[str] = []
    at = 0
    for match in PICTURE.finditer(line):
        parts.append(_words(line[at : match.start()]))
        shows = html.escape(match["shows"])
        parts.append(f'<img src="{html.escape(source(match["digest"]))}" alt="{shows}"/>')
        at = match.end()
    parts.append(_words(line[at:]))
    return "".join(parts)


def element(name: str, *inside: str, **attrs: str) -> str:
    """An element around what is markup already; attributes are quoted, a line end in one stays."""
    said = "".join(f' {key}="{quoted(value)}"' for key, value in attrs.items())
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def quoted(words: str) -> str:
    return html.escape(words).replace("\n", "&#10;").replace("\t", "&#9;")


def escaped(words: str) -> str:
    """Words between tags."""
    return html.escape(words, quote=False)


def _words(words: str) -> str:
    escaped = html.escape(words).replace("\n", "<br/>")
    return re.sub(r" (?= )", "&#160;", escaped)


def _rows(lines: list[str]) -> list[list[str]]:
    """The cells of the rows of a table that these lines begin with."""
    rows: list[list[str]] = []
    for line in lines:
        cells = cells_of(line)
        if not cells:
            break
        rows.append(cells)
    return rows if rows and any(len(row) > 1 for row in rows) else []


def cells_of(line: str) -> list[str]:
    """The cells of a line that is a row of a table as we write it; [] for any other line."""
    if not (line.startswith("| ") and line.endswith(" |")):
        return []
    cells = [cell.strip() for cell in line[2:-2].split(" | ")]
    same = f"| {' | '.join(cells)} |" == line
    return cells if same and any(cells) and "|" not in "".join(cells) else []


def _table(rows: list[list[str]], source: Source) -> str:
    head, *others = rows
    parts = ["<table><thead><tr>", *(f"<th>{inline(cell, source)}</th>" for cell in head)]
    parts.append("</tr></thead><tbody>")
    for row in others:
        parts += ["<tr>", *(f"<td>{inline(cell, source)}</td>" for cell in row), "</tr>"]
    parts.append("</tbody></table>")
    return "".join(parts)
