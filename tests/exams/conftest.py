"""What every test of the exams watches over."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from exams import attempts
from exams.models import Attempt, Seat
from portal import clock
from portal.accounts.models import User
from tests.exams import entry_rows, rows, writers


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


@pytest.fixture(scope="module")
def heard_place(lasting: None) -> int:
    """The seat of one who is heard by two."""
    with clock.at(rows.MOMENT):
        both = [rows.staff("instructor", rows.organisation()) for _n in range(2)]
        (found,) = entry_rows.seats(entry_rows.ready_people("赵一"), "oral", both)
    return found.pk


@pytest.fixture
def both(heard_place: int) -> list[User]:
    """The two who hear there."""
    return list(User.objects.filter(invigilations__room__seats=heard_place).order_by("pk"))


@pytest.fixture
def seat(heard_place: int) -> Iterator[Seat]:
    """That seat, as each test finds it, once its sitting has opened."""
    (found,) = entry_rows.as_it_is([heard_place])
    with entry_rows.after_opening(found):
        yield found
