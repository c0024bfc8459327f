"""Requests about the own data: asked once, answered once, by somebody else who may."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal import clock
from portal.accounts import granting
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditBody, AuditEvent
from portal.clock import CITY_ZONE
from portal.notices.models import Notice
from portal.people import asking, erasing
from portal.people.asking import AskingRefused, answer, ask, withdraw
from portal.people.checks import requests_are_answered_in_time
from portal.people.models import Organisation, Person, PrivacyRequest
from portal.scope import Scope
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 26, 10, tzinfo=CITY_ZONE)


@pytest.fixture
def centre() -> Organisation:
    return rows.centre()


@pytest.fixture
def person(centre: Organisation) -> Person:
    return rows.person(rows.below(centre, "青石镇"))


def staff(place: Organisation, role: str = "hr") -> Scope:
    user = rows.login(role)
    granting.grant(user, role, place, actor_id=None)
    return scope_of(user)


def fresh(row: PrivacyRequest) -> PrivacyRequest:
    return PrivacyRequest.every.get(pk=row.pk)


def test_the_answer_is_due_fifteen_working_days_after_the_day_asked(person: Person) -> None:
    with clock.at(THURSDAY):
        row = ask(person, "correct", "生日写错了", actor_id=None)
    assert (row.due_on.isoformat(), row.state) == ("2026-12-17", "asked")
    event = AuditEvent.objects.get(kind="privacy.asked")
    assert event.place == person.organisation.path
    assert event.body.data == {"person": person.pk, "wish": "correct"}


def test_the_same_wish_waits_once_and_may_come_again_after_its_answer(
    person: Person, centre: Organisation
) -> None:
    first = ask(person, "copy", "", actor_id=None)
    ask(person, "explain", "为什么要生日", actor_id=None)
    with pytest.raises(AskingRefused, match="asked for this already"):
        ask(person, "copy", "再来一次", actor_id=None)
    answer(first, "answered", "已当面交付", by=staff(centre))
    assert ask(person, "copy", "", actor_id=None).pk != first.pk


@pytest.mark.parametrize("state", ["answered", "refused"])
def test_an_answer_closes_the_request_and_is_told(
    person: Person, centre: Organisation, state: str
) -> None:
    row = ask(person, "erase", "请删除电话", actor_id=None)
    by = staff(centre, "city")
    answer(row, state, "仍在任职，暂不能删除。", by=by)
    closed = fresh(row)
    assert (closed.state, closed.answer) == (state, "仍在任职，暂不能删除。")
    assert (closed.closed_by_id, closed.closed_at is not None) == (by.user_id, True)
    notice = Notice.objects.unscoped("test").get(person=person)
    assert (notice.kind, notice.link) == ("privacy.closed", "/desk/my-data/")
    assert AuditEvent.objects.filter(kind=f"privacy.{state}", actor_id=by.user_id).count() == 1


def test_words_of_the_person_do_not_enter_the_trail(person: Person, centre: Organisation) -> None:
    row = ask(person, "explain", "只有我知道的话", actor_id=None)
    answer(row, "refused", "只给本人的话", by=staff(centre))
    kept = [f"{body.reason}{body.data}" for body in AuditBody.objects.all()]
    assert not any("的话" in one for one in kept)


def test_an_answer_is_refused_with_the_reason(person: Person, centre: Organisation) -> None:
    row = ask(person, "copy", "", actor_id=None)
    by = staff(centre)
    own = Scope(user_id=by.user_id, person_id=person.pk, places=by.places)
    elsewhere = staff(rows.below(centre, "东关街道"), "admin")
    clerk = staff(centre, "clerk")
    for state, words, scope, said in (
        ("answered", "  ", by, "write the answer"),
        ("withdrawn", "好", by, "answered or refused"),
        ("answered", "好", own, "your own"),
        ("answered", "好", elsewhere, "may not answer"),
        ("answered", "好", clerk, "may not answer"),
    ):
        with pytest.raises(AskingRefused, match=said):
            answer(row, state, words, by=scope)
    assert fresh(row).state == "asked"


def test_the_second_hand_is_told_that_it_is_closed(person: Person, centre: Organisation) -> None:
    row = ask(person, "copy", "", actor_id=None)
    withdraw(row, actor_id=None)
    assert fresh(row).state == "withdrawn"
    with pytest.raises(AskingRefused, match="closed already"):
        withdraw(row, actor_id=None)
    with pytest.raises(AskingRefused, match="closed already"):
        answer(row, "answered", "好", by=staff(centre))
    assert not Notice.objects.unscoped("test").exists()
    kinds = AuditEvent.objects.filter(kind__startswith="privacy.").order_by("pk")
    assert [event.kind for event in kinds] == ["privacy.asked", "privacy.withdrawn"]


def test_the_database_keeps_state_and_moment_together(person: Person) -> None:
    row = ask(person, "copy", "", actor_id=None)
    rows_of_it = PrivacyRequest.every.filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_of_it.update(state="answered")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows_of_it.update(closed_at=clock.now())


def test_doctor_warns_of_a_request_beyond_its_day(person: Person, centre: Organisation) -> None:
    row = ask(person, "copy", "", actor_id=None)
    assert requests_are_answered_in_time().ok
    with clock.at(clock.now() + timedelta(days=40)):
        assert asking.overdue(PrivacyRequest.every.all()).get() == row
        found = requests_are_answered_in_time()
        assert (found.ok, found.failed, found.example) == (False, False, str(row.pk))
        answer(row, "answered", "好", by=staff(centre))
        assert requests_are_answered_in_time().ok


def test_an_erasure_takes_the_words_and_leaves_the_request(person: Person) -> None:
    row = ask(person, "erase", "请删除我的电话", actor_id=None)
    assert ("words of requests about the own data", 1) in erasing.plan(person).goes
    assert asking.forget_person(person.pk) == 1
    kept = fresh(row)
    assert (kept.text, kept.wish, kept.state) == ("", "erase", "asked")
    assert ("words of requests about the own data", 0) in erasing.plan(person).goes
