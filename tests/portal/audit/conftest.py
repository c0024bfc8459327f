"""The day on which the tests of the trail are played."""

from collections.abc import Iterator

import pytest

from portal import clock
from tests.portal.audit.trail import MONDAY


@pytest.fixture
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield
