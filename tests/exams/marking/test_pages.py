"""The pages of marking, of releasing results, of objections and of corrected keys."""

import pytest
from django.test import Client

from exams import publishing, releasing
from exams.choices import ResultState
from exams.marking import appointing, claiming
from exams.marking.choices import ScriptState
from exams.marking.models import Marker, Marking, Script
from exams.models import Attempt, Exam, Item, KeyCorrection, PaperQuestion, Result
from portal.accounts.models import User
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.people.models import Organisation
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user
from tests.exams.views.test_mine import signed_in
from tests.exams.written_rows import candidate
from tests.portal.policy import rows as policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
DESK = "/desk/marking/"


def officer() -> tuple[User, Client]:
    user = exam_rows.staff("officer", Organisation.objects.order_by("path")[0])
    return user, as_user(user)


def points(marking: Marking, value: str | None = None) -> dict[str, str]:
    """What a marker types: everything that can be given, or the same everywhere."""
    return {
        f"m-{n}-{place}": value or str(most)
        for n, task in enumerate(rows.full(marking.script))
        for place, most in enumerate(task)
    }


def test_a_marker_marks_one_answer_after_the_other(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    client = as_user(user)
    assert "Still to be marked: 2" in client.get(DESK).content.decode()
    page = client.post(f"{DESK}{of.pk}/next/", follow=True)
    assert "What was written" in page.content.decode()
    for _answer in range(2):
        marking = claiming.open_one(of.pk, user.pk)
        assert marking is not None
        address = f"{DESK}answers/{marking.pk}/"
        wrong = client.post(address, points(marking, "99"))
        assert (wrong.status_code, 'value="99"' in wrong.content.decode()) == (422, True)
        page = client.post(address, points(marking) | {"comment": "要点齐全"}, follow=True)
    assert "Nothing is left for you to mark now." in page.content.decode()
    assert marking is not None
    again = client.post(address, points(marking, "0"))
    assert (again.status_code, "You gave" in again.content.decode()) == (409, True)
    assert "Nothing is left" in client.post(f"{DESK}{of.pk}/next/", follow=True).content.decode()


def test_half_points_are_said_at_their_field(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    marking = claiming.take_next(of.pk, user.pk)
    assert marking is not None
    answer = as_user(user).post(f"{DESK}answers/{marking.pk}/", points(marking, "0.3"))
    assert (answer.status_code, "Half points are the smallest." in answer.content.decode()) == (
        422,
        True,
    )


def test_what_was_typed_for_an_answer_that_another_has_by_now_stays_readable(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙")
    marking = claiming.take_next(of.pk, first.pk)
    assert marking is not None
    address, client = f"{DESK}answers/{marking.pk}/", as_user(first)
    assert client.post(address, {"back": "1"}).status_code == 302
    assert claiming.take_next(of.pk, second.pk)
    assert claiming.take_next(of.pk, third.pk) == marking
    assert client.post(address, {"back": "1"}).status_code == 302
    page = client.post(address, points(marking, "1.5") | {"comment": "只写到<一点>"})
    told = page.content.decode()
    assert (page.status_code, "Nothing was given" in told) == (409, True)
    assert ("<dd>1.5</dd>" in told, "只写到&lt;一点&gt;" in told) == (True, True)
    assert rows.scripts_words(marking) not in told
    assert client.post(address, {"m-0-0": "", "m-000-1": "7", "m-x": "8"}).status_code == 409
    assert client.get(address).status_code == 404
    assert not Marking.every.filter(marked_at__isnull=False).exists()
    stranger = as_user(exam_rows.staff("marker", exam_rows.organisation()))
    assert stranger.post(address, points(marking)).status_code == 404


def test_the_chief_examiner_sees_what_differs_and_decides(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙", chief="丙")
    one, other = (claiming.take_next(of.pk, user.pk) for user in (first, second))
    assert one is not None
    assert other is not None
    rows.give(one, rows.full(one.script))
    rows.give(other, rows.none(other.script))
    chief = as_user(third)
    page = chief.get(f"{DESK}{of.pk}/").content.decode()
    assert "Look and decide" in page
    assert as_user(first).get(f"{DESK}{of.pk}/").status_code == 404
    apart = f"{DESK}{of.pk}/apart/{one.script_id}/"
    assert as_user(first).post(apart).status_code == 404
    shown = chief.post(apart, follow=True).content.decode()
    assert "What the two markers gave" in shown
    deciding = Marking.every.get(turn=3)
    chief.post(f"{DESK}answers/{deciding.pk}/", points(deciding))
    assert Script.every.get(pk=one.script_id).state == ScriptState.SETTLED
    assert "Another examiner has this answer" in chief.post(apart, follow=True).content.decode()


def test_the_office_names_and_dismisses_markers(of: Exam) -> None:
    user, client = officer()
    marker = exam_rows.staff("marker", Organisation.objects.order_by("path")[0])
    page = f"{DESK}{of.pk}/"
    assert "Nobody is named yet." in client.get(page).content.decode()
    assert of.title in client.get(DESK).content.decode()
    named = client.post(f"{page}markers/", {"user": marker.pk, "chief": "on"}, follow=True)
    assert "marks this exam" in named.content.decode()
    assert Marker.every.get().chief
    client.post(f"{page}markers/", {"user": marker.pk, "chief": "on"})
    client.post(f"{page}markers/", {"user": marker.pk})
    assert not Marker.every.get().chief
    assert "choose who marks" in client.post(f"{page}markers/", {}, follow=True).content.decode()
    end = f"{page}markers/{marker.pk}/end/"
    assert "say why" in client.post(end, {}, follow=True).content.decode()
    for _twice in range(2):
        client.post(end, {"reason": "另有任务"})
    assert Marker.every.get().ended_at is not None
    assert not appointing.dismiss(of, user.pk, reason="x", actor_id=None)


def marked(of: Exam) -> Result:
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    return Result.every.get(attempt__exam=of)


def test_the_office_releases_results_with_a_reason_and_people_read_of_it(of: Exam) -> None:
    result = marked(of)
    _user, client = officer()
    page = "/desk/papers/results/"
    assert "Release 1 result" in client.get(page).content.decode()
    sent = {"exam": of.pk, "sitting": "", "upto": result.pk}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, {"exam": "x"}).status_code == 302
    told = client.post(page, sent | {"reason": "阅卷完成"}, follow=True).content.decode()
    assert "1 result is being released" in told
    assert (
        "Nothing waits for a release"
        in client.post(page, sent | {"reason": "阅卷完成"}, follow=True).content.decode()
    )
    work_all(publishing.RELEASE)
    result.refresh_from_db()
    assert result.state == ResultState.RELEASED
    assert Notice.objects.unscoped("test").filter(kind="result.released").count() == 1
    assert "Release 1 result" not in client.get(page).content.decode()


def test_a_result_that_waits_is_shown_to_nobody(of: Exam) -> None:
    result = Result.every.select_related("attempt__person").get(attempt__exam=of)
    client = signed_in(result.attempt.person)
    assert client.get(f"/exams/attempts/{result.pk}/result/").status_code == 302
    assert client.get(f"/exams/objections/{result.pk}/").status_code == 404
    assert "not out yet" in client.get("/exams/").content.decode()
    _user, office = officer()
    assert of.title not in office.get("/exams/results/").content.decode().partition("<table")[2]


def publishing_now(of: Exam, result: Result) -> None:
    user, _client = officer()
    batch = publishing.Batch(of.pk, None, ("",), result.pk, user.pk, "公布")
    assert publishing.ask(batch) == 1
    work_all(publishing.RELEASE)


@pytest.mark.usefixtures("waiting")
def test_a_wrong_key_goes_from_its_question_to_a_second_person() -> None:
    who, of = candidate("钱二"), exam_rows.qualifying()
    attempt = exam_rows.sit(who, of)
    version = (
        PaperQuestion.every.select_related("version__answer_key")
        .get(attempt=attempt, position=1)
        .version
    )
    (first, client), (_second, other) = officer(), officer()
    new = f"/desk/papers/corrections/new/{version.pk}/"
    assert "The key as it stands" in client.get(new).content.decode()
    assert client.post(new, {"fix": "key", "key": "Z", "reason": "错"}).status_code == 422
    key = next(letter for letter in "ABCD" if letter != version.answer_key.key)
    page = client.post(new, {"fix": "key", "key": key, "reason": "答案有误"}, follow=True)
    assert "stays passed" in page.content.decode()
    assert of.title in page.content.decode()
    made = KeyCorrection.objects.get()
    address = f"/desk/papers/corrections/{made.pk}/"
    assert client.post(address, {"act": "approve"}).status_code == 422
    assert other.post(address, {"act": "withdraw", "reason": ""}).status_code == 422
    assert other.post(address, {"act": "approve"}).status_code == 302
    listed = client.get("/desk/papers/corrections/").content.decode()
    assert address in listed
    assert client.get("/desk/papers/corrections/new/0/").status_code == 404
    assert first.pk == made.proposed_by_id


def test_the_officers_desk_leads_to_what_waits_after_an_exam(of: Exam) -> None:
    _user, client = officer()
    page = client.get("/desk/").content.decode()
    assert "1 is being marked" in page
    for way in ("/desk/papers/results/", "/desk/marking/objections/", "/desk/papers/corrections/"):
        assert f'href="{way}"' in page


def test_a_question_that_was_asked_leads_to_the_correction_of_its_key(of: Exam) -> None:
    _user, client = officer()
    asked = PaperQuestion.every.filter(attempt__exam=of).select_related("version__item")[0]
    page = client.get(f"/desk/bank/items/{asked.version.item.ref}/").content.decode()
    assert f"/desk/papers/corrections/new/{asked.version_id}/" in page
    never = Item.objects.exclude(versions__in=PaperQuestion.every.values("version"))[0]
    page = client.get(f"/desk/bank/items/{never.ref}/").content.decode()
    assert never.ref in page
    assert "corrections/new/" not in page


def test_a_receipt_says_what_happens_while_people_mark(of: Exam) -> None:
    attempt = Attempt.every.get(exam=of)
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/receipt/").content.decode()
    assert "read by two people who do not know whose it is" in page
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/receipt/").content.decode()
    assert "Your paper is marked" in page


def test_a_result_that_is_held_does_not_say_from_when_it_counts(of: Exam) -> None:
    policy.in_force("exam.objection_days_by_act", 5)
    attempt = Attempt.every.get(exam=of)
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    result = Result.every.select_related("attempt__exam", "attempt__person").get(pk=attempt.pk)
    assert releasing.release(result, actor_id=None, reason="公布")
    address = f"/exams/attempts/{attempt.pk}/result/"
    assert "The result counts from" in signed_in(attempt.person).get(address).content.decode()
    assert releasing.hold(attempt.pk)
    page = signed_in(attempt.person).get(address).content.decode()
    assert "The result counts from" not in page
    assert "Your objection is being looked at" in page
