"""Lessons, commentaries and the law as sheets to hand out: everything to read, nothing to click, no
answers given away."""

import re
from datetime import date

import pytest
from django.test import Client

from courses import citing, handout
from courses.models import LessonPage
from courses.statutes.indexing import keys_cited_by
from courses.statutes.models import PageCitation, Statute
from tests.courses import rows

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 1)
CLICKED = re.compile(r"<(?:form|input|textarea|select|video|audio|details)\b")


@pytest.fixture(autouse=True)
def library() -> None:
    rows.library()


@pytest.fixture
def lesson() -> LessonPage:
    page = rows.lesson(rows.module(), "water", checks=2, lecturer="刘志远")
    citing.index(page)
    return page


def printed(client: Client, path: str, mark: str = "?print=1", language: str = "zh-hans") -> str:
    client.cookies["django_language"] = language
    answer = client.get(f"{path}{mark}")
    assert answer.status_code == 200
    return answer.content.decode()


def sheet(html: str) -> str:
    return html.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", ("自测", "打印于")), ("en", ("Self-check", "printed "))]
)
def test_a_lesson_is_printed_with_title_module_date_and_address(
    client: Client, lesson: LessonPage, language: str, words: tuple[str, str]
) -> None:
    html = sheet(printed(client, str(lesson.url), language=language))
    for part in ("课water", "模块property", "刘志远", "/learn/property/water/", *words):
        assert part in html
    assert CLICKED.search(html) is None


def test_questions_are_printed_with_their_options_and_without_the_answer(
    client: Client, lesson: LessonPage
) -> None:
    check = lesson.checks[0]
    trainee = rows.login_of(rows.learner(rows.committee()))
    client.force_login(trainee)
    client.post(f"/learn/progress/{lesson.pk}/check/", {"check": check.id, "choice": "B"})
    assert rows.SECRET in printed(client, str(lesson.url), mark="")
    html = sheet(printed(client, str(lesson.url)))
    assert f"1. {check.question}" in html
    assert "<li>B. 留过水洞</li>" in html
    assert rows.SECRET not in html


def test_articles_stand_in_full_those_of_the_text_at_the_end(
    client: Client, lesson: LessonPage
) -> None:
    html = sheet(printed(client, str(lesson.url)))
    assert html.count("第290条的要旨") == 0  # its words are marked
    assert "第290条的<mark>要旨</mark>" in html
    body, more = html.split('id="more"')
    assert "第288条的要旨" not in body
    assert "第288条的要旨" in more
    assert "290" not in more


def test_a_range_is_spelt_out_and_what_is_shown_already_left_out(lesson: LessonPage) -> None:
    PageCitation.objects.filter(page_id=lesson.pk).delete()
    statute = Statute.objects.get(slug="civil-code")
    PageCitation.objects.create(
        page_id=lesson.pk, kind="lesson", statute=statute, number=288, through=290
    )
    assert keys_cited_by(lesson.pk) == [("civil-code", number, 0) for number in (288, 289, 290)]
    found = handout.more(lesson.pk, DAY, [])
    assert [row.number for row in found] == [288, 290]
    assert [row.number for row in handout.more(lesson.pk, DAY, found[:1])] == [290]


def test_a_film_is_printed_as_its_title_and_words(client: Client) -> None:
    words = {"title": "五分钟看懂", "words": "先看水，再说墙。", "seconds": 90}
    film = rows.block("video", {"file": None, **words})
    page = rows.lesson(rows.module(), "film", body=[rows.block("heading", "看"), film])
    html = sheet(printed(client, str(page.url)))
    assert CLICKED.search(html) is None
    assert "<strong>五分钟看懂</strong>" in html
    assert "先看水，再说墙。" in html


def test_a_commentary_is_printed_with_its_articles(client: Client) -> None:
    page = rows.commentary("ditch")
    citing.index(page)
    client.force_login(rows.login_of(rows.learner(rows.committee())))
    html = sheet(printed(client, str(page.url)))
    assert CLICKED.search(html) is None
    assert html.count("第290条的要旨") == 1
    for words in ("案例ditch", "刘志远", "水照老路走", "只劝一方", "/cases/ditch/"):
        assert words in html


def test_an_article_and_a_whole_statute_are_printed_with_their_day(client: Client) -> None:
    article = sheet(printed(client, "/law/civil-code/290/"))
    assert "第290条的要旨" in article
    whole = sheet(printed(client, "/law/civil-code/"))
    assert "第288条的要旨" in whole
    assert "第290条的要旨" in whole
    then = printed(client, "/law/civil-code/290/", mark="?on=2022-03-01&print=1")
    assert 'href="/law/civil-code/290/?on=2022-03-01"' in then  # the way back
    assert "以下为2022年3月1日的条文。" in sheet(then)


@pytest.mark.parametrize("path", ["/law/civil-code/", "/law/civil-code/290/"])
def test_the_law_leads_to_its_sheet_on_the_day_that_is_shown(client: Client, path: str) -> None:
    assert 'href="?print=1"' in printed(client, path, mark="")
    then = printed(client, path, mark="?on=2022-03-01")
    assert 'href="?on=2022-03-01&amp;print=1"' in then


def test_lessons_and_commentaries_lead_to_their_sheets(client: Client, lesson: LessonPage) -> None:
    for page in (lesson, rows.commentary("ditch")):
        assert 'href="?print=1"' in printed(client, str(page.url), mark="")


def test_nothing_of_the_sheet_is_loaded_that_keeps_pages(
    client: Client, lesson: LessonPage
) -> None:
    html = printed(client, str(lesson.url))
    assert "portal/printing.js" in html
    assert "keeping.js" not in html
