"""The first page after signing in, for a trainee, for staff, for a login that is nobody yet."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal import hooks
from portal.accounts import granting
from portal.accounts.models import User
from portal.desk.views import one_stage_now
from portal.hooks import Card, MenuEntry, NextStep
from portal.people.choices import OrganisationKind, Sex
from portal.people.models import Organisation
from portal.people.organising import found_organisation
from portal.people.recording import register_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Organisation:
    return found_organisation("柳溪村", "柳溪", OrganisationKind.VILLAGE, below=None, actor_id=None)


@pytest.fixture
def login() -> User:
    return granting.create_login("guifang", "a-long-password", "周桂芳", actor_id=None)


@pytest.fixture
def trainee(client: Client, login: User, village: Organisation) -> Client:
    holder = register_person(
        "周桂芳", village, sex=Sex.FEMALE, birth_date=date(1971, 3, 8), latin_name="", phone="",
        actor_id=None,
    )  # fmt: skip
    granting.link_person(login, holder, actor_id=None)
    client.force_login(login)
    return client


@pytest.fixture
def clerk(client: Client, login: User, village: Organisation) -> Client:
    granting.grant(login, "clerk", village, actor_id=None)
    client.force_login(login)
    return client


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk as it is before other apps hang anything into it."""
    for name in ("_steps", "_cards", "_menu"):
        monkeypatch.setattr(hooks, name, [])


def step(order: int) -> Callable[[hooks.Visit], NextStep]:
    return lambda _visit: NextStep(order, f"第{order}步", "", "/learn/", "接着学", 1, 4)


def card(order: int) -> Callable[[hooks.Visit], Card]:
    return lambda _visit: Card(order, "components/note.html", {}, f"card{order}.css")


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"


def test_a_trainee_is_greeted_by_name_and_unit(trainee: Client) -> None:
    page = trainee.get("/desk/").content.decode()
    assert "周桂芳" in page
    assert "柳溪村" in page
    assert 'class="tabs"' in page


def test_the_first_of_several_steps_is_the_one_filled_card(trainee: Client) -> None:
    hooks.next_step(step(20))
    hooks.next_step(step(10))
    page = trainee.get("/desk/").content.decode()
    assert page.count("card--filled") == 1
    assert "第10步" in page
    assert "第20步" not in page
    assert '<progress value="1" max="4"' in page


def test_cards_stand_in_their_order_and_bring_their_style(trainee: Client) -> None:
    hooks.desk_card(card(2))
    hooks.desk_card(card(1))
    page = trainee.get("/desk/").content.decode()
    assert page.index("card1.css") < page.index("card2.css")


def test_a_login_that_is_nobody_yet_learns_whom_to_ask(client: Client, login: User) -> None:
    client.force_login(login)
    page = client.get("/desk/").content.decode()
    assert 'class="empty"' in page
    assert 'class="tabs"' not in page


def test_staff_get_the_staff_frame_with_their_menu_only(clerk: Client) -> None:
    hooks.menu_entry(MenuEntry(1, "花名册", "verify", "tree", ("clerk",)))
    hooks.menu_entry(MenuEntry(2, "考务", "desk", "exam", ("officer",)))
    hooks.menu_entry(MenuEntry(3, "还没有的", "no_such_url", "exam", ("clerk",)))
    page = clerk.get("/desk/").content.decode()
    assert 'class="desk"' in page
    assert "考务" not in page
    assert "还没有的" not in page


def test_staff_without_a_menu_are_told_where_to_go(clerk: Client) -> None:
    assert 'class="empty"' in clerk.get("/desk/").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_desk_speaks_both_languages(trainee: Client, language: str) -> None:
    trainee.cookies["django_language"] = language
    assert f'<html lang="{language}"' in trainee.get("/desk/").content.decode()


def test_the_desk_itself_takes_few_queries(
    trainee: Client, django_assert_max_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(hooks, "_stages", [])
    with django_assert_max_num_queries(6):
        trainee.get("/desk/")


def test_one_stands_at_the_first_stage_under_way() -> None:
    stages: list[tuple[int, str, hooks.PathState]] = [
        (10, "a", "done"), (20, "b", "now"), (30, "c", "now"), (40, "d", "next"),
    ]  # fmt: skip
    assert one_stage_now(stages) == [("a", "done"), ("b", "now"), ("c", "next"), ("d", "next")]
