"""Modules and commentaries: their lists, their filters, and how many queries they take."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from courses import studying
from courses.models.commentaries import CommentaryLesson
from tests.courses import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    rows.library()


@pytest.fixture
def count(django_assert_max_num_queries: DjangoAssertNumQueries) -> DjangoAssertNumQueries:
    return django_assert_max_num_queries


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_list_of_modules_takes_as_many_queries_for_three_as_for_one(
    client: Client, count: DjangoAssertNumQueries, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(rows.login_of(rows.learner(rows.committee())))
    rows.lesson(rows.module("a"), "one")
    client.get("/learn/")
    with count(40) as one:
        client.get("/learn/")
    for slug in ("b", "c"):
        rows.lesson(rows.module(slug), "one")
    with count(len(one)):
        assert client.get("/learn/").content.decode().count("module-grid__title") == 3


def test_a_module_takes_as_many_queries_for_three_lessons_as_for_one(
    client: Client, count: DjangoAssertNumQueries
) -> None:
    module = rows.module()
    rows.lesson(module, "one")
    client.get(module.url)
    with count(40) as one:
        client.get(module.url)
    for slug in ("two", "three"):
        rows.lesson(module, slug)
    with count(len(one)):
        client.get(module.url)


def test_the_list_of_commentaries_takes_as_many_queries_for_three_as_for_one(
    client: Client, count: DjangoAssertNumQueries
) -> None:
    rows.commentary("one")
    client.get("/cases/")
    with count(40) as one:
        client.get("/cases/")
    for slug in ("two", "three"):
        rows.commentary(slug)
    with count(len(one)):
        assert client.get("/cases/").content.decode().count("commentary-list__kind") == 3


def test_a_lesson_takes_as_many_queries_for_three_articles_as_for_one(
    client: Client, count: DjangoAssertNumQueries
) -> None:
    lesson = rows.lesson(rows.module(), "one")
    client.get(lesson.url)
    with count(60) as one:
        client.get(lesson.url)
    value = {"statute": "civil-code", "article": "288", "marked": ""}
    for _more in range(2):
        lesson.body.append(("statute", value))
    lesson.save()
    with count(len(one)):
        client.get(lesson.url)


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("?kind=neighbour", 2), ("?kind=tort", 1), ("?article=civil-code:288", 1),
     ("?kind=tort&article=civil-code:290", 1), ("?kind=tort&article=civil-code:288", 0),
     ("?kind=nonsense", 0), ("?article=nonsense", 0), ("?page=99", 3), ("?article=civil-code:", 0)],
)  # fmt: skip
def test_commentaries_are_found_by_kind_and_by_article(
    client: Client, query: str, found: int
) -> None:
    rows.commentary("one")
    rows.commentary("two", number=288)
    rows.commentary("three", dispute_kind="tort")
    text = client.get(f"/cases/{query}").content.decode()
    assert text.count("commentary-list__kind") == found


def test_the_box_of_the_commentaries_searches_them_within_the_kind_chosen(client: Client) -> None:
    text = client.get("/cases/?kind=neighbour").content.decode()
    form = text.partition('<form class="law-find"')[2].partition("</form>")[0]
    assert 'method="post" action="/search/"' in form
    assert '<input type="hidden" name="kind" value="commentary">' in form
    assert '<input type="hidden" name="dispute" value="neighbour">' in form
    assert 'name="dispute"' not in client.get("/cases/").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_commentary_shows_its_parts_and_the_articles_it_cites(
    client: Client, language: str
) -> None:
    client.cookies["django_language"] = language
    page = rows.commentary("one", keywords="相邻纠纷 排水", number=288)
    text = client.get(page.url).content.decode()
    for words in (
        "水照老路走。",
        "要不要拆墙？",
        "“留条路。”",
        "看水",
        "只劝一方",
        "第288条的要旨",
    ):
        assert words in text
    assert '<a class="cite" href="/law/civil-code/290/">《民法典》第二百九十条</a>' in text


def test_unpublished_pages_are_in_no_list(client: Client) -> None:
    rows.commentary("one").unpublish()
    rows.module("hidden").unpublish()
    assert "commentary-list__kind" not in client.get("/cases/").content.decode()
    assert "module-grid__title" not in client.get("/learn/").content.decode()


def test_a_module_says_what_comes_next(client: Client) -> None:
    module = rows.module()
    person = rows.learner(rows.committee())
    client.force_login(rows.login_of(person))
    client.cookies["django_language"] = "en"
    assert "No lesson yet" in client.get(module.url).content.decode()
    lessons = [rows.lesson(module, slug, checks=0) for slug in ("a", "b")]
    assert "Start learning" in client.get(module.url).content.decode()
    studying.complete_lesson(person.pk, lessons[0].pk, actor_id=None)
    assert "Go on with lesson 2" in client.get(module.url).content.decode()
    studying.complete_lesson(person.pk, lessons[1].pk, actor_id=None)
    assert "You have finished all lessons" in client.get(module.url).content.decode()


def test_a_commentary_leads_to_lessons_that_anybody_may_read(client: Client) -> None:
    module = rows.module()
    names = ("open", "closed", "gone")
    lessons = [rows.lesson(module, name, title=f"课文{name}") for name in names]
    page = rows.commentary("ditch")
    page.related_lessons = [
        CommentaryLesson(lesson=lesson, sort_order=at) for at, lesson in enumerate(lessons)
    ]
    page.save()
    PageViewRestriction.objects.create(page=lessons[1], restriction_type="login")
    lessons[2].unpublish()
    text = client.get(page.url).content.decode()
    assert [f"课文{name}" in text for name in names] == [True, False, False]


def test_a_commentary_of_old_tells_the_result_with_the_mediation(client: Client) -> None:
    whole = rows.commentary("ditch", result="<p>开两处洞。</p>", comment="<p>先看水。</p>")
    old = rows.commentary("wall", result="", comment="")
    client.cookies["django_language"] = "en"
    for query in ("", "?print=1"):
        text = client.get(f"{whole.url}{query}").content.decode()
        found = [text.index(f">{word}</h2>") for word in ("The mediation", "The result", "Comment")]
        assert found == sorted(found)
        assert ("开两处洞。" in text, "先看水。" in text) == (True, True)
        text = client.get(f"{old.url}{query}").content.decode()
        assert ">Mediation and result</h2>" in text
        assert ">The result</h2>" not in text
        assert ">Comment</h2>" not in text
