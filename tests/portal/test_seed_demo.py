"""The demo city comes whole or not at all, and never among real people."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.accounts import granting
from portal.accounts.models import User
from portal.people import demo, organising
from portal.people.models import Organisation, Person


@pytest.fixture
def short_demo(settings: Any) -> None:
    settings.DEMO_MODULES = ["portal.people.demo", "portal.accounts.demo"]


def found_a_court() -> None:
    organising.found_organisation("某市人民法院", "法院", "court", below=None, actor_id=None)


@pytest.mark.django_db
def test_the_demo_city_is_loaded_once(short_demo: None) -> None:
    call_command("seed_demo")
    people = Person.every.count()
    call_command("seed_demo")
    assert Person.every.count() == people == len(demo.city()["people"])


@pytest.mark.django_db
def test_a_city_with_organisations_of_its_own_is_left_alone(short_demo: None) -> None:
    found_a_court()
    with pytest.raises(CommandError, match="empty database"):
        call_command("seed_demo")
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_an_administrator_of_somebody_elses_is_left_alone(short_demo: None) -> None:
    granting.create_login("admin", "a-pass-phrase-9", "管理员", actor_id=None)
    with pytest.raises(CommandError, match="empty database"):
        call_command("seed_demo")
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_settings_may_forbid_it(short_demo: None, settings: Any) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="these settings forbid it"):
        call_command("seed_demo")
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broken_run_leaves_nothing(short_demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("portal.accounts.demo.seed", broken)
    with pytest.raises(ZeroDivisionError):
        call_command("seed_demo")
    assert not Organisation.objects.exists()
    assert not Person.every.exists()
