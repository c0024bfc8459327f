"""How a rule is put into words, and which values it takes."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.policy.choices import Kind

Words = str | Promise


@dataclass(frozen=True)
class Meaning:
    """A rule in words. `sentence` says what follows from `%(value)s`; numbers lie between `least`
    and `most`, texts fit `pattern` (told as `shape`), lists are made of `codes`, if there are any.
    `falling` says of a row of numbers that none may be higher than one before it; 0 is none.
    """

    group: Words
    label: Words
    sentence: Words
    kind: Kind = Kind.NUMBER
    least: int = 0
    most: int = 1000
    pattern: str = ""
    shape: Words = ""
    codes: dict[str, Words] = field(default_factory=dict)
    falling: Words = ""

    def told(self, value: Any) -> str:
        """What follows from a value, as a sentence."""
        return str(self.sentence) % {"value": self.shown(value)}

    def shown(self, value: Any) -> str:
        """A value as people read it."""
        if isinstance(value, dict):
            return " / ".join(str(value[language]) for language in ("zh", "en"))
        if self.kind == Kind.DAYS:
            days = [date_format(date.fromisoformat(day)) for day in value]
            return pgettext("list", ", ").join(days) or pgettext("days", "none")
        if isinstance(value, list):
            words = [str(self.codes.get(code, code)) for code in value]
            return pgettext("list", ", ").join(words) or pgettext("rule", "nobody")
        return str(value)

    def fault(self, value: Any) -> str:
        """What is wrong with a value in plain words; empty when nothing is."""
        if not _fits(self.kind, value):
            return _("The value must be %(kind)s.") % {"kind": self.kind.label}
        if self.kind in {Kind.NUMBER, Kind.DECIMAL} and not self.least <= value <= self.most:
            bounds = {"least": self.least, "most": self.most}
            return _("Please enter a number from %(least)s to %(most)s.") % bounds
        if self.pattern and not re.fullmatch(self.pattern, value):
            return str(self.shape)
        if self.falling and not _falls(value):
            return str(self.falling)
        if self.codes and not (value and set(value) <= set(self.codes)):
            return _("Please choose at least one from the list.")
        return ""


def _fits(kind: Kind, value: Any) -> bool:
    if isinstance(value, bool):  # True is an int, and no number of days
        return False
    if kind == Kind.BOTH:
        return isinstance(value, dict) and all(
            isinstance(value.get(language), str) and value[language].strip()
            for language in ("zh", "en")
        )
    if kind == Kind.CODES:
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    if kind == Kind.DAYS:
        return isinstance(value, list) and all(_is_day(day) for day in value)
    if kind == Kind.TEXT:
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, int | float if kind == Kind.DECIMAL else int)


def _falls(value: str) -> bool:
    numbers = [int(one) for one in value.split(",") if int(one)]
    return numbers == sorted(numbers, reverse=True)


def _is_day(value: Any) -> bool:
    """An ISO day, written in the one way in which days can be compared."""
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False
