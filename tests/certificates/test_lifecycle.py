"""Which moves between states are allowed, what each leaves behind, and how a certificate stands."""

from datetime import date, timedelta
from typing import Any

import pytest

from certificates import lifecycle
from certificates.choices import MOVES, REASONS, CertificateState
from certificates.holdings import Holding, holdings_of
from certificates.lifecycle import MoveRefused, ReasonMissing
from certificates.models import Certificate
from portal import clock
from portal.audit.models import AuditEvent
from tests.certificates.roster import city
from tests.certificates.rows import certified

PAST = {
    "suspend": "suspended",
    "lift": "lifted",
    "revoke": "revoked",
    "void": "voided",
    "supersede": "superseded",
}
ALLOWED = {
    ("issued", "suspend"): "suspended",
    ("issued", "revoke"): "revoked",
    ("issued", "void"): "voided",
    ("issued", "supersede"): "superseded",
    ("suspended", "lift"): "issued",
    ("suspended", "revoke"): "revoked",
}
TABLE = [(state, act) for state in CertificateState.values for act in MOVES]


@pytest.fixture(scope="module")
def issued(lasting: None) -> int:
    return certified().pk


@pytest.fixture
def row(db: None, issued: int) -> Certificate:
    return Certificate.objects.unscoped("test").get(pk=issued)


def stored(row: Certificate) -> str:
    return Certificate.objects.unscoped("test").get(pk=row.pk).state


@pytest.mark.parametrize(("state", "act"), TABLE)
def test_the_table_of_moves(row: Certificate, state: str, act: str) -> None:
    Certificate.objects.unscoped("test").filter(pk=row.pk).update(state=state)
    reason: dict[str, Any] = {
        "reason_code": REASONS[act][0],
        "reason": "示例",
        "actor_id": None,
    }
    target = ALLOWED.get((state, act))
    if target is None:
        with pytest.raises(MoveRefused):
            lifecycle.ACTS[act](row, **reason)
        assert stored(row) == state
        assert row.changes.count() == 1
        assert act not in lifecycle.acts_for(state)
        return
    change = lifecycle.ACTS[act](row, **reason)
    assert stored(row) == row.state == target
    assert (change.state, change.day, change.reason) == (target, clock.today(), "示例")
    event = AuditEvent.objects.get(kind=f"certificate.{PAST[act]}")
    assert event.body.reason == "示例"
    assert act in lifecycle.acts_for(state)


@pytest.mark.parametrize(
    ("code", "reason"),
    [("under_inquiry", "  "), ("fraud", "x"), ("", "x"), ("under_inquiry", "x" * 501)],
)
def test_nothing_without_a_reason_that_fits(row: Certificate, code: str, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        lifecycle.suspend(row, reason_code=code, reason=reason, actor_id=None)
    assert stored(row) == "issued"


def test_who_comes_second_is_told(row: Certificate) -> None:
    same = Certificate.objects.unscoped("test").get(pk=row.pk)
    lifecycle.revoke(row, reason_code="resigned", reason="辞职", actor_id=None)
    with pytest.raises(MoveRefused):
        lifecycle.suspend(same, reason_code="other", reason="x", actor_id=None)


START, END = date(2026, 1, 1), date(2028, 12, 31)


@pytest.mark.parametrize(
    ("changes", "day", "state"),
    [
        (((START, "issued"),), START - timedelta(days=1), None),
        (((START, "issued"),), START, "valid"),
        (((START, "issued"),), END, "valid"),
        (((START, "issued"),), END + timedelta(days=1), "expired"),
        (((START, "issued"), (date(2026, 5, 1), "suspended")), date(2026, 4, 30), "valid"),
        (((START, "issued"), (date(2026, 5, 1), "suspended")), date(2026, 5, 1), "suspended"),
        (((START, "issued"), (date(2026, 5, 1), "suspended")), date(2029, 5, 1), "expired"),
        (((START, "issued"), (date(2026, 5, 1), "revoked")), date(2029, 5, 1), "revoked"),
        (((START, "issued"), (date(2026, 5, 1), "voided")), date(2026, 5, 1), None),
        (
            (
                (START, "issued"),
                (date(2026, 5, 1), "suspended"),
                (date(2026, 5, 1), "issued"),
            ),
            date(2026, 5, 1),
            "valid",
        ),
    ],
)
def test_how_a_certificate_stands_on_a_day(
    changes: tuple[tuple[date, str], ...], day: date, state: str | None
) -> None:
    assert Holding(1, "1", START, END, changes).state_on(day) == state


def test_holdings_tell_what_was_known_at_a_moment(row: Certificate) -> None:
    before = clock.now()
    with clock.at(before + timedelta(days=1)):
        lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
        (now,) = holdings_of([row.person_id, 0])[row.person_id]
        (then,) = holdings_of([row.person_id], known_at=before)[row.person_id]
        assert now.state_on(clock.today()) == "suspended"
        assert then.state_on(clock.today()) == "valid"
    assert holdings_of([row.person_id], known_at=before - timedelta(days=1)) == {}
    assert holdings_of([]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_holdings_take_three_queries_for_any_number_of_people(
    people: int, django_assert_num_queries: Any
) -> None:
    home = city.place()
    ids = [city.certify(city.somebody(home)).person_id for _ in range(people)]
    with django_assert_num_queries(3):
        assert len(holdings_of(ids)) == people
