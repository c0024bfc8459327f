"""What a marker's next answer costs, of an exam with thousands of written answers."""

from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse

from exams.choices import ResultState
from exams.marking import collecting
from exams.marking.models import Script
from exams.models import Answer, Attempt, Exam, ItemVersion, PaperQuestion, Result
from portal import clock
from portal.people.models import Person
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.written_rows import exam

SCRIPTS_EACH = 10  # as many wait as are marked, ten times
FULL = 300
EACH = 15e-3  # CPU-seconds a request


def _handed_in(of: Exam, people: int) -> None:
    """So many papers with one open question, waiting for people."""
    version = ItemVersion.objects.get(item__kind="open").pk
    moment = clock.now()
    begun = _begun(of, people)
    asked = PaperQuestion.every.bulk_create(
        PaperQuestion(attempt=one, position=1, version_id=version, option_order=[], points=6)
        for one in begun
    )
    written = {"sequence": 1, "value": ["回避。" * 60], "saved_at": moment}
    Answer.every.bulk_create(
        Answer(attempt_id=one.attempt_id, question=one, **written) for one in asked
    )
    for one in begun:
        one.state, one.submitted_at, one.receipt = "submitted", moment, f"B-{one.pk}"
    Attempt.every.bulk_update(begun, ["state", "submitted_at", "receipt"], batch_size=500)
    waits = {"score": 0, "out_of": 6, "passed": False, "waiting": 1, "graded_at": moment}
    Result.every.bulk_create(
        Result(attempt=one, state=ResultState.MARKING, **waits) for one in begun
    )
    for one in begun:
        collecting.collect(one.pk)
    assert Script.every.count() == people


def _begun(of: Exam, people: int) -> list[Attempt]:
    place, moment = exam_rows.organisation(), clock.now()
    said = {"sex": "female", "birth_date": date(1980, 1, 1), "recorded_at": moment}
    who = Person.every.bulk_create(
        Person(name="某人", organisation=place, **said) for _n in range(people)
    )
    times = {"started_at": moment, "deadline": moment + timedelta(hours=1), "grace_seconds": 0}
    return Attempt.every.bulk_create(
        Attempt(person=one, exam=of, number=1, seed="1", pass_mark=60, **times) for one in who
    )


@benchmark(
    "marking",
    full=FULL,
    small=3,
    limits={"next answer": Limit(EACH * FULL), "its page": Limit(EACH * FULL)},
)
def marking(meter: Meter, size: int) -> None:
    """`size` answers by one marker, of ten times as many, half of which another marked before:
    taking the next one, its page, and giving points, which takes the next one too."""
    of = exam()
    _handed_in(of, size * SCRIPTS_EACH)
    one, other = rows.markers(of, "甲", "乙")
    clients = [Client(), Client()]
    for client, user in zip(clients, (one, other), strict=True):
        client.force_login(user)
    address, back = reverse("marking_next", args=[of.pk]), {"back": "1"}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    page = _give(clients[0], clients[0].post(address).headers["Location"])
    for _n in range(size // 2):
        page = _give(clients[0], page)
    client = clients[1]
    page = client.post(address).headers["Location"]
    with meter.measure("next answer", size):
        for _n in range(size):
            assert client.post(address).status_code == 302
    with meter.measure("its page", size):
        for _n in range(size):
            assert client.get(page).status_code == 200
    client.post(page, back)
    page = client.post(address).headers["Location"]
    with meter.measure("give, and the next answer", size):
        for _n in range(size):
            page = _give(client, page)


def _give(client: Client, page: str) -> str:
    """Points for both marking points; where it leads on."""
    answer = client.post(page, {"m-0-0": "3", "m-0-1": "1.5", "comment": "要点写到一半"})
    return str(answer.headers["Location"])
