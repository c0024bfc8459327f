"""Wagtail's own search and choosers find Chinese inside sentences, through our index."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from courses.models import CommentaryPage, LessonPage
from courses.searching.models import Entry
from courses.statutes.models import Article
from portal.accounts import granting
from portal.jobs.models import Job
from portal.jobs.working import work
from tests.courses import rows

pytestmark = pytest.mark.django_db


def work_all() -> None:
    for pk in Job.objects.filter(state="waiting").values_list("pk", flat=True):
        work(pk)


@pytest.fixture(scope="module", autouse=True)
def pages(lasting: None) -> None:
    rows.library()
    rows.lesson(rows.module(), "one", title="老水沟与新院墙", goal="会看排水的旧例")
    rows.commentary("a", title="雨水该往哪里流", facts="<p>两家为<b>排</b>水争了三年。</p>")
    call_command("wagtail_update_index", stdout=StringIO())


def titles(words: str) -> set[str]:
    return {page.title for page in Page.objects.search(words)}


def test_words_inside_sentences_are_found() -> None:
    assert titles("排水") == {"老水沟与新院墙", "雨水该往哪里流"}
    assert titles("新院墙") == {"老水沟与新院墙"}
    assert titles("沟 墙") == {"老水沟与新院墙"}
    assert titles("院水") == set()


def test_the_chooser_finds_titles_by_what_stands_inside_them() -> None:
    assert [page.title for page in Page.objects.autocomplete("院墙")] == ["老水沟与新院墙"]
    assert list(Page.objects.autocomplete("排水")) == []
    rows.module("latin", title="Word入门")
    work_all()
    assert [page.title for page in Page.objects.autocomplete("wo")] == ["Word入门"]
    assert list(Page.objects.search("wo")) == []


def test_hits_in_the_title_come_first() -> None:
    rows.commentary("b", title="案情", facts="<p>院墙</p>")
    work_all()
    assert next(page.title for page in Page.objects.search("院墙")) == "老水沟与新院墙"
    scored = Page.objects.search("院墙").annotate_score("score")
    assert next(page.score for page in scored) == 2


def test_queries_may_be_combined() -> None:
    backend = get_search_backend()

    def found(query: object) -> int:
        return int(backend.search(query, CommentaryPage).count())

    assert found(MATCH_ALL) == 1
    assert found(Not(MATCH_ALL)) == 0
    assert found(And([PlainText("雨水"), Phrase("三年")])) == 1
    assert found(And([PlainText("雨水"), Not(PlainText("三年"))])) == 0
    assert found(Or([PlainText("没有的词"), PlainText("雨水")])) == 1
    assert found(PlainText("没有的词 雨水", operator="or")) == 1
    assert found(PlainText("。")) == 0
    assert backend.search("哪里", CommentaryPage, fields=["title"]).count() == 1
    assert backend.search("排水", CommentaryPage, fields=["title"]).count() == 0


def test_hits_are_counted_by_a_filter() -> None:
    assert dict(Page.objects.search("排水").facet("live")) == {True: 2}


def test_keys_and_explanations_of_self_checks_are_in_no_row() -> None:
    assert LessonPage.objects.get().checks[0].explanation == rows.SECRET
    assert not Entry.objects.filter(body__text__contains=rows.SECRET[:4]).exists()
    assert list(Page.objects.search(rows.SECRET)) == []
    assert not Entry.objects.filter(body__text__contains="留过水洞").exists()


def test_articles_are_found_by_number_and_law() -> None:
    for typed in ("第二百九十条", "第290条", "290", "民法典 290"):
        found = get_search_backend().search(typed, Article)
        assert next(row.number for row in found) == 290


def test_a_saved_page_is_found_once_the_worker_has_done_its_job() -> None:
    page = CommentaryPage.objects.get()
    page.title = "滴水檐"
    page.save_revision().publish()
    assert titles("滴水檐") == set()
    work_all()
    assert titles("滴水檐") == {"滴水檐"}
    assert titles("哪里流") == set()


def test_a_deleted_page_leaves_the_index_with_its_words() -> None:
    page = CommentaryPage.objects.get()
    entry = Entry.objects.get(object_id=page.pk, kind="commentary")
    Page.objects.get(pk=page.pk).delete()
    assert not Entry.objects.filter(pk=entry.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM searching_words WHERE rowid = %s", [entry.pk])
        assert cursor.fetchone() == (0,)


def test_a_rebuild_drops_what_is_gone_and_makes_one_entry_each() -> None:
    stale = Entry.objects.get(kind="commentary")
    Entry.objects.filter(pk=stale.pk).update(object_id=999_999)
    before = Entry.objects.count()
    call_command("wagtail_update_index", stdout=StringIO())
    assert Entry.objects.count() == before
    assert not Entry.objects.filter(object_id=999_999).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM searching_words")
        assert cursor.fetchone() == (before,)
    get_search_backend().reset_indexes()
    assert Entry.objects.count() == 0


def test_the_editors_find_a_page_by_a_word_of_its_title(client: Client) -> None:
    admin = granting.create_login("root", "a-long-password", "管理", actor_id=None)
    granting.grant(admin, "admin", rows.committee(), actor_id=None)
    client.force_login(admin)
    page = client.get("/cms/pages/search/", {"q": "院墙"}).content.decode()
    assert "老水沟与新院墙" in page
    chooser = client.get("/cms/choose-page/search/", {"q": "水沟", "page_type": "wagtailcore.page"})
    assert "老水沟与新院墙" in chooser.content.decode()


@pytest.mark.parametrize("address", ["/cms/documents/", "/cms/documents/chooser/results/"])
def test_the_editors_find_a_file_by_words_inside_its_title(client: Client, address: str) -> None:
    admin = granting.create_login("root", "a-long-password", "管理", actor_id=None)
    granting.grant(admin, "admin", rows.committee(), actor_id=None)
    client.force_login(admin)
    for title in ("相邻纠纷调解申请书", "送达回证"):
        get_document_model().objects.create(title=title, file=ContentFile(b"x", name="a.txt"))
    work_all()
    page = client.get(address, {"q": "纠纷调解"}).content.decode()
    assert "相邻纠纷调解申请书" in page
    assert "送达回证" not in page
