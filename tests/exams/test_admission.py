"""Who may start what: each missing requirement by its own reason."""

from datetime import timedelta

import pytest
from django.utils import translation

from exams import admission, attempts
from exams.models import Exam
from portal import clock
from portal.people.models import Person
from tests.exams import rows
from tests.portal.policy import rows as rules


def door(exam: Exam, who: Person) -> admission.Door:
    with translation.override("en"):
        return admission.door(exam, admission.standing_of(who.pk))


@pytest.mark.django_db
def test_a_quiz_opens_with_the_last_lesson_of_its_module() -> None:
    page = rows.module()
    rows.fill()
    quiz, who = rows.quiz(page), rows.person()
    closed = door(quiz, who)
    assert (closed.open, closed.url, closed.action) == (False, page.url, "Continue learning")
    rows.learn(who, page)
    assert door(quiz, who) == admission.OPEN


@pytest.mark.django_db
def test_the_exam_opens_with_hours_and_all_quizzes() -> None:
    first, second = rows.module("property", "20.0"), rows.module("tort", "4.5")
    rows.fill("property", for_exams=rows.ENOUGH)
    rows.fill("tort", for_exams=rows.ENOUGH)
    who = rows.person()
    exam = rows.qualifying("property", "tort")
    quizzes = [rows.quiz(first), rows.quiz(second)]
    rows.learn(who, first)
    assert door(exam, who).reason == "Opens at 24 credit hours; you have 20."
    rows.learn(who, second)
    assert "2 are left" in door(exam, who).reason
    rows.sit(who, quizzes[0])
    rows.sit(who, quizzes[1], right=False)
    assert "1 is left" in door(exam, who).reason
    rows.sit(who, quizzes[1])
    assert door(exam, who) == admission.OPEN


@pytest.mark.django_db
def test_after_three_attempts_the_door_closes_until_they_are_three_years_old() -> None:
    who, exam = rows.ready_exam()
    with clock.at(rows.MOMENT):
        for _ in range(3):
            rows.sit(who, exam, right=False)
        assert door(exam, who).reason.startswith("All 3 attempts are used")
        with pytest.raises(attempts.NotAdmitted):
            attempts.start(who.pk, exam, actor_id=None)
    with clock.at(rows.MOMENT.replace(year=2029) + timedelta(hours=1)):
        assert door(exam, who) == admission.OPEN


@pytest.mark.django_db
def test_who_has_passed_need_not_come_again_for_a_year() -> None:
    who, exam = rows.ready_exam()
    with clock.at(rows.MOMENT):
        passed = rows.sit(who, exam)
        assert door(exam, who).url == f"/exams/attempts/{passed.pk}/result/"
    with clock.at(rows.MOMENT + timedelta(days=366)):
        assert door(exam, who) == admission.OPEN


@pytest.mark.django_db
def test_the_rule_of_the_day_counts() -> None:
    who, exam = rows.ready_exam()
    with clock.at(rows.MOMENT + timedelta(days=1)):
        rules.in_force("train.pre_post_hours", 40)
    with clock.at(rows.MOMENT):
        assert door(exam, who).open
    with clock.at(rows.MOMENT + timedelta(days=1)):
        assert not door(exam, who).open


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["quiz", "qualifying"])
def test_only_the_exam_whose_results_wait_for_people_asks_for_answers_at_length(kind: str) -> None:
    who, exam = rows.ready_exam() if kind == "qualifying" else rows.ready_quiz()
    Exam.objects.filter(pk=exam.pk).update(blueprint=rows.blueprint(["property"], [("open", 1)]))
    exam.refresh_from_db()
    door = admission.door_of(exam, who.pk)
    assert (door.open, "笔试" in door.reason) == (kind == "qualifying", kind == "quiz")
    assert admission.door(exam, admission.standing_of(who.pk)) == door


@pytest.mark.django_db
def test_an_exam_whose_blueprint_cannot_be_followed_is_closed_and_breaks_no_page() -> None:
    exam = Exam.objects.create(
        kind="qualifying", title="未编好", blueprint={}, recorded_at=clock.now()
    )
    door = admission.door_of(exam, rows.person().pk)
    assert not door.open
    assert door.reason == "考务办公室还在准备这场考试。"


@pytest.mark.django_db
def test_who_took_the_exam_waits_the_days_of_the_rule_before_the_next_time() -> None:
    who, exam = rows.ready_exam()
    with clock.at(rows.MOMENT):
        rules.in_force("exam.resit_wait_days", 7)
        rows.sit(who, exam, right=False)
        shut = door(exam, who)
        assert not shut.open
        assert "30" in shut.reason
    with clock.at(rows.MOMENT + timedelta(days=6)):
        assert not door(exam, who).open
    with clock.at(rows.MOMENT + timedelta(days=7)):
        assert door(exam, who) == admission.OPEN


@pytest.mark.django_db
def test_a_sitting_is_asked_for_on_its_own_day() -> None:
    who, exam = rows.ready_exam()
    with clock.at(rows.MOMENT):
        rules.in_force("exam.resit_wait_days", 7)
        rows.sit(who, exam, right=False)
        today = clock.today()
        for days, may in ((6, False), (7, True)):
            asked = admission.eligibility_of_all(exam, [who.pk], on=today + timedelta(days=days))
            assert asked[who.pk].open == may
