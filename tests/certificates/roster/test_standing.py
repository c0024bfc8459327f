"""The table of standings, line by line and exhaustively."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest

from certificates.roster.choices import EndReason
from certificates.roster.standing import (
    LABELS,
    REPLACING,
    AppointmentFact,
    Facts,
    Period,
    Standing,
    best_certificate,
    decide,
)

DAY = date(2026, 11, 23)
BEFORE = DAY - timedelta(days=100)
YESTERDAY = DAY - timedelta(days=1)
STATES = (None, "valid", "suspended", "expired", "revoked")


@dataclass(frozen=True)
class Held:
    state: str | None

    def state_on(self, day: date) -> str | None:
        return self.state


def holding(*states: str | None) -> tuple[Held, ...]:
    return tuple(Held(state) for state in states if state)


def in_office(mode: str = "elected", *suspensions: Period, key: int = 1) -> AppointmentFact:
    return AppointmentFact(key, mode, Period(BEFORE), suspensions=suspensions)


def ended(reason: str, on: date = YESTERDAY, key: int = 1) -> AppointmentFact:
    return AppointmentFact(key, "elected", Period(BEFORE, on), reason)


IN_OFFICE: dict[tuple[str, str | None, bool], str] = {
    # (mode, certificate, duty suspended): label
    **{(mode, "valid", False): "on_duty" for mode in ("elected", "hired")},
    **{(mode, state, True): "suspended" for mode, state in product(("elected", "hired"), STATES)},
    **{(mode, "suspended", False): "suspended" for mode in ("elected", "hired")},
    ("elected", None, False): "pending",
    ("hired", None, False): "lapsed",
    **{
        (mode, state, False): "lapsed"
        for mode, state in product(("elected", "hired"), ("expired", "revoked"))
    },
}


@pytest.mark.parametrize(
    ("mode", "state", "off"), list(product(("elected", "hired"), STATES, (True, False)))
)
def test_in_office_the_first_line_that_holds_counts(
    mode: str, state: str | None, off: bool
) -> None:
    periods = (Period(BEFORE),) if off else ()
    found = decide(Facts((in_office(mode, *periods),), holding(state)), DAY)
    label = IN_OFFICE[mode, state, off]
    assert found == Standing(label, ((1, label),), state, assessor=False)


def out_of_office(state: str | None, reason: str, *, begun: bool) -> str:
    """The second half of the table, written down a second time."""
    if state == "valid":
        return "qualified"
    misconduct = {f"misconduct_{item}" for item in ("partial", "insult", "gain", "leak")}
    others = {"statutory_misconduct", "serious_dereliction", "incompetent", "disqualified"}
    if reason in misconduct | others:
        return "replaced"
    if state in {"expired", "revoked"}:
        return "lapsed"
    if reason:
        return "retired"
    return "trainee" if begun else "none"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reason", ["", *EndReason.values])
@pytest.mark.parametrize("learning", [True, False])
@pytest.mark.parametrize("named", [True, False])
def test_out_of_office_the_first_line_that_holds_counts(
    state: str | None, reason: str, learning: bool, named: bool
) -> None:
    facts = Facts(
        (ended(reason),) if reason else (),
        holding(state),
        learning_since=DAY if learning else None,
        candidacies=(Period(DAY),) if named else (),
    )
    label = out_of_office(state, reason, begun=learning or named)
    assert decide(facts, DAY) == Standing(label, (), state, assessor=False)


def test_reasons_that_mean_replacement_are_reasons() -> None:
    assert set(EndReason.values) >= REPLACING


def test_of_several_appointments_the_best_label_counts() -> None:
    suspended = in_office("elected", Period(BEFORE), key=1)
    facts = Facts((suspended, in_office("elected", key=2)), holding("valid"))
    assert decide(facts, DAY) == Standing(
        "on_duty", ((1, "suspended"), (2, "on_duty")), "valid", assessor=False
    )


def test_the_last_of_several_ended_appointments_counts() -> None:
    replaced_first = (ended("incompetent", DAY - timedelta(days=50), 1), ended("resigned", key=2))
    assert decide(Facts(replaced_first), DAY).label == "retired"
    replaced_last = (ended("resigned", DAY - timedelta(days=50), 1), ended("incompetent", key=2))
    assert decide(Facts(replaced_last), DAY).label == "replaced"


def test_the_end_day_itself_is_out_of_office() -> None:
    fact = ended("resigned", DAY)
    assert decide(Facts((fact,), holding("valid")), YESTERDAY).label == "on_duty"
    assert decide(Facts((fact,), holding("valid")), DAY).label == "qualified"


def test_an_appointment_still_to_come_is_not_in_office() -> None:
    coming = AppointmentFact(1, "hired", Period(DAY + timedelta(days=1)))
    assert decide(Facts((coming,), holding("valid")), DAY).label == "qualified"


def test_a_lifted_suspension_no_longer_counts() -> None:
    lifted = in_office("elected", Period(BEFORE, DAY))
    assert decide(Facts((lifted,), holding("valid")), YESTERDAY).label == "suspended"
    assert decide(Facts((lifted,), holding("valid")), DAY).label == "on_duty"


def test_learning_that_begins_later_does_not_count() -> None:
    assert decide(Facts(learning_since=DAY + timedelta(days=1)), DAY).label == "none"


@pytest.mark.parametrize(
    ("periods", "label"),
    [
        ((Period(BEFORE),), "trainee"),
        ((Period(BEFORE, DAY),), "none"),
        ((Period(DAY + timedelta(days=1)),), "none"),
        ((Period(BEFORE, DAY), Period(DAY)), "trainee"),
        ((Period(DAY, DAY),), "none"),
    ],
)
def test_a_candidacy_counts_while_it_is_open(periods: tuple[Period, ...], label: str) -> None:
    assert decide(Facts(candidacies=periods), DAY).label == label


@pytest.mark.parametrize("first", STATES)
@pytest.mark.parametrize("second", STATES)
def test_of_several_certificates_the_best_one_counts(first: str | None, second: str | None) -> None:
    order = ["valid", "suspended", "expired", "revoked", None]
    assert best_certificate(holding(first, second), DAY) == min(first, second, key=order.index)


@pytest.mark.parametrize(
    ("starts", "ends", "flag"),
    [
        (BEFORE, DAY + timedelta(days=1), True),
        (BEFORE, DAY, False),
        (DAY, DAY + timedelta(days=9), True),
        (DAY + timedelta(days=1), None, False),
    ],
)
def test_assessor_is_a_flag_beside_the_label(starts: date, ends: date | None, flag: bool) -> None:
    facts = Facts(assessor_terms=(Period(starts, ends),))
    assert decide(facts, DAY) == Standing("none", (), None, flag)


def test_every_label_is_reached() -> None:
    reached = set(IN_OFFICE.values()) | {
        out_of_office(state, reason, begun=begun)
        for state in STATES
        for reason in ("", "resigned", "incompetent")
        for begun in (True, False)
    }
    assert reached == set(LABELS)
