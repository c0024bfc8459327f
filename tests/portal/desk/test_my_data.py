"""One's own data: the page, the copy, and how often a day."""

import io
import zipfile

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db
PAGE = "/desk/my-data/"


@pytest.fixture
def zhou(client: Client, city: City) -> User:
    user = login("guifang")
    person("周桂芳", city["town"], user)
    client.force_login(user)
    return user


def test_the_person_takes_a_copy(client: Client, zhou: User) -> None:
    assert "我的资料" in client.get("/desk/").content.decode()
    assert "15 个工作日" in client.get(PAGE).content.decode()
    answer = client.post(PAGE)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["data.json", "data.html"]
        assert "周桂芳" in archive.read("data.json").decode()
        assert "周桂芳" in archive.read("data.html").decode()
    event = AuditEvent.objects.get(kind="person.data_handed_over")
    assert event.actor_id == zhou.pk


def test_enough_copies_a_day(client: Client, zhou: User) -> None:
    answers = [client.post(PAGE).status_code for _time in range(6)]
    assert answers == [200] * 5 + [302]
    assert "请明天再来" in client.get(PAGE).content.decode()


def test_a_login_without_a_person_has_no_such_page(client: Client, city: City) -> None:
    client.force_login(login("hr", "hr", city["town"]))
    assert client.get(PAGE).status_code == 404
