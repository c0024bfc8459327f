"""The roster under four hands in its fast form, and what the judge sees of broken builds."""

import sys

import pytest

from tests.chaos import rostering
from tests.chaos.broken import roster_builds


def say(line: str) -> None:
    """Shown when the test fails."""
    sys.stdout.write(f"{line}\n")


@pytest.mark.django_db(transaction=True)
def test_four_hands_at_once_leave_a_consistent_roster() -> None:
    figures = rostering.run(160, writers=4, each=20, seed=7, say=say)
    assert not figures.missing, "\n".join(figures.lines())
    assert figures.done["appoint"] > 0
    assert figures.reads > 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "offence"),
    [
        ("two_holders", "has two holders"),
        ("no_succession", "without saying why or who follows"),
        ("no_certificate", "hired without a certificate"),
        ("ended_twice", "IntegrityError"),
    ],
)
def test_a_broken_build_is_seen(broken: str, offence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    roster_builds.build(broken, monkeypatch.setattr)
    figures = rostering.run(150, writers=0, each=25, seed=3, say=say)
    assert any(offence in line for line in figures.missing), "\n".join(figures.lines())
