"""Assisted entry: seen as the person, recorded as the clerk for the person, never in an exam."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from portal import clock
from portal.accounts import assisting, granting
from portal.accounts.choices import Role
from portal.accounts.models import AssistedEntry, RoleGrant, User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditBody, AuditEvent
from portal.people.models import Person
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def zhou(city: City) -> Person:
    return person("周桂芳", city["town"])


@pytest.fixture
def clerk(city: City) -> User:
    return login("clerk", Role.ASSISTANT, city["town"])


@pytest.fixture
def browser(clerk: User) -> Client:
    browser = Client()
    browser.force_login(clerk)
    return browser


def begin(browser: Client, who: Person) -> int:
    return browser.post(f"/desk/logins/assist/{who.pk}/").status_code


def test_the_clerk_sees_the_persons_desk_under_a_banner(browser: Client, zhou: Person) -> None:
    assert "周桂芳" in browser.get("/desk/logins/assist/").content.decode()
    assert begin(browser, zhou) == 302
    for address in ("/desk/", "/", "/learn/"):
        assert "您正在为周桂芳帮办" in browser.get(address).content.decode()
    assert browser.get("/desk/logins/assist/").status_code == 404


def test_what_is_recorded_meanwhile_names_the_clerk_and_the_person(
    browser: Client, clerk: User, zhou: Person
) -> None:
    begin(browser, zhou)
    browser.post("/accounts/assist/end/")
    kinds = AuditEvent.objects.filter(kind__startswith="assisting.").order_by("pk")
    assert list(kinds.values_list("kind", "actor_id")) == [
        ("assisting.begun", clerk.pk),
        ("assisting.ended", clerk.pk),
    ]
    body = AuditBody.objects.get(event__kind="assisting.ended")
    assert body.data == {"for_person": zhou.pk}


def test_after_the_button_nothing_is_recorded_so_any_more(
    browser: Client, city: City, zhou: Person
) -> None:
    begin(browser, zhou)
    assert "为自己" in browser.post("/accounts/assist/end/", follow=True).content.decode()
    assert "帮办。您所做" not in browser.get("/desk/").content.decode()
    granting.grant(login("x"), Role.CLERK, city["town"], actor_id=None)
    assert AuditBody.objects.get(event__kind="role.granted", data__role="clerk").data == {
        "role": "clerk"
    }


def test_it_ends_by_itself_after_half_an_hour(browser: Client, clerk: User, zhou: Person) -> None:
    with clock.at(NOON):
        browser.force_login(clerk)
        begin(browser, zhou)
    with clock.at(NOON + timedelta(minutes=29)):
        assert "您正在为周桂芳帮办" in browser.get("/desk/").content.decode()
    with clock.at(NOON + timedelta(minutes=30)):
        assert "您正在为周桂芳帮办" not in browser.get("/desk/").content.decode()


def test_it_ends_with_the_role(browser: Client, clerk: User, zhou: Person) -> None:
    begin(browser, zhou)
    granting.end(RoleGrant.objects.get(user=clerk).pk, actor_id=None, reason="test")
    assert "您正在为周桂芳帮办" not in browser.get("/desk/").content.decode()


@pytest.mark.parametrize(
    "address", ["/exams/", "/exams/mine/", "/exams/1/start/", "/accounts/password/", "/cms/"]
)
def test_exams_and_the_clerks_own_login_are_excluded(
    browser: Client, zhou: Person, address: str
) -> None:
    begin(browser, zhou)
    for reply in (browser.get(address), browser.post(address)):
        assert reply.status_code == 403
        assert "本人" in reply.content.decode()


def test_the_copy_of_the_data_goes_to_the_person_alone(browser: Client, zhou: Person) -> None:
    begin(browser, zhou)
    assert "下载" not in browser.get("/desk/my-data/").content.decode()
    reply = browser.post("/desk/my-data/")
    assert reply.status_code == 403
    assert "须由周桂芳本人" in reply.content.decode()
    assert not AuditEvent.objects.filter(kind="person.data_handed_over").exists()
    wish = {"wish": "explain", "text": "请说明。"}
    assert browser.post("/desk/my-data/ask/", wish).status_code == 302


def test_nobody_elsewhere_and_not_oneself(browser: Client, city: City, clerk: User) -> None:
    away, own = person("别处", city["other"]), person("孙海燕", city["town"], clerk)
    assert begin(browser, away) == 404
    begin(browser, own)
    assert AssistedEntry.objects.count() == 0
    with pytest.raises(assisting.AssistRefused):
        assisting.begin(away, by=scope_of(clerk), session=browser.session)


def test_without_the_role_the_page_does_not_exist(city: City, zhou: Person) -> None:
    browser = Client()
    browser.force_login(login("hr", Role.HR, city["centre"]))
    assert browser.get("/desk/logins/assist/").status_code == 404
    assert begin(browser, zhou) == 404


def test_a_second_person_ends_the_first(
    browser: Client, city: City, clerk: User, zhou: Person
) -> None:
    begin(browser, zhou)
    browser.post("/accounts/assist/end/")
    begin(browser, zhou)
    other = person("李明", city["town"])
    assisting.begin(other, by=scope_of(clerk), session=browser.session)
    entry = AssistedEntry.objects.get(ended_at=None)
    assert entry.person == other
