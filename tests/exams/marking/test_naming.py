"""Naming markers, and the forms of the overview that are not right yet."""

import re

import pytest
from django.test import Client

from exams.marking.models import Marker
from exams.models import Exam
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
OPTION = re.compile(r'<option value="(\d+)"[^>]*>([^<]*)</option>')


def office() -> Client:
    return as_user(exam_rows.staff("officer", exam_rows.organisation()))


def address(of: Exam) -> str:
    return f"/desk/marking/{of.pk}/"


def offered(page: str) -> dict[int, str]:
    return {int(pk): name for pk, name in OPTION.findall(page)}


def free(name: str) -> User:
    """Somebody who holds the role and marks nothing."""
    (user,) = rows.logins(name)
    granting.grant(user, Role.MARKER, exam_rows.organisation(), actor_id=None)
    return user


def test_those_offered_stand_by_their_names_without_those_named_already(of: Exam) -> None:
    rows.markers(of, "甲")
    other = free("乙")
    page = office().get(address(of)).content.decode()
    assert offered(page) == {other.pk: "乙"}


def test_two_of_the_same_name_are_told_apart(of: Exam) -> None:
    one, other = free("王芳"), free("王芳")
    told = offered(office().get(address(of)).content.decode())
    assert told == {user.pk: f"王芳 ({user.username})" for user in (one, other)}


def test_who_is_named_becomes_chief_examiner_in_their_own_line_and_no_more(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    client, chiefs = office(), []
    for _twice in range(2):
        page = client.get(address(of)).content.decode()
        line = page.partition('id="markers"')[2].partition("</form>")[0]
        sent = dict(re.findall(r'type="hidden" name="(user|chief)" value="(\w+)"', line))
        client.post(f"{address(of)}markers/", sent)
        chiefs.append(Marker.every.get(user=user, ended_at__isnull=True).chief)
    assert chiefs == [True, False]


def test_a_wrong_share_stays_in_its_field_with_what_is_wrong(of: Exam) -> None:
    (chief,) = rows.markers(of, "丙", chief="丙")
    page = as_user(chief).post(f"{address(of)}samples/", {"percent": "101"})
    told = page.content.decode()
    assert (page.status_code, 'value="101"' in told) == (422, True)
    field = told.partition('name="percent"')[2].partition("</form>")[0]
    assert "Please give a whole number from 1 to 100." in field


def test_nobody_chosen_is_said_at_the_field(of: Exam) -> None:
    page = office().post(f"{address(of)}markers/", {"chief": "on"})
    field = page.content.decode().partition('name="user"')[2].partition('name="chief"')
    assert (page.status_code, "Please choose who marks." in field[0]) == (422, True)
    assert "checked" in field[2].partition(">")[0]


def test_ending_a_duty_is_folded_and_opens_where_its_reason_is_missing(of: Exam) -> None:
    first, second = rows.markers(of, "甲", "乙")
    client = office()
    assert '<details class="help" open' not in client.get(address(of)).content.decode()
    page = client.post(f"{address(of)}markers/{second.pk}/end/", {"reason": ""})
    told = page.content.decode()
    lines = told.partition('id="markers"')[2].split("<tr>")
    open_ones = [line for line in lines if '<details class="help" open' in line]
    assert (page.status_code, len(open_ones)) == (422, 1)
    assert f"/markers/{second.pk}/end/" in open_ones[0]
    assert "Please say why." in open_ones[0]
    assert not Marker.every.filter(ended_at__isnull=False).exists()
    assert first.pk in {one.user_id for one in Marker.every.all()}
