"""Somebody who has passed, made once for all the tests of a module that ask for it."""

from datetime import timedelta

import pytest

from portal import clock
from tests.certificates import rows

SOME_MINUTES = timedelta(minutes=5)


@pytest.fixture(scope="module")
def one_has_passed(lasting: None) -> None:
    """The first whom `rows.passed` gives in each test has sat the exam already, some minutes ago:
    wherever in this minute a test sets its clock, the job to issue is due. What a test makes of
    them is taken back after it, so that the next one meets them again."""
    with clock.at(clock.now() - SOME_MINUTES):
        rows.let_wait(rows.passed()[0])
