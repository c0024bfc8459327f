"""Rules as the screen shows them: in groups, with what comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.policy.choices import Enforcement, Origin
from portal.policy.groups import GROUPS
from portal.policy.installing import about_shipped
from portal.policy.kinds import Meaning
from portal.policy.meanings import meaning_of
from portal.policy.models import STANDING, PolicyRule
from portal.policy.rules import rules_on

TONES = {Enforcement.BLOCK: "warn", Enforcement.WARN: "soft", Enforcement.INFO: "rest"}
CONFIDENCES = {
    "A": gettext_lazy("the text itself was read"),
    "B": gettext_lazy("an excerpt or a report was read"),
    "C": gettext_lazy("practice, not checked: check it before you rely on it"),
}
ICONS = {Enforcement.BLOCK: "lock", Enforcement.WARN: "warn", Enforcement.INFO: "info"}


@dataclass(frozen=True)
class Line:
    """One version of a rule; `coming` is the next one, if one is announced."""

    row: PolicyRule
    meaning: Meaning
    coming: "Line | None" = None

    @property
    def value(self) -> str:
        return self.meaning.shown(self.row.value)

    @property
    def sentence(self) -> str:
        return self.meaning.told(self.row.value)

    @property
    def unread(self) -> bool:
        """True when nothing in the platform reads the rule yet: it is kept for reference."""
        return bool(about_shipped().get(self.row.key, {}).get("reserved"))

    @property
    def confidence(self) -> str:
        """How sure the shipped words are; nothing is said of the city's own."""
        found = about_shipped().get(self.row.key, {}).get("confidence")
        return str(CONFIDENCES[found]) if found and self.row.origin == Origin.SHIPPED else ""

    @property
    def tone(self) -> str:
        return TONES[Enforcement(self.row.enforcement)]

    @property
    def icon(self) -> str:
        return ICONS[Enforcement(self.row.enforcement)]


def line_of(row: PolicyRule, coming: PolicyRule | None = None) -> Line:
    meaning = meaning_of(row.key, row.value)
    return Line(row, meaning, Line(coming, meaning) if coming else None)


def groups(day: date, typed: dict[str, Any]) -> list[tuple[str, list[Line]]]:
    """The rules in force on a day that fit what was typed, in their groups."""
    later = PolicyRule.objects.filter(STANDING, effective_from__gt=day).order_by("-effective_from")
    coming = {row.key: row for row in later}  # the earliest stays
    lines = [line_of(row, coming.get(row.key)) for row in rules_on(day).values()]
    fitting = [line for line in lines if _fits(line, typed)]
    found = ((group, [line for line in fitting if line.meaning.group == group]) for group in GROUPS)
    return [(str(group), _by_table(some)) for group, some in found if some]


def _by_table(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.row.key)


def _fits(line: Line, typed: dict[str, Any]) -> bool:
    words = typed.get("q", "").strip().lower()
    origin = typed.get("origin", "")
    where = (line.row.key, line.meaning.label, line.sentence, line.row.basis)
    return (not origin or line.row.origin == origin) and any(
        words in str(text).lower() for text in where
    )


def history(key: str) -> list[Line]:
    """All versions of a rule, the latest first, withdrawn ones too; none when there is no such
    rule."""
    rows = PolicyRule.objects.filter(key=key).order_by("-effective_from", "-pk")
    return [line_of(row) for row in rows]


def state_of(line: Line, today: date) -> str:
    """Where a version stands in the row of versions: withdrawn, future, act (in force) or past."""
    if line.row.withdrawn_on:
        return "withdrawn"
    if line.row.effective_from > today:
        return "future"
    ended = line.row.effective_to and line.row.effective_to <= today
    return "" if ended else "act"


def consequence(meaning: Meaning, before: PolicyRule, value: Any) -> list[str]:
    """What a change means, in sentences."""
    return [
        meaning.told(value),
        _("Until then: %(sentence)s") % {"sentence": meaning.told(before.value)},
        _("Whatever happened before that day stays judged by the rule of its own day."),
    ]
