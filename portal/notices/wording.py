"""Putting a notice into words of the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override

from portal.notices.models import Notice

Fact = str | date | Promise
DAY = "day"


@dataclass(frozen=True)
class Wording:
    """A kind of notice: `subject` and `text` are message ids (gettext_noop) with %(fact)s."""

    kind: str
    subject: str
    text: str


def kept(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Facts as JSON: a day is formatted when read, a translated word kept in each language."""
    return {name: _kept(value) for name, value in facts.items()}


def _kept(value: Fact) -> Any:
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Promise):
        words = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                words[code] = str(value)
        return words
    return value


def subject_of(notice: Notice) -> str:
    return gettext(notice.subject) % _told(notice)


def text_of(notice: Notice) -> str:
    return gettext(notice.text) % _told(notice)


def _told(notice: Notice) -> dict[str, str]:
    return {name: _words(value) for name, value in notice.facts.items()}


def _words(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    if DAY in value:
        day = parse_date(value[DAY])
        return date_format(day) if day else ""
    return str(value.get(get_language() or "", value[settings.LANGUAGE_CODE]))
