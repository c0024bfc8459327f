"""What every test of the exams watches over."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from exams import attempts
from exams.models import Attempt
from portal import clock
from tests.exams import rows, writers


@pytest.fixture(scope="module", autouse=True)
def writing_strangers() -> Iterator[set[str]]:
    """Who wrote attempts and may not, from the first row that is made for a whole module on."""
    with writers.watched() as strangers:
        yield strangers


@pytest.fixture(autouse=True)
def _few_write_attempts(writing_strangers: set[str]) -> Iterator[None]:
    yield
    assert writing_strangers == set()


@pytest.fixture(scope="module")
def ready_world(lasting: None) -> Iterator[None]:
    """What `rows.ready_exam` makes, once for the tests of a module, on the afternoon of an exam."""
    with ExitStack() as stack:
        with clock.at(rows.MOMENT):
            stack.enter_context(rows.standing())
        yield


@pytest.fixture(scope="module")
def begun(lasting: None) -> int:
    """A quiz that somebody has begun, once for the tests of a module."""
    who, quiz = rows.ready_quiz()
    return attempts.start(who.pk, quiz, actor_id=None).pk


@pytest.fixture
def attempt(begun: int) -> Attempt:
    """The attempt of `begun`, as each test finds it."""
    return Attempt.every.get(pk=begun)
