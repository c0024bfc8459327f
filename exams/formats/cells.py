"""The cells of a row of a table."""

import re
from collections.abc import Iterable, Sequence

_INERT = re.compile(r"^'(?=[\s\u3000\xa0]*[=+\-@＝＋－＠﹢﹣﹦﹫])")


def cell_at(row: Sequence[str], at: int | None) -> str:
    """A cell without the sign that keeps a spreadsheet from taking it for a formula."""
    text = row[at] if at is not None and at < len(row) else ""
    return _INERT.sub("", text) if text.startswith("'") else text


def joined(texts: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def distinct(row: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(cell.strip() for cell in row if cell and cell.strip()))
