"""What a certificate requires, each thing with what was found of it, and the decision made of
them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates import numbering
from certificates.choices import RequirementKind


class Judged(Protocol):
    """What a decision was made of: its day, and (key, version) of the rules applied."""

    @property
    def day(self) -> date: ...
    @property
    def rules(self) -> tuple[tuple[str, int], ...]: ...


@dataclass(frozen=True)
class Requirement:
    """One thing a certificate needs; `subject_id` is the module's page id for modules and quizzes.

    `evidence` says what was found, the same in every language: a day is an ISO date. `url` leads
    to where what is missing can be mended.
    """

    kind: RequirementKind
    met: bool
    subject_id: int = 0
    subject: str = ""
    evidence: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.subject_id}" if self.subject_id else self.kind.value

    @property
    def shown(self) -> str:
        """The evidence as the reader's language writes it."""
        if self.kind == RequirementKind.EXAM and self.evidence:
            return str(date_format(date.fromisoformat(self.evidence)))
        if self.kind in {RequirementKind.POST, RequirementKind.HELD} and self.evidence:
            return numbering.spaced_number(self.evidence)
        if self.kind == RequirementKind.YEARS:
            return _years(*self.evidence.split("/"))
        return self.evidence


def _years(first: str, needed: str) -> str:
    """Since when, and how many are needed."""
    if not first:
        return _("%(years)s years needed; never certified") % {"years": needed}
    day = date_format(date.fromisoformat(first))
    return _("%(years)s years needed; certified since %(day)s") % {"years": needed, "day": day}


@dataclass(frozen=True)
class Decision:
    """Granted only when every requirement is met."""

    requirements: tuple[Requirement, ...]

    @property
    def granted(self) -> bool:
        return bool(self.requirements) and all(item.met for item in self.requirements)

    @property
    def missing(self) -> tuple[Requirement, ...]:
        return tuple(item for item in self.requirements if not item.met)

    @property
    def met(self) -> tuple[Requirement, ...]:
        return tuple(item for item in self.requirements if item.met)

    @property
    def is_held(self) -> bool:
        """All is done except that the name cannot be printed: a human must help."""
        return {item.kind for item in self.missing} == {RequirementKind.NAME}


def code_points(characters: tuple[str, ...]) -> str:
    """Characters that may have no glyph anywhere, so that one can read which are meant."""
    return " ".join(f"{char} (U+{ord(char):04X})" for char in characters)


def kept(facts: Judged, decision: Decision) -> dict[str, Any]:
    """A decision as it is stored with what was issued on it: each requirement with its evidence,
    the day, and the version of each rule applied."""
    return {
        "day": facts.day.isoformat(),
        "rules": dict(facts.rules),
        "requirements": [
            {
                "kind": item.kind.value,
                "met": item.met,
                "subject_id": item.subject_id,
                "subject": item.subject,
                "evidence": item.evidence,
            }
            for item in decision.requirements
        ],
    }


def recalled(stored: dict[str, Any] | None) -> Decision | None:
    """A stored decision again; None when none was stored."""
    if not stored:
        return None
    return Decision(
        tuple(
            Requirement(**(item | {"kind": RequirementKind(item["kind"])}))
            for item in stored["requirements"]
        )
    )
