"""Exams that many people sat, made by the database itself: people of differing skill at questions
of differing difficulty, each with the options in another order and with the moments of the
answers."""

import json
from datetime import date, timedelta
from itertools import permutations
from typing import Any

from django.db import connection

from exams import bank
from exams.bank import Label
from exams.choices import ExamKind, ItemState
from exams.models import Attempt, Exam, ItemVersion
from exams.wording import LETTERS, Wording
from portal import clock
from portal.people.models import Person
from tests.exams.rows import organisation

OPTIONS = 4
EACH_SECONDS = 40
# Which person and which question, counted from 1, whatever their ids are.
WHO, WHICH = "CAST(a.seed AS BIGINT)", "v.at"
# 1 where the person has the question right, else 0; the first option of each is right.
HIT = f"""(CASE WHEN ({WHO} * 7919) % 1000 + (({WHO} * 31 + {WHICH} * 17) * 7907) % 1000
  > ({WHICH} * 397) % 1000 + 300 THEN 1 ELSE 0 END)"""
PICKED = f"(CASE WHEN {HIT} = 1 THEN 0 ELSE 1 + ({WHO} + {WHICH}) % 3 END)"
ORDER = f"({WHO} * 7 + {WHICH}) % 24"
LATER = {
    "postgresql": "a.started_at + make_interval(secs => {seconds})",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', a.started_at, '+' || ({seconds}) || ' seconds')",
}
JSON = {"postgresql": "CAST({text} AS jsonb)", "sqlite": "{text}"}
QUESTIONS = """
INSERT INTO exams_paperquestion (attempt_id, position, version_id, option_order, points)
SELECT a.id, v.at, v.id, {order}, 1 FROM exams_attempt a CROSS JOIN generated_version v
JOIN generated_order o ON o.n = {place} WHERE a.exam_id = %s ORDER BY a.id, v.at
"""
ANSWERS = """
INSERT INTO exams_answer (attempt_id, question_id, sequence, value, saved_at)
SELECT a.id, q.id, 1, {value}, {moment}
FROM exams_attempt a JOIN exams_paperquestion q ON q.attempt_id = a.id
JOIN generated_version v ON v.id = q.version_id
JOIN generated_shown o ON o.n = {place} AND o.picked = {picked}
WHERE a.exam_id = %s ORDER BY q.id
"""
EVENTS = """
INSERT INTO exams_answerevent (attempt_id, question_id, sequence, value, at, late, stale, elsewhere)
SELECT w.attempt_id, w.question_id, 1, w.value, w.saved_at, {no}, {no}, {no}
FROM exams_answer w JOIN exams_attempt a ON a.id = w.attempt_id WHERE a.exam_id = %s ORDER BY w.id
"""
RESULTS = """
INSERT INTO exams_result
(attempt_id, score, out_of, passed, state, graded_at, released_at, effective_from, effective_at)
SELECT a.id, SUM({hit}), COUNT(*), SUM({hit}) * 100 >= 60 * COUNT(*), 'graded', a.submitted_at,
NULL, NULL, NULL
FROM exams_attempt a JOIN exams_paperquestion q ON q.attempt_id = a.id
JOIN generated_version v ON v.id = q.version_id WHERE a.exam_id = %s GROUP BY a.id, a.submitted_at
"""
MARKS = """
INSERT INTO exams_mark (question_id, result_id, points, "full")
SELECT q.id, a.id, {hit}, {hit} = 1 FROM exams_attempt a
JOIN exams_paperquestion q ON q.attempt_id = a.id JOIN generated_version v ON v.id = q.version_id
WHERE a.exam_id = %s ORDER BY q.id
"""


def exam(items: int) -> Exam:
    """A qualifying exam whose paper has all of these questions."""
    refs = [f"generated-{n}" for n in range(items)]
    for n, ref in enumerate(refs):
        texts = tuple(f"第{n}题的选项{letter}" for letter in LETTERS[:OPTIONS])
        wording = Wording("single", f"第{n}题？", texts, "A", "解析")
        bank.add_item(ref, wording, label=Label("property"), state=ItemState.LIVE, actor_id=None)
    fixed = [{"ref": ref, "points": 1} for ref in refs]
    blueprint = {"sections": [{"rows": [], "fixed": fixed}]}
    # Not composed: one person would see the whole bank, which the rules refuse.
    return Exam.objects.create(
        kind=ExamKind.QUALIFYING,
        title="统计用考试",
        blueprint=blueprint,
        recorded_at=clock.now(),
    )


def sat(of: Exam, people: int) -> None:
    """So many people hand it in, graded and with an answer to each question."""
    _begin(of, people)
    versions = ItemVersion.objects.filter(item__ref__startswith="generated-").order_by("pk")
    _beside(list(versions.values_list("pk", flat=True)))
    words = {"hit": HIT, "picked": PICKED, "place": ORDER, "no": "FALSE" if _postgres() else "0"}
    seconds = f"{EACH_SECONDS} * q.position + ({WHO} * 13 + {WHICH} * 5) % 30"
    words["moment"] = LATER[connection.vendor].format(seconds=seconds)
    for name, column in (("order", "o.value"), ("value", "o.value")):
        words[name] = JSON[connection.vendor].format(text=column)
    with connection.cursor() as cursor:
        for statement in (QUESTIONS, ANSWERS, EVENTS):
            _say(cursor, statement, words, of)
        _hand_in(of)
        for statement in (RESULTS, MARKS):
            _say(cursor, statement, words, of)


def _postgres() -> bool:
    return connection.vendor == "postgresql"


def _say(cursor: Any, statement: str, words: dict[str, str], of: Exam) -> None:
    said = statement.format(**words)
    doubled = said.replace("%", "%%").replace("%%s", "%s")
    cursor.execute(doubled, [of.pk])


def _begin(of: Exam, people: int) -> None:
    moment, place = clock.now(), organisation()
    rows = Person.every.bulk_create(
        (
            Person(
                name=f"人{n}",
                sex="female",
                birth_date=date(1980, 1, 1),
                organisation=place,
                recorded_at=moment,
            )
            for n in range(people)
        ),
        batch_size=2000,
    )
    Attempt.every.bulk_create(
        (
            Attempt(
                person=person,
                exam=of,
                number=1,
                seed=f"{n}",
                started_at=moment,
                deadline=moment + timedelta(hours=2),
                grace_seconds=0,
                pass_mark=60,
            )
            for n, person in enumerate(rows, start=1)
        ),
        batch_size=2000,
    )


def _hand_in(of: Exam) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE exams_attempt SET state = 'submitted', submitted_at = deadline,"
            " receipt = 'G-' || id WHERE exam_id = %s",
            [of.pk],
        )


def _beside(versions: list[int]) -> None:
    """The versions by their places, the orders of four options, and for each order the letter
    under which an option is shown."""
    orders = list(permutations(range(OPTIONS)))
    shown = [
        (n, picked, json.dumps([LETTERS[order.index(picked)]]))
        for n, order in enumerate(orders)
        for picked in range(OPTIONS)
    ]
    tables: dict[str, list[tuple[Any, ...]]] = {
        "generated_version (id BIGINT, at INTEGER)": [(v, n + 1) for n, v in enumerate(versions)],
        "generated_order (n INTEGER, value TEXT)": [
            (n, json.dumps(list(order))) for n, order in enumerate(orders)
        ],
        "generated_shown (n INTEGER, picked INTEGER, value TEXT)": shown,
    }
    with connection.cursor() as cursor:
        for table, lines in tables.items():
            cursor.execute(f"DROP TABLE IF EXISTS {table.partition(' ')[0]}")
            cursor.execute(f"CREATE TEMPORARY TABLE {table}")
            places = ", ".join(["%s"] * len(lines[0]))
            name = table.partition(" ")[0]
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", lines)
