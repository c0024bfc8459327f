"""The life of one certificate in any order: suspending, lifting, revoking, declaring void,
reissuing, replacing, renewing, running out; against a model of a dozen lines (architecture 4.6)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from certificates import issuing, lifecycle, reissuing, replacing, verification
from certificates.choices import REASONS
from certificates.lifecycle import MoveRefused
from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.succeeding import Ground
from portal import clock
from portal.people.models import Person
from tests.certificates.rows import certified, exam_of, version_of
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db
NAMES = ("周桂芳", "周桂芬", "周桂香")
MOVES = {
    ("issued", "suspend"): "suspended",
    ("issued", "revoke"): "revoked",
    ("issued", "void"): "voided",
    ("suspended", "lift"): "issued",
    ("suspended", "revoke"): "revoked",
}
TABLES = ("certificate", "certificateversion", "certificatechange")


@dataclass
class Model:
    """What must hold, from what was done alone: the stored state, the name of each version, the
    last day of the last one, the record's name, how many acts there were."""

    until: date
    state: str = "issued"
    names: list[str] = field(default_factory=lambda: [NAMES[0]])
    recorded: str = NAMES[0]
    acts: int = 1

    def standing(self, today: date) -> str:
        if self.state in {"voided", "revoked"}:
            return "not_found" if self.state == "voided" else "revoked"
        if today > self.until:
            return "expired"
        return "valid" if self.state == "issued" else "suspended"

    def standing_of(self, name: str, today: date) -> str:
        """By number and name: that of an earlier version is superseded."""
        now = self.standing(today)
        if name == self.names[-1]:
            return now
        if name not in self.names:
            return "not_found"
        return now if now in {"not_found", "revoked"} else "superseded"


class Life(RuleBasedStateMachine):
    """`now` is the server's clock."""

    row: Certificate
    began: datetime
    passed_in_vain: bool

    @initialize()
    def begin(self) -> None:
        self.now = self.began
        self.model = Model(version_of(self.row).valid_until)
        self.plans = {1: version_of(self.row).plan}
        self.passed_in_vain = False

    @property
    def today(self) -> date:
        return clock.day_of(self.now)

    @rule(days=st.sampled_from([1, 90, 800, 1200]))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def take_another_name(self, name: str) -> None:
        Person.objects.unscoped("t").filter(pk=self.row.person_id).update(name=name)
        self.model.recorded = name

    @rule(act=st.sampled_from(["suspend", "lift", "revoke", "void", "suspend", "lift"]))
    def move(self, act: str) -> None:
        target = MOVES.get((self.model.state, act))
        try:
            with clock.at(self.now):
                lifecycle.ACTS[act](
                    self.row, reason_code=REASONS[act][-1], reason="x", actor_id=None
                )
        except MoveRefused:
            assert target is None
            return
        assert target is not None
        self.model.state, self.model.acts = target, self.model.acts + 1

    @rule(ahead=st.sampled_from([0, 0, 0, -1, 1]))
    def replace(self, ahead: int) -> None:
        ground = Ground(len(self.model.names) + ahead, "lost", "x", None)
        self._print(ahead == 0, lambda: replacing.replace_lost(self.row, ground), None)

    @rule(name=st.sampled_from(NAMES))
    def reissue(self, name: str) -> None:
        self.take_another_name(name)
        ground = Ground(len(self.model.names), "name_changed", "x", None)
        differs = self.model.recorded != self.model.names[-1]
        self._print(differs, lambda: reissuing.reissue(self.row, ground), self.model.recorded)

    def _print(self, fits: bool, act: object, name: str | None) -> None:
        fits = fits and self.model.state == "issued" and self.today <= self.model.until
        try:
            with clock.at(self.now):
                act()  # type: ignore[operator]
        except MoveRefused:
            assert not fits
            return
        assert fits
        self._next(name or self.model.names[-1])

    @precondition(lambda self: self.today > self.model.until and len(self.plans) < 8)
    @precondition(lambda self: self.model.state in {"issued", "suspended"})
    @precondition(lambda self: not self.passed_in_vain)  # who has passed is not let in again
    @rule()
    def pass_again(self) -> None:
        """A new pass renews what has run out, unless it is suspended."""
        with clock.at(self.now):
            attempt = exam_rows.sit(self.row.person, exam_of(self.row))
            came = issuing.issue_if_eligible(self.row.person_id, attempt.pk)
        assert (came.certificate == self.row) is (self.model.state == "issued")
        self.passed_in_vain = came.certificate is None
        if came.certificate is not None:
            self._next(self.model.recorded)
            self.model.until = version_of(self.row).valid_until

    def _next(self, name: str) -> None:
        self.model.names.append(name)
        self.model.acts += 1
        self.plans[len(self.model.names)] = version_of(self.row).plan

    @invariant()
    def the_public_reads_what_the_table_says(self) -> None:
        with clock.at(self.now):
            by_code = verification.by_code(self.row.code)
            assert by_code.standing == self.model.standing(self.today)
            for name in NAMES:
                told = verification.by_number(self.row.number, name)
                assert told.standing == self.model.standing_of(name, self.today), name

    @invariant()
    def nothing_that_was_is_gone_and_one_version_is_current(self) -> None:
        versions = CertificateVersion.objects.unscoped("t").filter(certificate=self.row)
        stored = {version.n: version for version in versions}
        assert {n: version.plan for n, version in stored.items()} == self.plans
        current = [n for n, version in stored.items() if version.superseded_at is None]
        assert current == [len(self.model.names)]
        assert {version.plan["number"] for version in stored.values()} == {self.row.number}
        changes = CertificateChange.objects.unscoped("t").filter(certificate=self.row)
        assert changes.count() == self.model.acts
        assert changes.filter(version__isnull=False).count() == len(stored)

    @rule(table=st.sampled_from(TABLES))
    def delete_past_every_verb(self, table: str) -> None:
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM certificates_{table}")


def test_in_any_order_nothing_is_lost_and_the_public_reads_what_holds() -> None:
    Life.row, Life.began = certified(NAMES[0]), clock.now()

    class InOneTransaction(Life):
        """Each example on the same rows; what it wrote is taken back."""

        def __init__(self) -> None:
            super().__init__()
            self.held = transaction.atomic()
            self.held.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.held.__exit__(None, None, None)

    run_state_machine_as_test(
        InOneTransaction,
        settings=settings(
            max_examples=50,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
