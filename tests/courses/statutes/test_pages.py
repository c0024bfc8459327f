"""The public pages of the law library."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.safestring import mark_safe
from pytest_django import DjangoAssertNumQueries
from wagtail.rich_text import RichText

from courses.statutes.importing import Gist, import_files, put_gists
from courses.statutes.models import Article, StatuteVersion
from courses.statutes.templatetags.statutes import cited, cited_rich, highlighted
from courses.statutes.titles import BY_SLUG, KnownStatute
from tests.courses.statutes.texts import BOOK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    path.write_text(BOOK, encoding="utf-8")
    import_files([path])
    known, day = BY_SLUG["civil-code"], date(2020, 5, 28)
    gist = Gist("civil-code", 680, "利息没写清", "要旨的话 <b>")
    put_gists(known, [gist], adopted_on=day, in_force_on=None)


def page(client: Client, url: str, status: int = 200, language: str = "zh-hans") -> str:
    client.cookies["django_language"] = language
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_library_lists_statutes_with_their_articles(client: Client, language: str) -> None:
    assert 'href="/law/civil-code/"' in page(client, "/law/", language=language)
    contents = page(client, "/law/civil-code/", language=language)
    assert contents.count('href="/law/civil-code/') == 3


def test_an_article_shows_its_place_and_its_neighbours(client: Client) -> None:
    text = page(client, "/law/civil-code/290/")
    assert "自己写的第二句话" in text
    assert "物权编" in text
    assert 'rel="prev" href="/law/civil-code/289/"' in text
    assert 'rel="next" href="/law/civil-code/680/"' in text


def test_a_gist_is_marked_and_escaped(client: Client) -> None:
    text = page(client, "/law/civil-code/680/", language="en")
    assert "Gist, not the text of the law" in text
    assert "要旨的话 &lt;b&gt;" in text
    assert "Gist" not in page(client, "/law/civil-code/290/", language="en")


@pytest.mark.parametrize(
    "url",
    ["/law/nothing/", "/law/civil-code/5/", "/law/civil-code/0/", "/law/civil-code/290-1/",
     "/law/civil-code/99999/"],
)  # fmt: skip
def test_what_the_library_does_not_hold_is_not_found(client: Client, url: str) -> None:
    page(client, url, status=404)


def test_the_box_leads_to_the_search_among_articles(client: Client) -> None:
    text = page(client, "/law/")
    form = text.partition('<form class="law-find"')[2].partition("</form>")[0]
    assert 'method="post" action="/search/"' in form
    assert '<input type="hidden" name="kind" value="article">' in form
    answer = client.post("/search/", {"q": "290", "kind": "article"}, follow=True)
    assert answer.redirect_chain == [("/search/?q=290&kind=article", 302)]


def test_an_address_with_words_leads_to_the_search_with_them(client: Client) -> None:
    answer = client.get("/law/", {"q": "自然 流向&<"})
    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked == {"q": ["自然 流向&<"], "kind": ["article"]}
    assert client.get("/law/", {"q": " "}).status_code == 200


def test_the_list_asks_the_same_number_of_questions_for_one_and_three_statutes(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1) as one:
        client.get("/law/")
    for number in (1, 2):
        known = KnownStatute(f"law-{number}", f"试验法{number}", f"试验法{number}")
        put_gists(known, [Gist(known.slug, 1, "", "话")], adopted_on=None, in_force_on=None)
    with django_assert_num_queries(len(one)):
        client.get("/law/")


def test_citations_become_links_to_articles_that_exist() -> None:
    assert cited("见《民法典》第二百九十条和第五条") == (
        '见<a class="cite" href="/law/civil-code/290/">《民法典》第二百九十条</a>和第五条'
    )


def test_a_repealed_law_is_marked_and_leads_to_the_part_that_took_over() -> None:
    with translation.override("en"):
        text = cited("《物权法》第八十四条说要和睦")
    assert text == (
        '<a class="cite cite--repealed" href="/law/civil-code/#a205">《物权法》第八十四条</a>'
        '<span class="cite__note">(repealed, now '
        "《民法典》物权编第二百零五条至第四百六十二条)</span>说要和睦"
    )


def test_without_the_successor_a_repealed_law_is_marked_and_not_linked() -> None:
    Article.objects.all().delete()
    StatuteVersion.objects.all().delete()
    assert "href" not in cited("《物权法》第八十四条")


def test_plain_text_is_escaped_around_citations() -> None:
    text = Template("{% load statutes %}{{ text|cited }}").render(
        Context({"text": "<i>《民法典》第二百九十条</i> & 更多"})
    )
    assert text.startswith("&lt;i&gt;<a ")
    assert text.endswith("</a>&lt;/i&gt; &amp; 更多")


def test_rich_text_keeps_its_tags_and_its_links() -> None:
    source = '<p>《民法典》第二百九十条</p><p><a href="/x/">《民法典》第六百八十条</a> &amp;</p>'
    for html in (cited(RichText(source)), cited_rich(source), cited(mark_safe(source))):
        assert html.count('class="cite"') == 1
        assert html.startswith('<p><a class="cite" href="/law/civil-code/290/">')
        assert html.endswith("</a> &amp;</p>")


def test_marked_words_are_highlighted_and_the_rest_escaped() -> None:
    row = Article(number=1, text="要尊重自然流向 <b>\n第二段")
    assert highlighted(row, "自然流向\n没有的话") == (
        "<p>要尊重<mark>自然流向</mark> &lt;b&gt;</p><p>第二段</p>"
    )
