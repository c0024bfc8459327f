"""The demo's questions and exams: every item can be right, every paper can be drawn."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from courses.choices import Subject
from courses.demo import EVENING, LEARNT
from courses.models import LessonProgress
from exams import demo
from exams.checking import check
from exams.choices import ExamKind, ItemPool
from exams.models import Attempt, Exam, Result
from exams.papers import bank as live_bank
from exams.papers import draw, read_blueprint
from portal import clock
from portal.accounts import granting
from portal.people import demo as people_demo
from tests.exams import rows

AN_EVENING_OF_LEARNING = timedelta(minutes=30)


def test_every_question_can_be_right_and_cites_articles() -> None:
    written = demo.questions()
    assert len(written) >= 300
    assert [ref for ref, n in Counter(entry["ref"] for entry in written).items() if n > 1] == []
    assert all(entry["cites"] and entry["explanation"] for entry in written)
    for entry in written:
        check(demo.wording(entry))


def test_each_subject_has_enough_for_quizzes_and_for_the_exam() -> None:
    held = Counter((q["subject"], q["pool"], q["kind"]) for q in demo.questions())
    for subject in Subject.values:
        quiz, exam = (
            [held[subject, pool, kind] for kind in ("single", "multiple", "true_false")]
            for pool in ("practice", "exam")
        )
        assert min(quiz[0] - 9, quiz[1] - 3, quiz[2] - 3) >= 0
        assert min(exam[0] - 9, exam[1] - 6, exam[2] - 5) >= 0


def test_the_place_of_an_option_does_not_tell_whether_it_is_right() -> None:
    keys = Counter(q["key"] for q in demo.questions() if q["kind"] == "single")
    assert sorted(keys) == ["A", "B", "C", "D"]
    assert max(keys.values()) <= 1.2 * min(keys.values())


@pytest.mark.django_db
def test_the_stories_come_out_through_the_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    people_demo.seed()
    granting.create_login(demo.AUTHOR, rows.PASSWORD, "何静雯", actor_id=None)
    modules = [rows.module(subject) for subject in Subject.values]
    learners = {ref: people_demo.person(ref) for ref in ("p02", "p03", "p05", "p08", "p18")}
    for ref, who in learners.items():
        with clock.at(demo.WRITTEN + timedelta(days=100)):
            rows.learn(who, *(modules[:2] if ref == "p02" else modules))
    stories = {ref: demo.STORIES[ref] for ref in learners}
    monkeypatch.setattr(demo, "STORIES", {**stories, "p38": demo.Story()})
    demo.seed()
    assert Counter(Exam.objects.values_list("kind", flat=True)) == {"quiz": 7, "qualifying": 1}
    exam = Exam.objects.get(kind=ExamKind.QUALIFYING)
    paper = read_blueprint(exam.blueprint)
    assert paper.points == 100
    assert len(draw(paper, live_bank(ItemPool.EXAM), "any")) == 30
    taken = Counter(Attempt.every.values_list("person_id", flat=True))
    assert [taken[who.pk] for who in learners.values()] == [1, 7, 8, 8, 8]
    results = {
        result.attempt.person_id: result
        for result in Result.every.filter(attempt__exam=exam).select_related("attempt")
    }
    assert {ref for ref, who in learners.items() if who.pk in results} == {"p05", "p08", "p18"}
    moved = demo.stories()
    for ref in ("p05", "p08", "p18"):
        result, story = results[learners[ref].pk], moved[ref]
        assert story.aim <= result.score <= story.aim + 5
        assert result.passed == (ref != "p05")
        assert result.effective_from == story.day
    assert not Attempt.every.filter(started_at__gt=clock.now()).exists()
    assert LessonProgress.every.exists()


def test_everybody_has_learnt_and_taken_every_quiz_before_the_day_of_the_exam() -> None:
    late = []
    for ref, story in demo.STORIES.items():
        if story.day:
            learnt = datetime.combine(LEARNT[ref], EVENING) + AN_EVENING_OF_LEARNING
            last = demo._quiz_moments(learnt, story.day, story.quizzes)[-1]
            if last + demo.AFTER_LEARNING > demo._opening(story.day):
                late.append(ref)
    assert late == []


def test_who_learnt_late_sits_late() -> None:
    learnt = demo._opening(demo.STORIES["p08"].day) if demo.STORIES["p08"].day else None
    assert learnt is not None
    moments = demo._quiz_moments(learnt, demo.STORIES["p08"].day, 3)
    assert moments[0] > learnt
    assert [later - earlier for earlier, later in pairwise(moments)] == [demo.BETWEEN_QUIZZES] * 2
