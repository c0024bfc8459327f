"""Editors choose an article in a modal: its statute first, then a number or words."""

import re
from typing import Any

import pytest
from django.test import Client

from courses.searching.indexing import index_statute
from courses.statutes.choosing import ArticleChooser
from courses.statutes.models import Article, Statute
from portal.accounts import granting
from tests.courses import rows

pytestmark = pytest.mark.django_db
MODAL = "/cms/article-chooser/"


@pytest.fixture
def judge(client: Client) -> Client:
    rows.library()
    index_statute(Statute.objects.get(slug="civil-code").pk)
    user = granting.create_login("judge", "a-long-password", "刘志远", actor_id=None)
    granting.grant(user, "instructor", rows.committee(), actor_id=None)
    client.force_login(user)
    return client


def found(judge: Client, address: str) -> list[str]:
    answer: Any = judge.get(address)
    assert answer.status_code == 200
    return [row.label for row in answer.context["results"]]


def test_the_modal_lists_the_articles_of_the_statute_with_their_words(judge: Client) -> None:
    answer = judge.get(f"{MODAL}?statute=civil-code")
    html = answer.json()["html"]
    assert answer.json()["step"] == "choose"
    for words in ("第二百八十八条", "第二百九十条", "条旨"):
        assert words in html
    assert found(judge, f"{MODAL}results/?statute=mediation-law") == []
    assert found(judge, f"{MODAL}results/") == []


@pytest.mark.parametrize(
    ("asked", "labels"),
    [("290", ["第二百九十条"]), ("第二百八十八条", ["第二百八十八条"]),
     ("290条的", ["第二百九十条"]), ("要旨 288", ["第二百八十八条"]), ("没有", []),
     ("%", []), ("'", []), ("长" * 101, None)],
)  # fmt: skip
def test_an_article_is_found_by_number_and_by_words(
    judge: Client, asked: str, labels: list[str] | None
) -> None:
    answer: Any = judge.get(f"{MODAL}results/", {"statute": "civil-code", "q": asked})
    assert answer.status_code == 200
    shown = [row.label for row in answer.context["results"]]
    assert shown == (["第二百八十八条", "第二百九十条"] if labels is None else labels)


def test_the_chosen_number_comes_with_a_preview(judge: Client) -> None:
    row = Article.objects.get(number=290)
    result = judge.get(f"{MODAL}chosen/{row.pk}/?statute=civil-code").json()["result"]
    assert result == {"id": "290", "title": "民法典 第二百九十条　第290条的要旨", "edit_url": None}


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30, "²"])
def test_what_is_no_article_is_not_found(judge: Client, pk: str) -> None:
    assert judge.get(f"{MODAL}chosen/{pk}/").status_code == 404


def test_nobody_makes_articles_here_and_visitors_stay_out(judge: Client) -> None:
    assert judge.get(f"{MODAL}create/").status_code == 404
    assert Client().get(MODAL).status_code == 302


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("290", "第二百九十条"),
        ("280-1", "第二百八十条之一"),
        ("第二百九十条", "第二百九十条"),
        ("x", "x"),
    ],
)
def test_a_stored_number_is_shown_in_words(value: str, title: str) -> None:
    data = ArticleChooser().get_value_data(value)
    assert data is not None
    assert (data["id"], data["title"]) == (value, title)
    assert ArticleChooser().get_value_data("") is None


def test_the_field_finds_the_statute_beside_it_at_whatever_depth() -> None:
    """The pattern is the browser's, on the id of the chooser's own element."""
    linked = ArticleChooser.linked_fields["statute"]
    for before in ("body-0-value-", "body-12-value-left-0-value-", "x-"):
        found = re.match(linked["match"], f"{before}article-chooser")
        assert found is not None
        assert found[0] + linked["append"] == f"{before}statute"


def test_the_editor_of_a_lesson_opens_with_the_chooser(judge: Client) -> None:
    address = f"/cms/pages/add/courses/lessonpage/{rows.module().pk}/"
    html = judge.get(address).content.decode()
    assert "article-chooser" in html
