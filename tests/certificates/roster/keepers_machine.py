"""Keepers act one after the other as Hypothesis chooses, and after each act everything is asked."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from certificates.lifecycle import MoveRefused
from certificates.roster.appointing import GateClosed
from certificates.roster.gate import Gate
from certificates.roster.refusing import Refused
from certificates.roster.standing import Standing
from portal import clock
from portal.people.models import Post
from tests.certificates.roster import small_world
from tests.certificates.roster.consistency import answers_at, offences
from tests.certificates.roster.hands import Hand
from tests.certificates.roster.random_acts import any_act
from tests.certificates.roster.told_calendar import Calendar, Term

LUCK = st.randoms(use_true_random=False)
SECOND = timedelta(seconds=1)


class Roster(RuleBasedStateMachine):
    """Keepers act one after the other; time goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = small_world.BEGIN
        self.world = small_world.found()
        full_time = Post.every.filter(kind="full_time").values_list("pk", flat=True)
        self.calendar = Calendar(full_time)
        self.seen: list[tuple[datetime, Any, dict[int, Standing]]] = []
        self.luck = random.Random(1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @rule(luck=LUCK)
    def act(self, luck: random.Random) -> None:
        self.luck = luck
        self.now += SECOND
        with clock.at(self.now):
            try:
                self.calendar.hear(any_act(luck)(Hand(self.world, luck)) or ())
            except GateClosed as refused:
                self._refused_rightly(refused.gate)
            except (Refused, MoveRefused):
                return

    def _refused_rightly(self, gate: Gate) -> None:
        """What is asked of other appointments, asked again of the calendar."""
        ids = {found.id for found in gate.missing} & {"vacant", "full_time"}
        wanted = Term(gate.post_id, gate.person_id, gate.day, None)
        assert ids <= self.calendar.in_the_way(wanted), f"refused {ids} for {wanted}"

    @rule(days=st.sampled_from([1, 1, 6, 30, 200]))
    def time_goes_on(self, days: int) -> None:
        """And what was known before is known to have been known."""
        with clock.at(self.now):
            self.seen.append((self.now, clock.today(), answers_at(self.world, clock.today(), None)))
        self.now += timedelta(days=days)

    @invariant()
    def is_consistent(self) -> None:
        with clock.at(self.now):
            day = self.luck.choice([clock.today(), *sorted(self.calendar.turns())])
            found = list(offences(self.world, self.calendar, [day]))
        assert not found, "\n".join(found)

    @invariant()
    def nothing_known_is_forgotten(self) -> None:
        if self.seen:
            moment, day, answers = self.luck.choice(self.seen)
            assert answers_at(self.world, day, moment) == answers


def run(walks: int, steps: int, luck: int) -> None:
    """So many walks of at most so many steps each; `luck` is Hypothesis's seed."""
    run_state_machine_as_test(
        seed(luck)(Roster),
        settings=settings(
            max_examples=walks,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
