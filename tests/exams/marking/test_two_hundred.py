"""A sitting of two hundred with two case questions: two markers each, fifteen in a hundred of the
answers beyond the range of agreement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from exams import attempts, bank, composing
from exams.bank import Label
from exams.choices import ExamKind, ItemState, ResultState
from exams.marking.choices import THIRD, How, ScriptState
from exams.marking.collecting import COLLECT
from exams.marking.models import Marking, Script
from exams.models import Attempt, Exam, PaperQuestion, Result
from exams.wording import MarkingPoint, Wording
from portal.accounts.models import User
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user
from tests.exams.written_rows import candidate

# Long, and about what pages say: once is enough. Two at once are tried on both databases.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("afternoon"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the other lane does it"),
]
CANDIDATES, OUTSIDE = 200, 60  # fifteen in a hundred of four hundred answers
CHARACTERS = "桦榕椴槐楠檀樟梣枫柞"
DESK = "/desk/marking/"
POINTS = re.compile(r'name="(m-\d+-\d+)"')
COMMENT = {"甲": "甲认为要点齐全", "乙": "乙认为说理充分"}


def case(n: int) -> Wording:
    """A case whose one written question brings ten points: a fifth of it, two, is the range."""
    point = MarkingPoint(f"第{n}例的采分点", Decimal(10))
    part = Wording("open", "应当如何调解？", answer="参考答案", marking=(point,), marks=Decimal(10))
    return Wording("case_analysis", f"第{n}例：两家为排水争执。", marks=Decimal(10), parts=(part,))


@pytest.fixture
def of() -> Exam:
    exam_rows.fill(for_exams=10)
    for n in (1, 2):
        label = Label("property")
        bank.add_item(f"case-{n}", case(n), label=label, state=ItemState.LIVE, actor_id=None)
    asked = [("single", 1, 10), ("case_analysis", 2, 10)]
    lines = [
        {"subject": "property", "kind": kind, "count": count, "points": points}
        for kind, count, points in asked
    ]
    exam = composing.compose(ExamKind.QUALIFYING, "上岗考试", {"rows": lines}, actor_id=None)
    for n in range(CANDIDATES):
        _sit(candidate(_name(n)), exam)
    work_all(COLLECT)
    assert Script.every.count() == 2 * CANDIDATES
    return exam


def _name(n: int) -> str:
    """A name that stands nowhere else."""
    return "欧阳" + "".join(CHARACTERS[int(digit)] for digit in f"{n:03}")


def _sit(who: Person, exam: Exam) -> Attempt:
    attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    asked = PaperQuestion.every.filter(attempt=attempt, version__item__kind="case_analysis")
    for question in asked:
        words = [f"先分别听取双方意见，再到现场看排水沟。答卷{question.pk}"]
        attempts.save(attempt.pk, question=question.position, sequence=1, value=words)
    return attempts.submit(attempt.pk, actor_id=who.user_id)


@dataclass
class Desk:
    """A marker at a browser; `received` is every byte they were sent, heads and bodies."""

    user: User
    client: Client = field(init=False)
    received: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = as_user(self.user)

    def _got(self, answer: Any) -> str:
        self.received += [f"{answer.headers}{answer.cookies}", answer.content.decode()]
        return self.received[-1]

    def marks(self, of: Exam, points: dict[int, str]) -> Iterator[int]:
        """Give these points by script (told each time), one after the other, as long as there are
        any; between two of them somebody else may go on."""
        leads = self.client.post(f"{DESK}{of.pk}/next/")
        while (where := leads.headers["Location"]) != DESK:
            self._got(leads)
            (name,) = POINTS.findall(self._got(self.client.get(where)))
            marking = Marking.every.get(pk=where.strip("/").rpartition("/")[2])
            told = {name: points[marking.script_id], "comment": COMMENT[self.user.display_name]}
            leads = self.client.post(where, told)
            yield marking.script_id
        self._got(self.client.get(DESK))


def named(marker: Desk, secrets: list[str]) -> list[str]:
    """What of these a marker was sent."""
    everything = "".join(marker.received)
    return [secret for secret in secrets if secret in everything]


def test_the_third_marker_sees_exactly_those_beyond_the_range_and_nobody_a_name(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙", chief="丙")
    scripts = sorted(Script.every.values_list("pk", flat=True))
    outside = set(Random(20261127).sample(scripts, OUTSIDE))
    one, other = Desk(first), Desk(second)
    differing = {pk: "4.5" if pk in outside else "5" for pk in scripts}  # 2.5 or just 2 less
    by_one, by_other = one.marks(of, dict.fromkeys(scripts, "7")), other.marks(of, differing)
    ahead = [*islice(by_one, 100)]  # then the other overtakes: each reads what the other has marked
    behind = [*islice(by_other, 300)]
    ahead += [*islice(by_one, 250)]
    assert sorted([*behind, *by_other]) == scripts
    assert sorted([*ahead, *by_one]) == scripts
    for user in (first, second):
        assert Marking.every.filter(marker=user, turn=2).count() >= 100

    people = Person.objects.unscoped("test").filter(attempts__exam=of).distinct()
    secrets = [*people.values_list("name", flat=True), exam_rows.organisation().name]
    secrets += [str(each) for each in Attempt.every.values_list("receipt", flat=True)]
    assert len(secrets) > 2 * CANDIDATES
    assert named(one, [*secrets, COMMENT["乙"]]) == []
    assert named(other, [*secrets, COMMENT["甲"]]) == []

    chief = as_user(third)
    overview = chief.get(f"{DESK}{of.pk}/").content.decode()
    told = re.findall(rf'action="{DESK}{of.pk}/apart/(\d+)/"', overview)
    assert {int(pk) for pk in told} == outside
    assert len(told) == OUTSIDE
    for pk in outside:
        page = chief.post(f"{DESK}{of.pk}/apart/{pk}/", follow=True).content.decode()
        assert COMMENT["甲"] in page
        (name,) = POINTS.findall(page)
        deciding = Marking.every.get(script=pk, turn=THIRD)
        chief.post(f"{DESK}answers/{deciding.pk}/", {name: "6"})
    assert _points() == {
        (How.AGREED, Decimal(6)): len(scripts) - OUTSIDE,  # the mean of 7 and 5
        (How.DECIDED, Decimal(6)): OUTSIDE,
    }
    graded = Result.every.filter(attempt__exam=of, state=ResultState.GRADED, score=Decimal(12))
    assert graded.count() == CANDIDATES


def _points() -> dict[tuple[str, Decimal | None], int]:
    found: dict[tuple[str, Decimal | None], int] = {}
    for how, points in Script.every.filter(state=ScriptState.SETTLED).values_list("how", "points"):
        found[how, points] = found.get((how, points), 0) + 1
    return found
