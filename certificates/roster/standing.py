"""What somebody's standing is on a day, decided from facts alone; nothing here is ever stored.

The table is that of the design (architecture 4.7): first per appointment, then per person, the
first line that holds. "As known on" is the caller's business: it leaves out facts recorded later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

ON_DUTY = "on_duty"
SUSPENDED = "suspended"
PENDING = "pending"
LAPSED = "lapsed"
QUALIFIED = "qualified"
REPLACED = "replaced"
RETIRED = "retired"
TRAINEE = "trainee"
NONE = "none"
LABELS = (ON_DUTY, SUSPENDED, PENDING, LAPSED, QUALIFIED, REPLACED, RETIRED, TRAINEE, NONE)

# With several open appointments the first of these counts for the person.
_OF_APPOINTMENTS = (ON_DUTY, SUSPENDED, PENDING, LAPSED)

# Reasons of ending that mean replacement (撤换): dismissal by the body that elected or hired.
REPLACING = frozenset(
    {
        *("misconduct_partial", "misconduct_insult", "misconduct_gain", "misconduct_leak"),
        *("statutory_misconduct", "serious_dereliction", "incompetent", "disqualified"),
    }
)

# Of several certificates the best one counts.
_CERTIFICATE_ORDER = ("valid", "suspended", "expired", "revoked")


class CertificateHeld(Protocol):
    """A certificate as the roster needs it."""

    def state_on(self, day: date) -> str | None:
        """valid, suspended, revoked, expired, or None before it was issued."""


@dataclass(frozen=True)
class Period:
    """Days from `starts` up to and without `ends`; None means open."""

    starts: date
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class AppointmentFact:
    """A post held; `mode` elected or hired, `end_reason` one of EndReason or empty."""

    id: int
    mode: str
    period: Period
    end_reason: str = ""
    suspensions: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that is known of one person. `learning_since` is the day of the first lesson opened,
    `candidacies` are the days from being named for a post until being withdrawn."""

    appointments: tuple[AppointmentFact, ...] = ()
    certificates: tuple[CertificateHeld, ...] = ()
    assessor_terms: tuple[Period, ...] = ()
    learning_since: date | None = None
    candidacies: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Standing:
    """The answer: a label of LABELS, one per open appointment (by its id), the state of the best
    certificate (None without one), and whether the person is a people's assessor that day."""

    label: str
    appointments: tuple[tuple[int, str], ...]
    certificate: str | None
    assessor: bool


def decide(facts: Facts, day: date) -> Standing:
    """The standing on `day`."""
    certificate = best_certificate(facts.certificates, day)
    labels = tuple(
        (fact.id, _label_in_office(fact, certificate, day))
        for fact in facts.appointments
        if fact.period.holds_on(day)
    )
    if labels:
        label = min((of_one for _id, of_one in labels), key=_OF_APPOINTMENTS.index)
    else:
        label = _label_out_of_office(facts, certificate, day)
    assessor = any(term.holds_on(day) for term in facts.assessor_terms)
    return Standing(label, labels, certificate, assessor)


def best_certificate(certificates: Iterable[CertificateHeld], day: date) -> str | None:
    """The state that counts when somebody holds several certificates; None without any that
    day."""
    states = {held.state_on(day) for held in certificates}
    return next((state for state in _CERTIFICATE_ORDER if state in states), None)


def _label_in_office(fact: AppointmentFact, certificate: str | None, day: date) -> str:
    suspended = any(period.holds_on(day) for period in fact.suspensions)
    if certificate == "valid" and not suspended:
        return ON_DUTY
    if certificate == "suspended" or suspended:
        return SUSPENDED
    if fact.mode == "elected" and certificate is None:
        return PENDING
    # Somebody hired under an override without any certificate stands here too: not on duty.
    return LAPSED


def _label_out_of_office(facts: Facts, certificate: str | None, day: date) -> str:
    last = _last_ended(facts.appointments, day)
    if certificate == "valid":
        return QUALIFIED
    if last and last.end_reason in REPLACING:
        return REPLACED
    if certificate in {"expired", "revoked"}:
        return LAPSED
    if last:
        return RETIRED
    learning = facts.learning_since is not None and facts.learning_since <= day
    named = any(period.holds_on(day) for period in facts.candidacies)
    return TRAINEE if learning or named else NONE


def _last_ended(appointments: Iterable[AppointmentFact], day: date) -> AppointmentFact | None:
    ended = [
        (fact.period.ends, fact.id, fact)
        for fact in appointments
        if fact.period.ends is not None and fact.period.ends <= day
    ]
    return max(ended, key=lambda entry: entry[:2])[2] if ended else None
