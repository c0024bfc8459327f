"""Rings of keys that lie in files outside the database: one line a key, `<key id> <base64>`. The
first is the one that works now; the others still open, or prove, what was made with them."""

import base64
from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=16)
def ring(lines: str) -> Mapping[str, bytes]:
    """The keys by their ids, in the order of the lines. Raises ValueError for what is no base64."""
    parts = (line.strip().partition(" ") for line in lines.splitlines())
    return {
        name: base64.b64decode(encoded, validate=True) for name, _blank, encoded in parts if name
    }


def first(lines: str) -> str:
    """The id of the key that works now."""
    return next(iter(ring(lines)))
