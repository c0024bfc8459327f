"""Somebody who has passed, made once for all the tests of a module that ask for it."""

import pytest

from tests.certificates import rows


@pytest.fixture(scope="module")
def one_has_passed(lasting: None) -> None:
    """The first whom `rows.passed` gives in each test has sat the exam already. What a test makes
    of them is taken back after it, so that the next one meets them again."""
    rows.let_wait(rows.passed()[0])
