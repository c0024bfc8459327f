"""The ids of rows among what an address or a form sends."""

import re
from collections.abc import Iterable

ID = re.compile(r"[0-9]{1,18}")  # more digits than a row of the database can have


def ids(sent: Iterable[str]) -> set[int]:
    """Those that can be one; anything else is left out."""
    return {int(text) for text in sent if ID.fullmatch(text)}


def one_id(sent: str) -> int | None:
    """None for anything that can be none."""
    return next(iter(ids([sent])), None)
