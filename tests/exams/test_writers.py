"""Who writes attempts is watched; a stranger is found."""

import pytest
from django.db import connection

from exams import attempts
from exams.models import Attempt
from tests.checks.source import ROOT
from tests.exams import writers

pytestmark = pytest.mark.django_db
STRANGE = {
    "attempt.deadline = attempt.deadline; attempt.save()",
    "type(attempt).every.filter(pk=attempt.pk).update(writer='x')",
    "connection.cursor().execute('UPDATE exams_attempt SET number = number WHERE id = 0')",
}


@pytest.fixture(autouse=True)
def _few_write_attempts() -> None:
    """Here a stranger writes."""


@pytest.mark.parametrize("act", sorted(STRANGE))
def test_a_module_that_may_not_write_attempts_is_named(attempt: Attempt, act: str) -> None:
    code = compile(act, str(ROOT / "exams" / "strange.py"), "exec")
    with writers.watched() as strangers:
        exec(code, {"attempt": attempt, "connection": connection})  # noqa: S102 - our text
    assert strangers == {"exams/strange.py"}


def test_those_who_may_are_not_and_reading_is_free(attempt: Attempt) -> None:
    with writers.watched() as strangers:
        attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
        Attempt.every.select_for_update().get(pk=attempt.pk)
        Attempt.every.filter(pk=attempt.pk).update(writer="x")  # a test's own
        attempts.submit(attempt.pk, actor_id=None)
    assert strangers == set()


def test_the_tour_names_each_of_them() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    told = tour.split("Attempts are written by")[1].split("\n\n")[0]
    for path in writers.WRITERS:
        assert path.rpartition("/")[2] in told
