"""The pages on which a wrong key is proposed and approved."""

from collections.abc import Iterator

import pytest
from django.test import Client

from exams import correcting
from exams.choices import Fix
from exams.models import Attempt, CorrectionLine, ItemVersion, KeyCorrection, PaperQuestion, Result
from exams.regrading import Wanted
from exams.views import corrections
from portal import clock
from portal.people.models import Organisation
from tests.exams import rows
from tests.exams.marking.rows import logins
from tests.exams.test_correcting import somebody_else
from tests.exams.views.test_entries import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]
LIST = "/desk/papers/corrections/"


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def officer() -> Client:
    return as_user(rows.staff("officer", Organisation.objects.order_by("path")[0]))


def version_at(attempt: Attempt, place: int = 1) -> ItemVersion:
    """The version that stood at a place of a paper."""
    asked = PaperQuestion.every.select_related("version__item").get(attempt=attempt, position=place)
    found: ItemVersion = asked.version
    return found


def another(version: ItemVersion) -> Wanted:
    held = version.answer_key.key
    return Wanted(Fix.KEY, next(letter for letter in "ABCD" if letter != held))


def proposed(version: ItemVersion) -> KeyCorrection:
    (first,) = logins("核对甲")
    return correcting.propose(version, another(version), "答案有误", actor_id=first.pk)


def test_whoever_corrects_a_key_reads_the_options_and_which_is_right_now() -> None:
    who, exam = rows.ready_exam()
    version = version_at(rows.sit(who, exam))
    client = officer()
    page = client.get(f"{LIST}new/{version.pk}/").content.decode()
    for text in version.options:
        assert text in page
    marked = page.partition("item-options__right")[2].partition("</li>")[0]
    assert version.options["ABCD".index(version.answer_key.key)] in marked
    assert "optional" not in page.partition("<form method=")[2].partition("</form>")[0]


def test_a_key_that_was_corrected_before_is_the_one_that_stands() -> None:
    who, exam = rows.ready_exam()
    version = version_at(rows.sit(who, exam))
    made = proposed(version)
    (second,) = logins("核对乙")
    correcting.approve(made, actor_id=second.pk)
    page = officer().get(f"{LIST}new/{version.pk}/").content.decode()
    marked = page.partition("item-options__right")[2].partition("</li>")[0]
    assert version.options["ABCD".index(made.key)] in marked


def test_the_second_person_reads_the_question_too() -> None:
    who, exam = rows.ready_exam()
    version = version_at(rows.sit(who, exam))
    page = officer().get(f"{LIST}{proposed(version).pk}/").content.decode()
    assert all(text in page for text in version.options)


def test_a_certificate_on_a_line_says_whether_it_falls() -> None:
    who, exam = rows.ready_exam()
    attempt = rows.sit(who, exam)
    made = proposed(version_at(attempt))
    lines = CorrectionLine.every.filter(correction=made)
    assert lines.update(certificate="RMTJ-0001") == 1
    page = officer().get(f"{LIST}{made.pk}/").content.decode()
    assert "is not touched" in page.partition("RMTJ-0001")[2]
    lines.update(passed=False)
    page = officer().get(f"{LIST}{made.pk}/").content.decode()
    assert "falls with the result" in page.partition("RMTJ-0001")[2]
    assert "is not touched" not in page


def test_whom_a_correction_flips_stands_open_and_the_others_are_folded() -> None:
    who, exam = rows.ready_exam()
    made = proposed(version_at(rows.sit(who, exam)))
    line = CorrectionLine.every.get(correction=made)
    page = officer().get(f"{LIST}{made.pk}/").content.decode()
    folded = page.partition("1 whose score alone changes</summary>")[2].partition("</details>")[0]
    assert who.name in folded
    assert "Whose pass or fail changes" not in page
    CorrectionLine.every.filter(pk=line.pk).update(passed=False)
    page = officer().get(f"{LIST}{made.pk}/").content.decode()
    opened = page.partition("Whose pass or fail changes</h2>")[2]
    assert who.name in opened.partition("<details")[0]
    assert "whose score alone changes" not in page


def test_the_second_page_of_a_correction_opens_what_the_first_folds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(corrections, "ROWS", 1)
    who, exam = rows.ready_exam()
    first = rows.sit(who, exam)
    made = proposed(version_at(first))
    line = CorrectionLine.every.get(correction=made)
    line.pk, line.result = None, Result.every.get(attempt=somebody_else())
    line.save(force_insert=True)
    address = f"{LIST}{made.pk}/"
    folded = "<summary>2 whose score alone changes"
    assert f'<details class="help">{folded}' in officer().get(address).content.decode()
    page = officer().get(f"{address}?page=2").content.decode()
    assert f'<details class="help" open>{folded}' in page
