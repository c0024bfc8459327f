"""One paper, two devices, in any order: starting, saving, taking over, crediting, pausing,
handing in and time running out, against a model of a dozen lines (promises P1, P6, P7, P8)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
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

from exams import answering, attempts, crediting, pausing
from exams.answering import CLOSING_MARGIN, RAISED, Elsewhere, HandedIn, Window
from exams.choices import AttemptState
from exams.models import Answer, AnswerEvent, Attempt, Exam, Pause, Result
from portal import clock
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db
DEVICES = ("phone", "desk")
SINGLES = (1, 2, 3)
GRACE = timedelta(seconds=5)


@dataclass
class Told:
    """What the candidate was told of one question: the answer that the server acknowledged."""

    sequence: int
    value: list[str]
    device: str
    raised: bool = False


@dataclass
class Model:
    """What must hold, from what was acknowledged alone."""

    deadline: datetime
    writer: str = ""
    answers: dict[int, Told] = field(default_factory=dict)
    receipt: str = ""
    ended: datetime | None = None
    paused: datetime | None = None
    sent: int = 0

    def runs(self, now: datetime, more: timedelta = timedelta()) -> bool:
        """In time: what is paused always is."""
        return self.paused is not None or now <= self.deadline + GRACE + more


class Paper(RuleBasedStateMachine):
    """`now` is the server's clock; the devices' own clocks reach nothing."""

    who: Person
    exam: Exam

    @initialize()
    def begin(self) -> None:
        self.now = rows.MOMENT
        self.action = 0
        with clock.at(self.now):
            self.attempt = attempts.start(self.who.pk, self.exam, actor_id=None)
        self.model = Model(self.attempt.deadline)

    @rule(seconds=st.sampled_from([1, 30, 290, 600, 1195]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def wait_for_the_end(self) -> None:
        self.now = max(self.now, self.model.deadline + timedelta(seconds=4))

    @precondition(lambda self: self.model.ended is None and self.model.runs(self.now, -GRACE))
    @rule(device=st.sampled_from(DEVICES))
    def start_again(self, device: str) -> None:
        with clock.at(self.now):
            again = attempts.start(self.who.pk, self.exam, actor_id=None)
        assert again.pk == self.attempt.pk

    @rule(
        device=st.sampled_from(DEVICES),
        question=st.sampled_from(SINGLES),
        letter=st.sampled_from("ABCD"),
        ahead=st.integers(-2, 3),
    )
    def save(self, device: str, question: int, letter: str, ahead: int) -> None:
        model, before = self.model, AnswerEvent.every.filter(attempt=self.attempt).count()
        stood = model.answers.get(question)
        sequence = max(1, (stood.sequence if stood else 0) + ahead)
        try:
            saved = answering.save(
                self.attempt.pk,
                question=question,
                sequence=sequence,
                value=[letter],
                received_at=self.now,
                window=Window(device),
            )
        except HandedIn:
            assert model.ended is not None or not model.runs(self.now, timedelta(days=1) - GRACE)
            return
        except Elsewhere:
            assert model.ended is None
            assert model.writer not in {"", device}
            assert model.runs(self.now)
            return
        late = not model.runs(self.now)
        assert model.ended is not None or model.writer in {"", device} or late
        stands = model.answers.get(question)
        newer = stands is None or sequence > stands.sequence
        in_time = model.ended is None and model.runs(self.now)
        again = stands is not None and (stands.sequence, stands.value) == (sequence, [letter])
        told = "saved" if again else "newer" if not newer else "saved" if in_time else "late"
        assert saved.stored == told
        if told == "saved" and newer:
            model.answers[question] = Told(sequence, [letter], device)
        if model.ended is None and model.writer == "":
            model.writer = device
        assert AnswerEvent.every.filter(attempt=self.attempt).count() - before in {0, 1}

    @rule(device=st.sampled_from(DEVICES))
    def take_over(self, device: str) -> None:
        taken = answering.take_over(self.attempt.pk, device, actor_id=None)
        assert taken == (self.model.ended is None)
        if not taken:
            return
        other, self.model.writer = self.model.writer, device
        if other not in {"", device}:
            for told in self.model.answers.values():
                if told.device == other and not told.raised:
                    told.sequence, told.raised = told.sequence + RAISED, True

    @rule(minutes=st.sampled_from([1, 10]), twice=st.booleans())
    def credit(self, minutes: int, twice: bool) -> None:
        self.action += 1
        for _time in range(1 + twice):
            came = crediting.credit(
                [self.attempt.pk],
                minutes=minutes,
                reason="断网",
                action=f"a{self.action}",
                actor_id=None,
            )
            assert came.given == (self.model.ended is None)
        if self.model.ended is None:
            self.model.deadline += timedelta(minutes=minutes)

    @rule(twice=st.booleans())
    def pause(self, twice: bool) -> None:
        self.action += 1
        model = self.model
        may = model.ended is None and model.paused is None and self.now < model.deadline
        for _time in range(1 + twice):
            with clock.at(self.now):
                came = pausing.pause(
                    [self.attempt.pk], reason="停电", action=f"p{self.action}", actor_id=None
                )
            assert came.stopped == may
        if may:
            model.paused = self.now

    @rule(twice=st.booleans())
    def resume(self, twice: bool) -> None:
        model = self.model
        for time in range(1 + twice):
            with clock.at(self.now):
                gone_on = pausing.resume([self.attempt.pk], actor_id=None)
            assert gone_on == (time == 0 and model.paused is not None and model.ended is None)
        if model.paused is not None and model.ended is None:
            back = timedelta(seconds=pausing.RETURN)
            model.deadline += self.now - model.paused + back
            model.paused = None

    @rule(device=st.sampled_from(DEVICES))
    def hand_in(self, device: str) -> None:
        done = attempts.submit(self.attempt.pk, actor_id=None, received_at=self.now)
        self._ended(done, AttemptState.SUBMITTED, self.now)

    @rule()
    def expire(self) -> None:
        with clock.at(self.now):
            attempts.close_expired()
        self._ended(self._stored(), AttemptState.CLOSED, self.model.deadline)

    def _ended(self, done: Attempt, state: str, at: datetime) -> None:
        """Ended once and for all: the receipt never changes."""
        model = self.model
        if model.receipt:
            assert (done.receipt, done.submitted_at) == (model.receipt, model.ended)
            return
        in_time = model.runs(self.now)
        over = not model.runs(self.now, CLOSING_MARGIN)
        may = in_time if state == AttemptState.SUBMITTED else over
        if done.state == AttemptState.OPEN:
            assert not may
            assert not over
            return
        assert may or over
        model.receipt, model.ended = str(done.receipt), done.submitted_at
        assert model.ended == (model.deadline if over else at)

    def _stored(self) -> Attempt:
        return Attempt.every.get(pk=self.attempt.pk)

    @invariant()
    def what_was_acknowledged_stands(self) -> None:
        stored = Answer.every.filter(attempt=self.attempt).select_related("question")
        found = {one.question.position: (one.sequence, one.value) for one in stored}
        told = {place: (one.sequence, one.value) for place, one in self.model.answers.items()}
        assert found == told

    @invariant()
    def it_is_graded_once_when_it_has_ended_and_its_deadline_is_the_server_s(self) -> None:
        assert Result.every.filter(attempt=self.attempt).count() == (self.model.ended is not None)
        assert self._stored().deadline == self.model.deadline

    @invariant()
    def it_stands_while_it_is_paused_and_one_pause_is_open_then(self) -> None:
        stands = self.model.paused is not None and self.model.ended is None
        assert Pause.every.filter(attempt=self.attempt, ended_at=None).count() == stands
        if self.model.ended is None:
            assert self._stored().paused_at == self.model.paused


def test_two_devices_in_any_order_lose_nothing_and_gain_no_second() -> None:
    Paper.who, Paper.exam = rows.ready_quiz()

    class InOneTransaction(Paper):
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
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
