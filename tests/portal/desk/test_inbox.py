"""The inbox of whoever is signed in: own messages only, read one by one or all at once."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.notices.models import Notice
from portal.notices.telling import tell
from portal.notices.wording import Wording
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db
HELLO = Wording("test.hello", "Messages", "%(day)s")


@pytest.fixture
def reader(client: Client, city: City) -> User:
    user = login("guifang")
    person("周桂芳", city["town"], user)
    client.force_login(User.objects.get(pk=user.pk))
    return User.objects.get(pk=user.pk)


def told(user: User, key: str = "1", *, as_person: bool = False) -> Notice:
    to: dict[str, Any] = {"person_id": user.person.pk} if as_person else {"user_id": user.pk}
    tell(HELLO, key=key, facts={"day": date(2026, 11, 25)}, link="/learn/", **to)
    return Notice.objects.unscoped("test").get(key=key, **to)


def test_the_inbox_holds_what_was_told_to_the_person_and_to_the_login(
    client: Client, reader: User
) -> None:
    told(reader), told(reader, as_person=True)
    page = client.get("/desk/notices/").content.decode()
    assert page.count("/desk/notices/1") + page.count("lines__link") >= 2
    assert "2条消息未读" in page


def test_opening_a_message_reads_it(client: Client, reader: User) -> None:
    notice = told(reader)
    address = f"/desk/notices/{notice.pk}/"
    client.head(address)
    notice.refresh_from_db()
    assert notice.read_at is None
    page = client.get(address).content.decode()
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "2026年11月25日" in page
    assert 'href="/learn/"' in page


def test_all_are_read_at_once(client: Client, reader: User) -> None:
    told(reader), told(reader, "2")
    answer = client.post("/desk/notices/all/", follow=True)
    assert Notice.objects.unscoped("test").filter(read_at__isnull=True).count() == 0
    assert "全部消息已标为已读" in answer.content.decode()
    assert "已标为" not in client.post("/desk/notices/all/", follow=True).content.decode()


def test_other_peoples_messages_do_not_exist(client: Client, reader: User, city: City) -> None:
    other = told(login("other", Role.ADMIN, city["centre"]))
    assert client.get(f"/desk/notices/{other.pk}/").status_code == 404
    assert "这里还没有消息" in client.get("/desk/notices/").content.decode()


def test_the_masthead_counts_and_the_desk_shows_what_is_unread(
    client: Client, reader: User
) -> None:
    assert "新消息" not in client.get("/desk/").content.decode()
    told(reader)
    page = client.get("/desk/").content.decode()
    assert "新消息" in page
    assert '<span class="tag tag--soft">1<span class="visually-hidden"> 未读</span></span>' in page


def test_whoever_is_given_a_role_reads_so_in_the_frame_of_the_staff(
    client: Client, reader: User, city: City
) -> None:
    root = scope_of(login("root", Role.ADMIN, city["centre"]))
    granting.give(reader, Role.HR, city["town"], by=root, reason="接替")
    client.force_login(User.objects.get(pk=reader.pk))
    page = client.get("/desk/notices/").content.decode()
    assert "您有了新的角色" in page
    assert "desk-bar" in page
