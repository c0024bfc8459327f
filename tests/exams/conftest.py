"""What every test of the exams watches over."""

from collections.abc import Iterator

import pytest

from tests.exams import writers


@pytest.fixture(autouse=True)
def _few_write_attempts() -> Iterator[None]:
    with writers.watched() as strangers:
        yield
    assert strangers == set()
