"""What is shown after release: letters as this person saw them, nothing before."""

from decimal import Decimal

import pytest

from exams import releasing, reviewing
from exams.grading import as_shown
from exams.models import Result
from tests.exams import rows


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("选C：因为。A错，B错。", "选A：因为。B错，C错。"),
        ("应选AC。", "应选AB。"),
        ("E错；ADR程序", "E错；ADR程序"),
        ("X、Y、2A", "X、Y、2A"),
        ("做B超、AA制、A级", "做B超、AA制、A级"),
        ("CA都对", "AB都对"),
    ],
)
def test_an_explanation_speaks_of_the_letters_this_person_saw(written: str, shown: str) -> None:
    assert as_shown(written, (2, 0, 1)) == shown


@pytest.mark.django_db
def test_before_release_there_is_nothing_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "release", lambda _result, **_told: False)
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz, right=False)
    result = Result.every.select_related("attempt__exam").get()
    assert not reviewing.may_see(result)
    assert reviewing.mistakes(result) == []


@pytest.mark.django_db
def test_the_score_by_subject_is_in_the_order_of_the_curriculum() -> None:
    who, exam = rows.ready_exam()
    result = Result.every.get(attempt=rows.sit(who, exam))
    (only,) = reviewing.by_subject(result)
    assert (only.score, only.out_of) == (Decimal(100), Decimal(100))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("正确顺序为CAB", "正确顺序为ACB"),
        ("正确顺序为ABC", "正确顺序为CBA"),
        ("先B后A", "先B后C"),
    ],
)
def test_letters_of_an_order_keep_their_order(written: str, shown: str) -> None:
    assert as_shown(written, (2, 1, 0), sort=False) == shown
