"""The ledger of a person's hours at the desk."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from courses.models import ModulePage
from courses.training import crediting, ledger
from courses.training.choices import Form
from courses.training.models import HoursEntry
from portal.accounts import granting
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.people.models import Person
from tests.courses import rows

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def person() -> Person:
    return rows.learner(rows.committee())


@pytest.fixture
def module() -> ModulePage:
    return rows.module("water", title="相邻用水")


def credit(person: Person, source: str) -> HoursEntry:
    crediting.credit(person.pk, Form.ONLINE, source, Decimal(4), earned_on=DAY, actor_id=None)
    return HoursEntry.every.get(person=person, source=source)


def staff(person: Person, role: str) -> Client:
    user = granting.create_login(role, "a-long-password", "何敏", actor_id=None)
    granting.grant(user, role, person.organisation, actor_id=None)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    client.cookies["django_language"] = "en"
    return client


def read(client: Client, person: Person, status: int = 200, **typed: Any) -> str:
    url = f"/desk/hours/{person.pk}/"
    response = client.post(url, typed) if typed else client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_a_keeper_takes_hours_back_and_both_entries_are_shown(
    person: Person, module: ModulePage
) -> None:
    entry = credit(person, f"module:{module.pk}")
    hr = staff(person, "hr")
    assert "相邻用水" in read(hr, person)
    read(hr, person, 302, entry=entry.pk, reason="替人代学")
    page = read(hr, person)
    assert [page.count(words) for words in ("相邻用水", "替人代学", "Take back")] == [2, 1, 0]
    assert ledger.hours_of(person.pk) == ledger.NONE
    event = AuditEvent.objects.get(kind="hours.taken_back")
    assert (event.actor_id, event.place) == (
        User.objects.get(username="hr").pk,
        person.organisation.path,
    )


def test_a_reason_is_asked_for_and_takes_no_id_number(person: Person) -> None:
    entry = credit(person, "class:1")
    hr = staff(person, "hr")
    read(hr, person, 422, entry=entry.pk, reason=" ")
    page = read(hr, person, 422, entry=entry.pk, reason="记在 11010519491231002X 名下了")
    assert "记在 11010519491231002X 名下了" in page
    assert HoursEntry.every.count() == 1


def test_hours_taken_back_by_somebody_else_meanwhile_are_told(person: Person) -> None:
    entry = credit(person, "class:1")
    hr = staff(person, "hr")
    crediting.take_back(entry.pk, "重复登记", actor_id=None)
    read(hr, person, 302, entry=entry.pk, reason="重复登记")
    assert "These hours have been taken back already." in read(hr, person)
    assert HoursEntry.every.count() == 2


def test_a_clerk_reads_and_takes_nothing_back(person: Person) -> None:
    entry = credit(person, "class:1")
    clerk = staff(person, "clerk")
    assert "Take back" not in read(clerk, person)
    read(clerk, person, 404, entry=entry.pk, reason="不是这样")
    assert HoursEntry.every.count() == 1


def test_an_entry_of_somebody_else_is_not_there(person: Person) -> None:
    other = rows.learner(rows.committee("远山村调委会"), "外人")
    entry = credit(other, "class:1")
    hr = staff(person, "hr")
    read(hr, other, 404)
    for entry_id in (entry.pk, "x"):
        read(hr, person, 404, entry=entry_id, reason="不是这样")
    assert HoursEntry.every.count() == 1


def test_the_page_of_the_person_leads_there_for_who_reads_the_organisation(person: Person) -> None:
    hr = staff(person, "hr")
    assert (
        f'href="/desk/hours/{person.pk}/"' in hr.get(f"/desk/people/{person.pk}/").content.decode()
    )
