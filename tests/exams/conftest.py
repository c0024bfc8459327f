"""What every test of the exams watches over."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from portal import clock
from tests.exams import rows, writers


@pytest.fixture(autouse=True)
def _few_write_attempts() -> Iterator[None]:
    with writers.watched() as strangers:
        yield
    assert strangers == set()


@pytest.fixture(scope="module")
def ready_world(lasting: None) -> Iterator[None]:
    """What `rows.ready_exam` makes, once for the tests of a module, on the afternoon of an exam."""
    with ExitStack() as stack:
        with clock.at(rows.MOMENT):
            stack.enter_context(rows.standing())
        yield
