"""The fast forms, on the database of the running lane; `python -m tests.chaos` is the full one."""

import sys

import pytest

from tests.chaos import running, scale
from tests.environment import OUTSIDE

pytestmark = pytest.mark.stack
SQLITE = not OUTSIDE.get("DATABASE_URL")


def say(line: str) -> None:
    """Shown when the test fails."""
    sys.stdout.write(f"{line}\n")


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice() -> None:
    form = scale.fast(sqlite=SQLITE)
    figures = running.run(form, say)
    assert not figures.missing, "\n".join(figures.lines())
    assert (figures.submissions, figures.kills) == (form.submissions, form.kills)
    assert figures.saves >= form.submissions * 9
    assert figures.certificates > 0


@pytest.mark.skipif(SQLITE, reason="once is enough: on PostgreSQL")
def test_a_build_that_acknowledges_before_it_commits_is_found() -> None:
    figures = running.run(scale.fast_broken("early_ack"), say)
    found = {one.what for one in figures.missing}
    assert "acknowledged answer missing" in found, "\n".join(figures.lines())
