"""A worker that is killed while it grades papers anew by a corrected key."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count

from exams import correcting, regrading, revising
from exams.choices import CorrectionState
from exams.models import (
    CorrectionLine,
    ItemVersion,
    KeyCorrection,
    Mark,
    MarkRevision,
    PaperQuestion,
    Result,
    Revision,
)
from portal import clock
from portal.jobs.working import work_all
from tests.exams import rows
from tests.exams.marking.rows import logins
from tests.exams.test_correcting import other_key

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = (
    "甲乙丙丁戊己庚辛"  # three of nine questions each: one question is on three papers at least
)


def most_asked() -> ItemVersion:
    """Eight papers of nine single choice questions; the one that stands on most of them."""
    page = rows.module(hours="24.0")
    rows.fill(each=3, for_exams=rows.ENOUGH)
    exam, quiz = rows.qualifying(), rows.quiz(page)
    for letter in PEOPLE:
        who = rows.person(f"赵{letter}")
        rows.learn(who, page)
        rows.sit(who, quiz)
        rows.sit(who, exam)
    asked = PaperQuestion.every.filter(attempt__exam=exam, version__item__kind="single")
    most = asked.values("version").annotate(many=Count("pk")).order_by("-many", "version")[0]
    assert most["many"] >= 3
    return ItemVersion.objects.select_related("item").get(pk=most["version"])


def approved(version: ItemVersion) -> KeyCorrection:
    first, second = logins("核对甲", "核对乙")
    made = correcting.propose(version, other_key(version), "答案有误", actor_id=first.pk)
    correcting.approve(made, actor_id=second.pk)
    return made


def killed_while_writing_the_second_part(correction: KeyCorrection) -> None:
    """A process of its own begins, and dies by SIGKILL inside the transaction of its second
    part, its marks written and not committed."""
    connection.close()
    child = os.fork()
    if not child:
        many, real = [0], revising._keep

        def keep(*told):  # type: ignore[no-untyped-def]
            real(*told)
            many[0] += 1
            if many[0] == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        revising._keep = keep
        correcting.apply(correction)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_killed_half_way_and_run_again_it_ends_as_the_dry_run_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(regrading, "AT_ONCE", 1)
    with clock.at(rows.MOMENT):
        version = most_asked()
        correction = approved(version)
    said = list(CorrectionLine.every.filter(correction=correction))
    assert len(said) >= 3
    before = {mark.pk: mark.points for mark in Mark.every.filter(question__version=version)}
    killed_while_writing_the_second_part(correction)
    assert Revision.every.count() == 1
    with clock.at(rows.MOMENT + timedelta(minutes=1)):
        work_all(correcting.APPLY)
    correction.refresh_from_db()
    assert correction.state == CorrectionState.APPLIED
    for line in said:
        result = Result.every.get(pk=line.result_id)
        assert (result.score, result.passed, result.revision) == (line.score, line.passed, 1)
    kept = {one.mark_id: one.points_before for one in MarkRevision.every.all()}
    assert kept == before
    assert Revision.every.count() == len(said)
