"""The front page and the notices: what they show, in how many queries."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal import clock
from portal.pages.models import HomePage, NoticeIndexPage, NoticePage

pytestmark = pytest.mark.django_db


def notice(title: str, day: date, *, live: bool = True, lang: str = "zh-hans") -> NoticePage:
    page = NoticePage(
        title=title, slug=f"n{day:%Y%m%d}-{len(title)}", category="exam", event_date=day, lang=lang,
        body="<p>带身份证。</p>", live=live,
    )  # fmt: skip
    index = NoticeIndexPage.objects.get()
    index.add_child(instance=page)
    return page


def test_the_slogan_is_in_the_language_of_the_page(client: Client) -> None:
    home = HomePage.objects.get()
    assert home.slogan.split("\n")[0] in client.get("/").content.decode()
    client.cookies.load({"django_language": "en"})
    assert home.slogan_en.split("\n")[0] in client.get("/").content.decode()


def test_without_english_words_the_chinese_ones_stand(client: Client) -> None:
    HomePage.objects.update(slogan_en="", lead_en="")
    client.cookies.load({"django_language": "en"})
    assert HomePage.objects.get().lead in client.get("/").content.decode()


def test_three_doors_lead_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert page.count('class="door') - page.count('class="door__') - page.count('"doors"') == 3
    assert '<form class="door__action" action="/v/" method="get">' in page


def test_the_latest_four_notices_stand_on_the_front_page(client: Client) -> None:
    today = clock.today()
    for days in range(6):
        notice(f"通知{'之' * days}", today + timedelta(days=days))
    page = client.get("/").content.decode()
    assert page.count('class="notice"') == 4
    assert page.index("通知之之之之之<") < page.index("通知之之之之<") < page.index("通知之之之<")


def test_drafts_are_not_shown(client: Client) -> None:
    notice("草稿通知", clock.today(), live=False)
    assert "草稿通知" not in client.get("/").content.decode()
    assert "草稿通知" not in client.get("/notices/").content.decode()


@pytest.mark.parametrize("days", [-1, 0, 1, 25])
def test_days_left_are_counted_on_the_citys_calendar(days: int) -> None:
    assert notice("日子", clock.today() + timedelta(days=days)).days_left == days


def test_a_notice_says_its_day_its_language_and_where_it_belongs(client: Client) -> None:
    page = client.get(notice("考试安排", date(2026, 12, 12), lang="en").url).content.decode()
    assert '<article lang="en"' in page
    assert 'datetime="2026-12-12"' in page
    assert page.count('href="/notices/"') >= 2


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "考试"), ("en", "Exam")])
def test_the_kind_of_a_notice_is_in_the_language_of_the_page(
    client: Client, language: str, word: str
) -> None:
    client.cookies.load({"django_language": language})
    for address in (notice("名单", date(2026, 12, 12)).url, "/notices/", "/"):
        page = client.get(address).content.decode()
        assert f'<p class="meta" lang="{language}"><span>{word}</span>' in page


def test_kinds_typed_as_words_before_become_keys_in_notices_and_drafts_and_back() -> None:
    page = notice("名单", date(2026, 12, 12))
    unknown = notice("名单外", date(2026, 12, 13))
    draft = page.save_revision()
    for row, typed in ((page, "旁听"), (unknown, "随便")):
        NoticePage.objects.filter(pk=row.pk).update(category=typed)
    draft.content["category"] = "旁听"
    draft.save()
    kinds = import_module("portal.pages.migrations.0004_notice_kinds")
    for move, found in (
        (kinds.to_keys, ["court_visit", "other"]),
        (kinds.to_words, ["旁听", "其他"]),
    ):
        move(apps, None)
        rows = NoticePage.objects.order_by("pk")
        assert list(rows.values_list("category", flat=True)) == found
        draft.refresh_from_db()
        assert draft.content["category"] == found[0]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", ["/", "/notices/"])
def test_queries_do_not_grow_with_the_notices(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str, rows: int
) -> None:
    for days in range(rows):
        notice("通知" * (days + 1), clock.today() + timedelta(days=days))
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
