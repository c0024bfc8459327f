"""What a copy of one's own data tells and keeps back: decided by name for every table."""

import json

import pytest
from django.apps import apps
from django.db import models

from exams.choices import IrregularityKind
from exams.models import PreparedPaper, Seat
from exams.sittings import admitting, noting, preparing
from portal import clock
from portal.people.gathering import DEEPEST, KEPT_BACK, LEFT_OUT, gather
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held

TOLD = {
    "people.person", "people.transfer", "people.reveal", "people.portrait", "people.candidacy",
    "people.candidacystep", "people.privacyrequest", "accounts.invitation",
    "accounts.assistedentry", "notices.notice", "training.hoursentry", "readers.bookmark",
    "readers.pagenote", "readers.helpful", "readers.readerquestion", "courses.lessonprogress",
    "courses.relearning", "courses.watching", "courses.checkanswer", "practice.round",
    "practice.card", "practice.practiceanswer", "exams.attempt", "exams.attemptdraw",
    "exams.paperquestion", "exams.answer", "exams.answerevent", "exams.flag", "exams.result",
    "exams.mark", "exams.timecredit", "exams.pause", "exams.pageleaving", "exams.rescuefile",
    "exams.enrolmentrefusal", "exams.seat", "exams.irregularity", "exams.paperentry",
    "exams.sheetreopening", "exams.revision", "marking.objection",
    "exams.oralprotocol", "certificates.award", "certificates.certificate",
    "certificates.certificateversion", "certificates.certificatechange",
    "certificates.certificatereminder", "certificates.certificatereview", "asking.asked",
    "roster.gatedecision", "roster.appointment", "roster.appointmentending",
    "roster.appointmentcorrection", "roster.handoveritem", "roster.secondment",
    "sharing.publicline", "roster.assessorterm", "roster.assessoroath", "roster.assessorcases",
    "roster.assessorremoval",
    "roster.assessorcorrection", "roster.screening", "roster.recommendation",
    "roster.mediateddispute", "roster.dutysuspension", "roster.expertpanelmember",
    "roster.appraisal",
}  # fmt: skip


def _reached() -> set[str]:
    """The tables that refer to a person by up to DEEPEST steps, by name."""
    found: set[type[models.Model]] = {Person}
    for _step in range(DEEPEST):
        found |= {
            model for model in apps.get_models()
            if any(
                isinstance(column, models.ForeignKey) and column.related_model in found
                for column in model._meta.concrete_fields
            )
        }  # fmt: skip
    return {model._meta.label_lower for model in found}


def test_each_table_that_reaches_a_person_is_told_or_left_out_by_name() -> None:
    """A new one fails here: ask what it would tell a candidate, and when; then name it above, or
    in `gathering.LEFT_OUT` with the reason."""
    assert not TOLD & set(LEFT_OUT)
    assert _reached() == TOLD | set(LEFT_OUT)


def test_what_is_left_out_and_kept_back_is_there() -> None:
    """A renamed table or column would be told again without anybody noticing."""
    for name in LEFT_OUT:
        assert apps.get_model(name)
    for name, columns in KEPT_BACK.items():
        there = {column.name for column in apps.get_model(name)._meta.concrete_fields}
        assert columns <= there


@pytest.mark.django_db
def test_a_copy_tells_neither_the_code_of_the_seat_nor_the_questions_to_come() -> None:
    with clock.at(rows.MOMENT):
        who, _exam, seat = held.ready_seat(rooms=[held.room()], needs_code=True)
        preparing.prepare(seat)
        admitting.check_identity(seat, actor_id=None)
        Seat.every.filter(pk=seat.pk).update(code="707070")
        drawn = PreparedPaper.objects.filter(seat=seat)
        assert drawn.update(questions=[[808080, [1, 0], "1.0"]]) == 1
        noting.note(
            seat.sitting, IrregularityKind.OTHER, "邻座李春梅举报", seat=seat, actor_id=None
        )
        tables = {table.name: table for table in gather(who)}
    assert tables["exams.seat"].rows[0]["ticket"] == seat.ticket
    assert tables["exams.irregularity"].rows[0]["seat"] == seat.ticket
    told = json.dumps([vars(table) for table in tables.values()], ensure_ascii=False, default=str)
    assert "707070" not in told
    assert "李春梅" not in told
    assert "808080" not in told
