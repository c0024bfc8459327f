"""The parts of the frame that a process keeps: nobody is shown another one's name, token, place."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext, Template
from django.test import Client, RequestFactory, override_settings

from portal import clock
from portal.language import LARGE, TYPE_COOKIE
from portal.notices.models import Notice
from portal.people.models import Person
from portal.templatetags import parts
from tests.exams import rows

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    parts._kept.clear()


def reader(name: str) -> tuple[Client, Person]:
    person = rows.person()
    assert person.user
    person.user.display_name = name
    person.user.save()
    client = Client()
    client.force_login(person.user)
    return client, person


def read(client: Client, path: str = "/exams/") -> str:
    return client.get(path).content.decode()


def test_each_reader_sees_their_own_name_and_their_own_token() -> None:
    (zhou, _), (li, _) = reader("周桂芳"), reader("李<b>")
    first, second = read(zhou), read(li)
    assert ("周桂芳" in first, "周桂芳" in second) == (True, False)
    assert "李&lt;b&gt;" in second
    assert "李<b>" not in second
    assert len(set(TOKEN.findall(first))) == len(set(TOKEN.findall(second))) == 1
    assert set(TOKEN.findall(first)) != set(TOKEN.findall(second))
    assert not [page for page in (first, second) for hole in "\ue0f0\ue0f1\ue0f2" if hole in page]


def test_what_is_kept_is_drawn_once_and_holds_nobodys_words() -> None:
    client, _person = reader("周桂芳")
    read(client)
    kept = dict(parts._kept)
    read(client)
    assert parts._kept == kept
    assert not [text for text in kept.values() if "周桂芳" in text or TOKEN.search(text)]


def test_a_visitor_is_not_taken_for_somebody_signed_in() -> None:
    client, _person = reader("周桂芳")
    assert "/accounts/logout/" in read(client)
    page = read(Client(), "/accounts/login/")
    assert "/accounts/logout/" not in page
    assert "/accounts/login/" in page


def test_language_and_type_size_are_those_of_the_reader() -> None:
    client, _person = reader("周桂芳")
    chinese = read(client)
    client.cookies.load({"django_language": "en", TYPE_COOKIE: LARGE})
    english = read(client)
    assert ("退出" in chinese, "Sign out" in english, "退出" in english) == (True, True, False)
    assert 'name="type" value="large"' in chinese
    assert 'name="type" value="normal"' in english


def test_the_open_door_is_that_of_the_page_and_switches_lead_back_to_it() -> None:
    client, _person = reader("周桂芳")
    for path, tab in (("/exams/", "/exams/"), ("/desk/", "/desk/"), ("/exams/", "/exams/")):
        page = read(client, path)
        assert re.findall(r'href="([^"]+)" aria-current="page"', page) == [tab]
        assert set(re.findall(r'name="next" value="([^"]+)"', page)) == {path}
    assert 'name="next" value="/exams/?a=%22%3E"' in read(client, '/exams/?a=">')


def test_unread_messages_are_counted_anew() -> None:
    client, person = reader("周桂芳")
    assert 'class="tag tag--soft"' not in read(client)
    for number in (1, 2):
        Notice.objects.create(
            person=person, kind="x", key=f"k{number}", subject="s", text="t", created_at=clock.now()
        )
        assert f'<span class="tag tag--soft">{number}<' in read(client)


def test_another_setting_is_shown_at_once() -> None:
    client, _person = reader("周桂芳")
    assert "rmtj.example.gov.cn" in read(client)
    with override_settings(PUBLIC_URL="https://tiaojie.example.gov.cn"):
        assert "tiaojie.example.gov.cn" in read(client)


def test_words_of_one_page_stand_in_a_kept_part_and_are_not_kept() -> None:
    page = Template(
        '{% load parts %}{% part "exams/parts/elsewhere.html" elsewhere=True '
        "own_url=url own_place=n %}"
    )
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    pages = [
        page.render(RequestContext(request, {"url": url, "n": n}))
        for url, n in (("/exams/attempts/7/here/", 3), ('/">', 40))
    ]
    assert 'action="/exams/attempts/7/here/"' in pages[0]
    assert 'name="q" value="3"' in pages[0]
    assert 'action="/&quot;&gt;"' in pages[1]
    assert 'name="q" value="40"' in pages[1]
    assert len(parts._kept) == 1
    assert "attempts/7" not in "".join(parts._kept.values())


def test_a_full_memory_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 2)
    client, _person = reader("周桂芳")
    for path in ("/exams/", "/desk/", "/exams/"):
        assert "周桂芳" in read(client, path)
    assert len(parts._kept) <= 2
