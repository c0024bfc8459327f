"""Formulas as words: signs set high and low, and MathML."""

from exams.formats.xmltree import Node

LIFTED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
JOINTS = {"msup": "^", "msub": "_", "mfrac": "/"}


def shifted(inner: str, tag: str) -> str:
    """What stands in `sup` or `sub` in signs of its own (x², H₂O), else behind ^ or _."""
    table, sign = (LIFTED, "^") if tag == "sup" else (LOWERED, "_")
    words = inner.strip()
    if not words:
        return inner
    if all(char in table for char in words):
        return "".join(table[char] for char in words)
    return f"{sign}{words}" if len(words) == 1 else f"{sign}({words})"


def mathematics(node: Node) -> str:
    """A formula of MathML in words: as it says itself, as TeX, or as its signs in a row."""
    said = node.get("alttext") or next(
        (one.text for one in node.iter("annotation") if "tex" in one.get("encoding").lower()),
        "",
    )
    if said.strip():
        return said.strip()
    return _signs(node)


def _signs(node: Node) -> str:
    if node.tag in {"annotation", "annotation-xml"}:
        return ""
    parts = [_signs(child) if isinstance(child, Node) else child.strip() for child in node.children]
    return JOINTS.get(node.tag, "").join(filter(None, parts))
