"""Reasons that the platform itself gives for what it does: kept as plain English, told in the
reader's language; what people typed is told as it was typed. The apps say theirs at the start."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext

_OWN: dict[str, str] = {}
"""Reasons as they are kept, with their message ids."""


def ours(*reasons: str, before: Mapping[str, str] = MappingProxyType({})) -> None:
    """Reasons (gettext_noop) that an app gives; `before` are those as they were kept once, with
    what they are now: rows of history stay as they are."""
    _OWN.update({reason: reason for reason in reasons} | dict(before))


def told(reason: str) -> str:
    """A kept reason in the reader's language."""
    own = _OWN.get(reason)
    return gettext(own) if own else reason


def kept_as(words: str) -> list[str]:
    """The reasons of the platform that contain these words as the reader reads them."""
    return [kept for kept in _OWN if words in told(kept)]
