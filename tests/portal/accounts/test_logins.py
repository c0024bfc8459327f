"""The screens of logins: who sees whom, and that each button does what it says."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.accounts import inviting, throttling
from portal.accounts.choices import Role
from portal.accounts.models import Invitation, RoleGrant, User
from portal.accounts.scoping import scope_of
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def admin(city: City) -> Client:
    return signed_in(login("admin", Role.ADMIN, city["centre"]))


@pytest.fixture
def clerk(city: City) -> Client:
    return signed_in(login("clerk", Role.CLERK, city["town"]))


def test_a_clerk_sees_the_logins_of_his_people_only(city: City, clerk: Client) -> None:
    person("这里人", city["town"], login("here"))
    away = login("away")
    person("别处人", city["other"], away)
    page = clerk.get("/desk/logins/").content.decode()
    assert ">here<" in page
    assert ">away<" not in page
    assert ">admin<" not in page
    assert clerk.get(f"/desk/logins/{away.pk}/").status_code == 404
    for act in ("disable", "enable", "reset", "unlock", "password", "give"):
        assert clerk.post(f"/desk/logins/{away.pk}/{act}/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    "role", ["instructor", "officer", "author", "reviewer", "marker", "auditor"]
)
def test_for_other_roles_and_trainees_the_screens_do_not_exist(city: City, role: str) -> None:
    for browser in (signed_in(login("x", role, city["centre"])), signed_in(login("trainee"))):
        for address in ("", "invitations/", "invite/", "invite/staff/", "sheets/?i=1"):
            assert browser.get(f"/desk/logins/{address}").status_code == 404


def test_the_list_is_filtered(city: City, admin: Client) -> None:
    login("zheng", Role.OFFICER, city["town"])
    gone = login("gone", Role.CLERK, city["town"])
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for query, names in (
        ("q=ZHE", ["zheng"]),
        ("role=clerk", ["gone"]),
        ("state=disabled", ["gone"]),
        ("q=nobody", []),
    ):
        page = admin.get(f"/desk/logins/?{query}").content.decode()
        assert [
            name
            for name in ("zheng", "gone")
            if f"<td>{name}</td>" in page or f">{name}</td>" in page
        ] == names


def test_the_list_asks_as_often_for_many_as_for_few(
    city: City, admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    login("a", Role.CLERK, city["town"])
    admin.get("/desk/logins/")
    with django_assert_num_queries(6):
        admin.get("/desk/logins/")
    for name in ("b", "c"):
        row = login(name, Role.CLERK, city["town"])
        person(f"{name}人", city["town"], row)
    with django_assert_num_queries(6):
        admin.get("/desk/logins/")


def test_a_role_is_given_and_ended_on_the_page(city: City, admin: Client) -> None:
    user = login("sun", Role.CLERK, city["town"])
    address = f"/desk/logins/{user.pk}/"
    typed = {"role": "hr", "organisation": city["town"].pk, "reason": "兼任"}
    assert admin.post(f"{address}give/", typed).headers["Location"] == address
    assert admin.post(f"{address}give/", typed).status_code == 422
    assert admin.post(f"{address}give/", typed | {"reason": ""}).status_code == 422
    row = RoleGrant.objects.get(user=user, role="hr")
    assert admin.post(f"{address}take/{row.pk}/", {"reason": ""}).status_code == 422
    assert admin.post(f"{address}take/{row.pk}/", {"reason": "免去"}).headers["Location"] == address
    assert admin.post(f"{address}take/{row.pk}/", {"reason": "免去"}).status_code == 422
    assert "免去" in admin.get(address).content.decode()


def test_a_city_administrator_is_offered_no_role_he_may_not_give(city: City) -> None:
    browser = signed_in(login("mayor", Role.CITY, city["centre"]))
    user = login("sun", Role.CLERK, city["town"])
    page = browser.get(f"/desk/logins/{user.pk}/").content.decode()
    assert 'value="admin"' not in page
    typed = {"role": "admin", "organisation": city["town"].pk, "reason": "升"}
    assert browser.post(f"/desk/logins/{user.pk}/give/", typed).status_code == 422
    assert RoleGrant.objects.filter(role="admin").count() == 0


def test_a_login_is_disabled_with_a_reason_and_opened_again(city: City, admin: Client) -> None:
    user = login("sun", Role.CLERK, city["town"])
    address = f"/desk/logins/{user.pk}/"
    assert admin.post(f"{address}disable/", {"reason": " "}).status_code == 422
    assert admin.post(f"{address}disable/", {"reason": "调离"}).status_code == 302
    assert admin.post(f"{address}disable/", {"reason": "调离"}).status_code == 422
    assert not User.objects.get(pk=user.pk).is_active
    assert admin.post(f"{address}enable/", {"reason": "调回"}).status_code == 302
    assert admin.post(f"{address}reset/", {"reason": "换手机"}).status_code == 422
    assert admin.post(f"{address}explode/", {"reason": "x"}).status_code == 404


def test_a_locked_login_is_unlocked(city: City, clerk: Client) -> None:
    user = login("zhou")
    person("周桂芳", city["town"], user)
    for _ in range(5):
        throttling.take(throttling.account(user.pk))
    assert "/unlock/" in clerk.get(f"/desk/logins/{user.pk}/").content.decode()
    clerk.post(f"/desk/logins/{user.pk}/unlock/")
    assert not throttling.is_locked(user.pk)


def test_nobody_acts_on_the_own_login(city: City, admin: Client) -> None:
    own = User.objects.get(username="admin")
    page = admin.get(f"/desk/logins/{own.pk}/").content.decode()
    assert "/give/" not in page
    assert "/disable/" not in page
    for act in ("disable", "unlock", "password"):
        assert admin.post(f"/desk/logins/{own.pk}/{act}/", {"reason": "x"}).status_code == 422


def test_people_are_invited_and_their_sheets_shown(city: City, clerk: Client) -> None:
    rows = [person("周桂芳", city["town"]), person("李明", city["town"])]
    away = person("别处人", city["other"])
    page = clerk.get("/desk/logins/invite/").content.decode()
    assert "周桂芳" in page
    assert "别处人" not in page
    reply = clerk.post("/desk/logins/invite/", {"person": [rows[0].pk, rows[1].pk, away.pk, "x"]})
    sheets = clerk.get(reply.headers["Location"]).content.decode()
    assert Invitation.objects.count() == 2
    assert sheets.count("data:image/svg+xml") == 2
    again = clerk.post("/desk/logins/invite/", {"person": [rows[0].pk]})
    assert again.status_code == 302
    assert Invitation.objects.count() == 2
    assert clerk.post("/desk/logins/invite/", {"person": [away.pk]}).status_code == 422


def test_staff_are_invited_by_administrators(city: City, admin: Client, clerk: Client) -> None:
    typed = {
        "name": "郑国平",
        "email": "",
        "role": "officer",
        "organisation": city["town"].pk,
        "reason": "新任",
    }
    assert admin.get("/desk/logins/invite/staff/").status_code == 200
    reply = admin.post("/desk/logins/invite/staff/", typed)
    assert "郑国平" in admin.get(reply.headers["Location"]).content.decode()
    assert admin.post("/desk/logins/invite/staff/", typed | {"reason": ""}).status_code == 422
    assert clerk.post("/desk/logins/invite/staff/", typed).status_code == 404


def test_neither_role_nor_place_is_chosen_beforehand(admin: Client) -> None:
    page = admin.get("/desk/logins/invite/staff/").content.decode()
    assert page.count('<option value="" selected>') == 2
    said = admin.post("/desk/logins/invite/staff/", {"name": "郑国平", "reason": "新任"})
    assert sorted(said.context["form"].errors) == ["organisation", "role"]


def test_open_invitations_are_listed_drawn_anew_and_withdrawn(city: City, clerk: Client) -> None:
    scope = scope_of(User.objects.get(username="clerk"))
    row = inviting.invite_person(person("周桂芳", city["town"]), by=scope)
    assert "周桂芳" in clerk.get("/desk/logins/invitations/").content.decode()
    before = row.seed
    assert clerk.post(f"/desk/logins/invitations/{row.pk}/renew/").status_code == 302
    row.refresh_from_db()
    assert row.seed != before
    clerk.post(f"/desk/logins/invitations/{row.pk}/withdraw/")
    assert "周桂芳" not in clerk.get("/desk/logins/invitations/").content.decode()
    assert clerk.get(f"/desk/logins/sheets/?i={row.pk}").status_code == 404


def test_a_sheet_for_a_new_password(city: City, clerk: Client) -> None:
    user = login("zhou")
    person("周桂芳", city["town"], user)
    reply = clerk.post(f"/desk/logins/{user.pk}/password/")
    assert "zhou" in clerk.get(reply.headers["Location"]).content.decode()
