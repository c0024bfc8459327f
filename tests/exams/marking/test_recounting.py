"""The steps of marking in the record of an attempt: when and as which marker, never who."""

import json
from decimal import Decimal

import pytest

from exams import filing, stepping
from exams.choices import ExamKind
from exams.documenting import Sight, document
from exams.marking import deciding, objecting, sampling
from exams.models import Attempt, Exam, Result
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.marking.test_objecting import fresh, judges, marked, object_to, released
from tests.exams.views.test_mine import signed_in
from tests.exams.written_rows import OPEN_PLACE, candidate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon", "marked")]
MARKED = ["collected", "settled", "marked", "marked"]


def whats(result: Result) -> list[str]:
    return [step.what for step in stepping.of_result(result)]


def test_while_people_mark_it_does_not_say_that_the_platform_has_marked(of: Exam) -> None:
    attempt = rows.handed_in(candidate("等着的人"), of)
    assert whats(fresh(attempt.pk)) == ["collected", "collected"]


def test_each_answer_is_laid_before_two_marked_and_settled_before_the_release() -> None:
    told = whats(released())
    assert sorted(told) == sorted([*MARKED * 2, "graded_by_people", "released"])
    assert told[-2:] == ["graded_by_people", "released"]


def test_an_objection_its_answer_and_the_change_stand_in_it() -> None:
    result = released()
    made = object_to(result)
    first, second = judges()
    marks = [(OPEN_PLACE, Decimal(3))]
    deciding.propose(made, marks, "少写了一点", actor_id=first.pk)
    made.refresh_from_db()
    deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    steps = stepping.of_result(fresh(result.pk))
    words = {step.what: step.told for step in steps}
    assert words["objected"] == "第5题"
    assert words["decided"] == "第5题，异议成立"
    assert words["revised"] == "异议成立"


def test_neither_candidate_nor_evidence_reads_who_marked_or_how_many_points() -> None:
    result = released()
    attempt = Attempt.every.select_related("exam", "person__organisation", "result").get(
        pk=result.pk
    )
    page = signed_in(attempt.person).get(f"/exams/attempts/{result.pk}/record/").content.decode()
    assert "the first marker" in page
    whole = document(attempt, Sight(texts=False, keys=False))
    steps = json.loads(filing.make("json", lambda: whole, asked_by="").content)["steps"]
    marked = [step for step in steps if step["what"] == "marked"]
    assert [step["told"] for step in marked]
    told = json.dumps([step for step in steps if step["what"] in MARKED], ensure_ascii=False)
    for name in ("甲", "乙"):
        assert name not in told
        assert f">{name}<" not in page
    assert not any("points" in step for step in marked)


def test_a_paper_without_written_answers_is_marked_by_the_platform() -> None:
    quiz = Result.every.select_related("attempt").get(attempt__exam__kind=ExamKind.QUIZ)
    assert whats(quiz)[0] == "graded"


def test_the_record_says_in_plain_words_why_somebody_marked_an_answer_again(
    of: Exam,
) -> None:
    attempt = marked().attempt
    sampling.draw(of, 100, actor_id=None)
    (third,) = rows.markers(of, "丙")
    assert rows.mark_all(of, third) == 2
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/record/").content.decode()
    assert "another marker, to check answers that were drawn by lot" in page
    assert "sample" not in page


def test_what_was_written_at_length_stands_across_the_table_and_not_in_a_narrow_column(
    of: Exam,
) -> None:
    words = "先听双方把话说完，再一起看现场，写下争的是什么，最后才谈怎么分担费用、怎样保证不再堵。"
    attempt = rows.handed_in(candidate("钱二"), of, written=words)
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/record/").content.decode()
    assert f'<tr class="record-written"><td colspan="4">{words}</td>' in page
    assert page.count(words) == 1


def test_what_the_exam_office_did_is_not_put_down_to_the_platform() -> None:
    result = released()
    made = object_to(result)
    first, second = judges()
    deciding.propose(made, [(OPEN_PLACE, Decimal(3))], "少写了一点", actor_id=first.pk)
    made.refresh_from_db()
    deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    who = {step.what: step.who for step in stepping.of_result(fresh(result.pk))}
    office = "考务部门"
    assert (who["released"], who["decided"], who["revised"]) == (office, office, office)
    assert who["graded_by_people"] == ""


def test_an_objection_to_what_the_machine_graded_does_not_say_that_people_graded_it() -> None:
    who = candidate("钱二")
    result = fresh(exam_rows.sit(who, exam_rows.qualifying()).pk)
    objecting.object_to(result, "请再看一遍", position=1, actor_id=None)
    assert "objected" in whats(result)
    assert "graded" in whats(result)
    assert "graded_by_people" not in whats(result)
