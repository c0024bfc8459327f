"""The rule of standing and its twin in SQL say the same of every history."""

import pytest

from certificates.roster.standing import LABELS
from tests.certificates.roster.comparing import compare

pytestmark = pytest.mark.django_db


def test_both_say_the_same_of_every_generated_history() -> None:
    found, labels = compare(seed=7, size=400)
    assert found == []
    assert labels == set(LABELS)
