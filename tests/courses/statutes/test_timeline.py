"""Versions with dates of force: an article as it stands on the day asked for."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from courses.statutes.articles import articles_named, versions_of
from courses.statutes.models import StatuteVersion
from courses.statutes.repealing import repeal
from courses.statutes.timeline import spans
from tests.courses import rows
from tests.courses.statutes.test_marking import bring, citing
from tests.courses.statutes.texts import ORCHARD, ORCHARD_AMENDED

pytestmark = pytest.mark.django_db
THIRD = "/law/orchards/3/"
COMING = ORCHARD_AMENDED.replace("2026年6月1日 施行", "2099年1月1日 施行")


@pytest.fixture
def orchard(tmp_path: Path) -> Path:
    bring(tmp_path, ORCHARD)
    bring(tmp_path, ORCHARD_AMENDED, verified_on=date(2026, 11, 1))
    return tmp_path


def page(url: str, status: int = 200, language: str = "en") -> str:
    client = Client()
    client.cookies["django_language"] = language
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_a_version_ends_the_day_before_the_next_one(orchard: Path) -> None:
    found = [(span.first, span.last, span.state) for span in spans(versions_of("orchards"))]
    assert found == [
        (date(2020, 3, 1), date(2026, 5, 31), "past"),
        (date(2026, 6, 1), None, "now"),
    ]


def test_a_repealed_version_ends_the_day_before_its_repeal(orchard: Path) -> None:
    repeal("orchards", date(2026, 11, 1), basis="x", actor_id=None)
    assert (spans(versions_of("orchards"))[-1].last) == date(2026, 10, 31)
    text = page("/law/orchards/3/")
    assert "Repealed: this statute has not counted since 1 Nov 2026." in text
    assert "Repealed:" not in page("/law/orchards/3/?on=2026-10-31")
    assert "Repealed:" in page("/law/orchards/")


def test_a_version_without_a_day_counts_from_the_beginning(tmp_path: Path) -> None:
    undated = ORCHARD.replace("2020年1月2日 果园会议通过\n\n2020年3月1日 施行\n", "")
    bring(tmp_path, undated)
    bring(tmp_path, ORCHARD_AMENDED)
    found = [(span.first, span.last) for span in spans(versions_of("orchards"))]
    assert found == [(None, date(2026, 5, 31)), (date(2026, 6, 1), None)]
    StatuteVersion.objects.exclude(edition="").update(adopted_on=None, in_force_on=None)
    assert "day of force not known" in page(THIRD)


@pytest.mark.parametrize(
    ("on", "words"),
    [("", "戴手套"), ("?on=", "戴手套"), ("?on=2026-06-01", "戴手套"),
     ("?on=2026-05-31", "轻拿轻放。"), ("?on=2020/3/1", "轻拿轻放。"),
     ("?on=1990-01-01", "轻拿轻放。")],
)  # fmt: skip
def test_an_article_stands_as_on_the_day_asked_for(orchard: Path, on: str, words: str) -> None:
    assert words in page(THIRD + on)


def test_the_day_before_the_first_version_is_told(orchard: Path) -> None:
    text = page(f"{THIRD}?on=1990-01-01")
    assert "Not yet in force on that day: it comes into force on 1 Mar 2020." in text
    assert "What follows is the text that comes into force then." in text
    assert "As it stands on" not in text


@pytest.mark.parametrize(
    "on", ["0001-01-01", "9999-12-31", "2026-02-29", "1949-09-30", "腊月初八", "2026-13-01"]
)
def test_a_day_that_cannot_be_is_answered_in_words(orchard: Path, on: str) -> None:
    for url in (THIRD, "/law/orchards/"):
        text = page(f"{url}?on={on}", status=422)
        assert "field__error" in text
        assert f'value="{on}"' in text
    assert "戴手套" in page(f"{THIRD}?on={on}", status=422)


def test_an_article_that_went_is_shown_as_it_last_stood(orchard: Path) -> None:
    text = page("/law/orchards/3-1/")
    assert "雨天不采摘" in text
    assert "The statute has not had this article since 1 Jun 2026." in text
    assert "has not had" not in page("/law/orchards/3-1/?on=2026-05-01")
    page("/law/orchards/9/", status=404)


def test_the_versions_are_listed_with_what_changed(orchard: Path) -> None:
    text = page(THIRD)
    assert "1 Mar 2020 to 31 May 2026" in text
    assert "since 1 Jun 2026" in text
    assert "checked against the official database on 1 Nov 2026" in text
    assert text.count('<span class="tag">changed</span>') == 1
    assert '<span class="tag">removed</span>' in page("/law/orchards/3-1/")
    assert '<span class="tag">changed</span>' not in page("/law/orchards/1/")


def test_neighbours_keep_the_day(orchard: Path) -> None:
    text = page(f"{THIRD}?on=2025-01-01")
    assert 'href="/law/orchards/3-1/?on=2025-01-01"' in text
    assert 'href="/law/orchards/2/?on=2025-01-01"' in text
    assert "?on=2025-01-01" in page("/law/orchards/?on=2025-01-01")


def test_a_version_to_come_is_told(tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD)
    bring(tmp_path, COMING)
    assert [span.state for span in spans(versions_of("orchards"))] == ["now", "coming"]
    text = page(THIRD)
    assert "not yet in force" in text
    assert "戴手套" not in text


def test_pages_quote_the_law_of_their_day_and_say_what_changed(orchard: Path) -> None:
    key = ("orchards", 3, 0)
    old = articles_named([key], on=date(2025, 1, 1))[key]
    assert old.text == "采摘应当轻拿轻放。"
    assert old.later is not None
    assert (old.later.since, old.later.gone, old.later.coming) == (date(2026, 6, 1), False, False)
    gone = articles_named([("orchards", 3, 1)], on=date(2025, 1, 1))[("orchards", 3, 1)]
    assert gone.later is not None
    assert gone.later.gone
    same = articles_named([("orchards", 4, 0)], on=date(2025, 1, 1))[("orchards", 4, 0)]
    assert same.later is None
    assert articles_named([key])[key].later is None


def test_an_article_that_came_later_than_the_page_stands_as_it_came(tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD_AMENDED.replace("2026年2月1日 果园会议修正", ""))
    again = ORCHARD.replace("2020年3月1日 施行", "2026年2月1日 果园会议修正\n\n2026年6月1日 施行")
    bring(tmp_path, again)
    key = ("orchards", 3, 1)
    row = articles_named([key], on=date(2021, 1, 1))[key]
    assert (row.text, row.later) == ("雨天不采摘。", None)


@pytest.mark.parametrize(
    ("later", "words"),
    [(ORCHARD_AMENDED, "This article has had other words since 1 Jun 2026."),
     (COMING, "This article has other words from 1 Jan 2099 on.")],
)  # fmt: skip
def test_a_lesson_shows_the_article_of_its_day_with_a_link(
    tmp_path: Path, later: str, words: str
) -> None:
    bring(tmp_path, ORCHARD)
    statute = {"statute": "orchards", "article": "3", "marked": ""}
    lesson = rows.lesson(rows.module(), "w", body=[rows.block("statute", statute)])
    lesson.save_revision().publish()
    moment = "2025-01-01T00:00:00Z"
    type(lesson).objects.update(first_published_at=moment, last_published_at=moment)
    bring(tmp_path, later)
    text = page(lesson.url)
    assert "轻拿轻放。" in text
    assert words in text
    assert "Being checked against the new law" in text


def cites_on(url: str) -> list[str]:
    return re.findall(r'class="cite" href="/law/orchards/([^"]+)"', page(url))


@pytest.mark.parametrize("kind", ["lesson", "commentary"])
def test_links_in_running_text_lead_to_the_law_of_the_page(tmp_path: Path, kind: str) -> None:
    bring(tmp_path, ORCHARD)
    rows.library()
    words = "《果园管理条例》第三条、第三条之一、第四条"
    if kind == "lesson":
        cites = citing("water", words)
    else:
        cites = rows.commentary("ditch", analysis=f"<p>{words}</p>", facts="<p>水</p>")
        cites.save_revision().publish()
    assert cites_on(cites.url) == ["3/", "3-1/", "4/"]
    moment = "2025-05-01T00:00:00Z"
    type(cites).objects.update(first_published_at=moment, last_published_at=moment)
    bring(tmp_path, ORCHARD_AMENDED)
    old = "?on=2025-05-01"
    assert cites_on(cites.url) == [f"3/{old}", f"3-1/{old}", "4/"]
    assert "雨天不采摘" in page(f"/law/orchards/3-1/{old}")
    type(cites).objects.update(first_published_at="2019-05-01T00:00:00Z", last_published_at=None)
    assert cites_on(cites.url)[2] == "4/"


def test_an_article_says_where_it_is_cited(orchard: Path) -> None:
    lesson = citing("water", "《果园管理条例》第一条至第三条")
    assert f'href="{lesson.url}"' in page("/law/orchards/2/")
    assert f'href="{lesson.url}"' not in page("/law/orchards/4/")
    lesson.unpublish()
    assert f'href="{lesson.url}"' not in page("/law/orchards/2/")
