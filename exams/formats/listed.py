"""A list as programs write it into one cell: `['a', 'b']`, `["a","b"]`."""

import re

_LIST = re.compile(
    r"""\s*[\[(]\s*(?:(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?\s*)+[\])]\s*""", re.S
)
_ITEM = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""", re.S)
LONGEST = 4_000


def listed(text: str) -> list[str]:
    """The texts of a list; none when it is any other text."""
    if text[:1] not in "[(" or len(text) > LONGEST or not _LIST.fullmatch(text):
        return []
    found = (one[1] if one[1] is not None else one[2] for one in _ITEM.finditer(text))
    return [re.sub(r"\\(.)", r"\1", one).strip() for one in found]
