"""No byte that a marker receives says whose answer it is, or what another gave."""

import pytest
from django.test import Client

from exams.marking import claiming, giving
from exams.models import Exam
from portal.people.models import Organisation
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user
from tests.exams.written_rows import candidate, exam

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def waiting(lasting: None) -> int:
    made = exam()
    rows.handed_in(candidate("欧阳某某"), made)
    return made.pk


def received(client: Client, path: str, data: dict[str, str] | None = None) -> str:
    """Everything of an answer: its head and its body, and where it leads to."""
    answer = client.post(path, data, follow=True) if data is not None else client.get(path)
    return f"{answer.headers}{answer.content.decode()}{getattr(answer, 'redirect_chain', '')}"


def test_neither_marker_reads_a_name_a_place_a_receipt_or_what_the_other_gave(of: Exam) -> None:
    first, second = rows.markers(of, "甲", "乙")
    marking = claiming.take_next(of.pk, first.pk)
    assert marking is not None
    attempt = marking.script.attempt
    secret = [
        attempt.person.name,
        attempt.person.organisation.name,
        attempt.person.organisation.short_name,
        str(attempt.receipt),
        f"attempts/{attempt.pk}",
    ]
    client = as_user(first)
    seen = [
        received(client, "/desk/marking/"),
        received(client, f"/desk/marking/{of.pk}/next/", {}),
        received(client, f"/desk/marking/answers/{marking.pk}/"),
        received(client, f"/desk/marking/answers/{marking.pk}/", {"m-0-0": "9", "comment": "x"}),
    ]
    assert "由饲养人承担" in seen[2] or "利害关系" in seen[2]
    giving.give(marking, rows.full(marking.script), "一号评语", actor_id=first.pk)
    other = as_user(second)
    taken = claiming.take_next(of.pk, second.pk)
    assert taken is not None
    assert taken.script == marking.script
    seen += [
        received(other, f"/desk/marking/answers/{taken.pk}/"),
        received(client, f"/desk/marking/answers/{marking.pk}/"),
    ]
    for page in seen:
        assert [word for word in secret if word in page] == []
    assert ("一号评语" in seen[4], "一号评语" in seen[5]) == (False, True)
    assert "Marker 1" not in seen[4]
    assert other.get(f"/desk/marking/answers/{marking.pk}/").status_code == 404


def test_a_name_that_somebody_wrote_into_the_answer_is_veiled(of: Exam) -> None:
    who = candidate("欧阳某某")
    Organisation.objects.filter(pk=who.organisation_id).update(short_name="石桥村")
    written = f"我是{who.organisation.name}（石桥村）的欧阳某某，认为应当回避。"
    rows.handed_in(who, of, written=written)
    (user,) = rows.markers(of, "甲")
    client, page = as_user(user), ""
    while "认为应当回避" not in page:
        marking = claiming.take_next(of.pk, user.pk)
        assert marking is not None
        page = received(client, f"/desk/marking/answers/{marking.pk}/")
        rows.give(marking, rows.full(marking.script))
    assert "我是×××（×××）的×××，认为应当回避。" in page
    assert who.name not in page
    assert "石桥村" not in page


def test_who_does_not_mark_this_exam_finds_nothing(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    marking = claiming.take_next(of.pk, user.pk)
    assert marking is not None
    stranger = rows.markers(exam_of_another(), "乙")[0]
    client = as_user(stranger)
    assert client.get(f"/desk/marking/answers/{marking.pk}/").status_code == 404
    assert client.post(f"/desk/marking/{of.pk}/next/").status_code == 404
    assert client.get(f"/desk/marking/{of.pk}/").status_code == 404


def exam_of_another() -> Exam:
    return Exam.objects.create(
        kind="qualifying", title="别的考试", blueprint={}, recorded_at="2026-01-01T00:00Z"
    )
