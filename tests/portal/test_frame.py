"""The frame of every page: both languages, the two switches, nothing inline, a way for keys."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from portal.language import LARGE, TYPE_COOKIE

PUBLIC = ["/", "/notices/", "/accounts/login/", "/no-such-page/"]
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=[\"']", re.IGNORECASE)


class Outline(HTMLParser):
    """Ids, headings and landmarks of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]


def _page(client: Client, path: str, **cookies: str) -> str:
    client.cookies.load(cookies)
    return client.get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_answers_in_the_chosen_language(client: Client, path: str, language: str) -> None:
    client.cookies.load({"django_language": language})
    answer = client.get(path)
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_chinese_is_the_default_whatever_the_browser_prefers(client: Client, path: str) -> None:
    page = client.get(path, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="zh-hans"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_is_inline_and_ids_are_unique(client: Client, path: str) -> None:
    page = _page(client, path)
    outline = Outline(page)
    assert INLINE.findall(page) == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.tags.count("h1") == 1
    assert outline.tags.count("main") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_the_first_link_leads_to_the_content(client: Client, path: str) -> None:
    page = _page(client, path)
    assert page.index('class="skip" href="#main"') < page.index("<header")
    assert 'id="main"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_both_switches_are_on_every_page_and_lead_back_to_it(client: Client, path: str) -> None:
    page = _page(client, path)
    for address in ("/language/", "/type/"):
        assert f'action="{address}"' in page
    assert f'<input type="hidden" name="next" value="{path}">' in page


@pytest.mark.django_db
def test_the_page_keeps_its_query_when_the_language_is_switched(client: Client) -> None:
    page = _page(client, "/notices/?page=1")
    assert 'name="next" value="/notices/?page=1"' in page


@pytest.mark.django_db
def test_large_type_is_a_class_of_the_page(client: Client) -> None:
    assert 'class="large"' not in _page(client, "/")
    assert 'class="large"' in _page(client, "/", **{TYPE_COOKIE: LARGE})


@pytest.mark.parametrize("address", ["/language/", "/type/"])
@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""],
)
def test_a_switch_leads_nowhere_else(client: Client, address: str, target: str) -> None:
    answer: Any = client.post(address, {"next": target, "language": "en", "type": LARGE})
    assert answer.url == "/"


def test_the_language_is_kept_for_a_year_and_out_of_reach_of_scripts(client: Client) -> None:
    answer: Any = client.post("/language/", {"next": "/notices/", "language": "en"})
    cookie = answer.cookies["django_language"]
    assert (answer.url, cookie.value, cookie["httponly"]) == ("/notices/", "en", True)
    assert cookie["max-age"] == 365 * 24 * 3600


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert not client.post("/language/", {"next": "/", "language": "tlh"}).cookies


def test_large_type_is_taken_back_by_the_same_switch(client: Client) -> None:
    client.post("/type/", {"next": "/", "type": LARGE})
    assert client.cookies[TYPE_COOKIE].value == LARGE
    client.post("/type/", {"next": "/", "type": "normal"})
    assert client.cookies[TYPE_COOKIE].value == ""


@pytest.mark.django_db
def test_the_door_behind_which_one_stands_is_marked(client: Client) -> None:
    page = _page(client, "/notices/")
    assert page.count('href="/notices/" aria-current="page"') == 2
    assert 'href="/" aria-current="page"' not in page
