"""Drawing a paper for somebody, and writing it down as delivered: what lies between the bank and an
attempt."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import connection

from exams import admission, papers
from exams.freezing import hold_bank
from exams.models import Attempt, Exam
from portal import clock

QUESTIONS = {
    "postgresql": """
INSERT INTO exams_paperquestion (attempt_id, position, version_id, option_order, points)
SELECT %s, place, (q->>0)::bigint, q->1, (q->>2)::numeric
FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS questions(q, place)
""",
    "sqlite": """
INSERT INTO exams_paperquestion (attempt_id, position, version_id, option_order, points)
SELECT %s, key + 1, json_extract(value, '$[0]'), json_extract(value, '$[1]'),
json_extract(value, '$[2]') FROM json_each(%s)
""",
}
DRAW = """
INSERT INTO exams_attemptdraw (attempt_id, source_id, seen, most_new, firm)
VALUES (%s, %s, %s, %s, %s)
"""


class Moved(RuntimeError):
    """A question was moved between drawing the paper and delivering it."""


@dataclass(frozen=True)
class Ready:
    """A paper with all it was drawn from: `questions` are [version, order of options, points] from
    the first place on, `edition` is the bank's."""

    seed: str
    source_id: int
    seen: list[str]
    most_new: int | None
    firm: bool
    questions: list[Any]
    edition: int


def draw(person_id: int, exam: Exam) -> Ready:
    """Raises papers.Shortage when the bank cannot fill the paper, and admission.NotAdmitted when
    it asks what no screen can take."""
    edition, pool = papers.edition(), papers.bank_for(exam.kind)
    blueprint = papers.read_blueprint(exam.blueprint)
    limits = papers.limits_for(person_id, exam, pool, on=clock.today())
    seed = secrets.token_hex(16)
    drawn = papers.draw(blueprint, pool, seed, limits)
    shut = admission.on_paper({question.kind for question in drawn}, exam.kind)
    if shut:
        raise admission.NotAdmitted(shut)
    source = papers.keep(blueprint, pool)
    return Ready(
        seed,
        source.pk,
        sorted(limits.seen),
        limits.most_new,
        limits.firm,
        [[one.version_id, list(one.option_order), float(one.points)] for one in drawn],
        edition,
    )


def hold(exam: Exam, paper: Ready) -> None:
    """Until it is delivered no question of the paper goes to practice, which tells its key. The
    first act of its transaction. Raises Moved when one has gone since the paper was drawn."""
    if hold_bank() == paper.edition:
        return
    if not papers.all_there(exam.kind, [question[0] for question in paper.questions]):
        raise Moved


def write_down(attempt: Attempt, paper: Ready) -> None:
    """The questions of the paper in their places, in one statement, and what it was drawn from, so
    that it can be drawn again whatever becomes of the bank."""
    with connection.cursor() as cursor:
        statement = QUESTIONS[connection.vendor]
        cursor.execute(statement, [attempt.pk, json.dumps(paper.questions)])
        seen = json.dumps(paper.seen)
        cursor.execute(DRAW, (attempt.pk, paper.source_id, seen, paper.most_new, paper.firm))
