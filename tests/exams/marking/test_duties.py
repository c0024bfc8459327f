"""Who may do what about the marking of an exam: it belongs to the whole city."""

import pytest
from django.test import Client

from exams import releasing
from exams.marking import claiming, objecting, overseeing
from exams.marking.models import Marker, Script
from exams.models import Exam, Result
from portal import clock
from portal.accounts.models import RoleGrant, User
from portal.people import organising
from portal.people.models import Organisation
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user
from tests.exams.written_rows import candidate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
DESK = "/desk/marking/"
OBJECTIONS = f"{DESK}objections/"


def below_the_top() -> Organisation:
    top = exam_rows.organisation()
    return organising.found_organisation("河东镇", "河东", "township", below=top, actor_id=None)


def test_an_officer_of_a_township_names_no_marker_dismisses_none_and_sees_no_figures(
    of: Exam,
) -> None:
    (chief,) = rows.markers(of, "甲", chief="甲")
    client = as_user(exam_rows.staff("officer", below_the_top()))
    page = f"{DESK}{of.pk}/"
    assert client.get(page).status_code == 404
    other = exam_rows.staff("marker", exam_rows.organisation())
    assert client.post(f"{page}markers/", {"user": other.pk, "chief": "on"}).status_code == 404
    end = client.post(f"{page}markers/{chief.pk}/end/", {"reason": "另有任务"})
    assert end.status_code == 404
    assert list(Marker.every.values_list("user", "ended_at")) == [(chief.pk, None)]
    home = client.get(DESK)
    assert (home.status_code, of.title in home.content.decode()) == (200, False)


def test_who_lost_the_role_marks_nothing_and_answers_no_objection(of: Exam) -> None:
    made, (user,) = objection(of), rows.markers(of, "丙", chief="丙")
    rows.markers(of, "丁", chief="丁")  # who could decide on what the first one marks
    rows.handed_in(candidate("钱二"), of)
    taken, client = claiming.take_next(of.pk, user.pk), as_user(user)
    assert taken is not None
    script = f"{DESK}answers/{taken.pk}/"
    places = (DESK, f"{DESK}{of.pk}/", script, OBJECTIONS, f"{OBJECTIONS}{made}/")
    assert [client.get(place).status_code for place in places] == [200] * 5
    RoleGrant.objects.filter(user=user).update(ended_at=clock.now())
    assert [client.get(place).status_code for place in places] == [404] * 5
    assert client.post(f"{DESK}{of.pk}/next/").status_code == 404
    assert client.post(f"{OBJECTIONS}{made}/", {"act": "reject"}).status_code == 404


def test_an_officer_elsewhere_who_lost_the_role_of_a_marker_reads_no_objection(of: Exam) -> None:
    (user,) = rows.markers(of, "丙", chief="丙")
    made = objection(of)
    RoleGrant.objects.filter(user=user).update(ended_at=clock.now())
    client = officer_as_well(user, below_the_top())
    assert client.get(OBJECTIONS).status_code == 200
    assert client.get(f"{OBJECTIONS}{made}/").status_code == 404


def officer_as_well(user: User, at: Organisation) -> Client:
    RoleGrant.objects.create(user=user, role="officer", organisation=at, granted_at=clock.now())
    return as_user(user)


def objection(of: Exam) -> int:
    """An objection to the one paper, marked by two."""
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    read = Result.every.select_related("attempt__exam", "attempt__person__organisation")
    result = read.get(attempt__exam=of)
    assert releasing.release(result, actor_id=None, reason="公布")
    result.refresh_from_db()
    return objecting.object_to(result, "应多给分", actor_id=None).pk


def test_a_chief_examiner_who_is_no_officer_comes_to_the_objections(of: Exam) -> None:
    chief, plain = rows.markers(of, "甲", "乙", chief="甲")
    assert f'href="{OBJECTIONS}"' in as_user(chief).get(DESK).content.decode()
    assert f'href="{OBJECTIONS}"' not in as_user(plain).get(DESK).content.decode()
    assert as_user(chief).get(OBJECTIONS).status_code == 200


def test_what_is_left_is_what_one_would_be_given(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙")
    who = candidate("钱二")
    rows.handed_in(who, of)
    assert [left(of, user) for user in (first, second, third)] == [4, 4, 4]
    for user in (first, second):
        assert claiming.take_next(of.pk, user.pk)
    assert [left(of, user) for user in (first, second, third)] == [4, 4, 3]
    assert who.user is not None
    Marker.objects.create(exam=of, user=who.user, named_at=clock.now())
    own = Script.every.filter(attempt__person=who).count()
    taken = claiming.open_one(of.pk, first.pk)
    assert taken is not None
    held = int(taken.script.attempt.person_id != who.pk)
    assert left(of, who.user) == 4 - own - held
    assert rows.mark_all(of, first) == 4
    assert left(of, first) == 0


def left(of: Exam, user: User) -> int:
    return overseeing.left_for(Marker.every.get(exam=of, user=user))[1]
