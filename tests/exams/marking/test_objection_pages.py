"""The pages of objections: whose result it is, who answers, and who approves."""

from decimal import Decimal

import pytest

from exams.marking import appointing
from exams.marking.models import Objection
from exams.models import Exam, Result
from portal.accounts.models import User
from portal.people.models import Organisation
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.marking.test_pages import marked, officer, publishing_now
from tests.exams.views.test_entries import as_user
from tests.exams.views.test_mine import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]


def test_a_candidate_objects_and_two_people_answer(of: Exam) -> None:
    result = marked(of)
    publishing_now(of, result)
    who = signed_in(Result.every.select_related("attempt__person").get(pk=result.pk).attempt.person)
    own = f"/exams/objections/{result.pk}/"
    assert "Points by question" in who.get(f"/exams/attempts/{result.pk}/result/").content.decode()
    assert "You can object until" in who.get(own).content.decode()
    assert who.post(own, {"reason": ""}).status_code == 422
    assert who.post(own, {"reason": "应多给分", "question": "5"}).status_code == 302
    assert who.post(own, {"reason": "应多给分"}).status_code == 409
    made = Objection.every.get()
    (chief,) = rows.markers(of, "丙", chief="丙")
    first, (_officer, second) = as_user(chief), officer()
    desk = "/desk/marking/objections/"
    assert "应多给分" in first.get(desk).content.decode()
    one = f"{desk}{made.pk}/"
    assert first.post(one, {"act": "propose", "propose-points": ""}).status_code == 422
    odd = {"act": "propose", "propose-points": "1e0", "propose-answer": "维持"}
    answer = first.post(one, odd)
    assert answer.status_code == 422
    assert 'value="1e0"' in answer.content.decode()
    typed = {"propose-question": "5", "propose-points": "6", "propose-answer": "维持"}
    assert first.post(one, {"act": "propose", **typed}).status_code == 422  # as it stands
    first.post(one, {"act": "propose", **typed, "propose-points": "3"})
    assert "A second person approves" in first.get(one).content.decode()
    second.post(one, {"act": "back", "back-why": "再看"})
    first.post(one, {"act": "propose", **typed, "propose-points": "4"})
    page = second.get(one).content.decode()
    for told in ("Question 5", "6 so far, 4 from now on, of 6", "36 so far, 34 from now on, of 36"):
        assert told in page
    assert "stays passed" in page
    second.post(one, {"act": "approve", "approve-seen": seen(page)})
    assert Result.every.get(pk=result.pk).score == Decimal(34)
    assert "before: 6" in who.get(own).content.decode()
    assert "Answered" in second.get(desk).content.decode()
    assert as_user(exam_rows.staff("hr", Organisation.objects.first())).get(desk).status_code == 404


def seen(page: str) -> str:
    """What names the proposal that a page shows."""
    return page.partition('name="approve-seen" value="')[2].partition('"')[0]


def test_who_marked_the_paper_reads_that_somebody_else_answers(of: Exam) -> None:
    result = marked(of)
    publishing_now(of, result)
    person = Result.every.select_related("attempt__person").get(pk=result.pk).attempt.person
    signed_in(person).post(f"/exams/objections/{result.pk}/", {"reason": "应多给分"})
    marker = User.objects.get(display_name="甲")
    appointing.appoint(of, marker.pk, chief=True, actor_id=None)
    one = f"/desk/marking/objections/{Objection.every.get().pk}/"
    client = as_user(marker)
    assert "Somebody else decides." in client.get(one).content.decode()
    assert client.post(one, {"act": "reject", "reject-answer": "不"}).status_code == 422


def test_who_answers_reads_all_that_was_written_where_the_whole_result_is_objected_to(
    of: Exam,
) -> None:
    result = marked(of)
    publishing_now(of, result)
    person = Result.every.select_related("attempt__person").get(pk=result.pk).attempt.person
    signed_in(person).post(f"/exams/objections/{result.pk}/", {"reason": "请全面复核"})
    (chief,) = rows.markers(of, "丙", chief="丙")
    one = f"/desk/marking/objections/{Objection.every.get().pk}/"
    page = as_user(chief).get(one).content.decode()
    for written in ("与当事人有利害关系的应当回避。", "由饲养人承担。", "由饲养人承担责任"):
        assert written in page
    assert page.count("What was written") == 2
