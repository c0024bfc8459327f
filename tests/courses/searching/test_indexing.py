"""The index is brought up to the law library and to its own version, and doctor says how it is."""

import pytest
from modelsearch.backends import get_search_backend

from courses.models import LessonPage
from courses.searching import indexing
from courses.searching.checks import index_is_whole
from courses.searching.models import Entry
from courses.searching.tasks import look
from courses.statutes.models import Article, Statute
from portal.jobs.models import Job
from portal.jobs.working import work
from tests.courses import rows

pytestmark = pytest.mark.django_db


def work_all(kind: str = "") -> list[str]:
    jobs = Job.objects.filter(state="waiting", kind__startswith=kind).order_by("pk")
    done = list(jobs.values_list("pk", "kind"))
    for pk, _kind in done:
        work(pk)
    return [kind for _pk, kind in done]


def numbers(typed: str) -> list[int]:
    return [row.number for row in get_search_backend().search(typed, Article)]


def test_imported_articles_are_indexed_by_a_job() -> None:
    rows.library()
    assert numbers("要旨") == []
    assert work_all("search.") == ["search.statute"]
    assert sorted(numbers("要旨")) == [288, 290]


def test_articles_that_are_gone_leave_the_index() -> None:
    rows.library()
    work_all("search.")
    Article.objects.filter(number=288).delete()
    indexing.index_statute(Statute.objects.get().pk)
    assert Entry.objects.filter(kind="article").count() == 1


def test_a_city_without_an_index_gets_one_when_a_worker_starts() -> None:
    rows.library()
    rows.lesson(rows.module(), "one", title="老水沟")
    Job.objects.all().delete()
    assert not index_is_whole().ok
    look()
    assert work_all() == [indexing.REBUILD]
    assert index_is_whole().ok
    look()
    assert not Job.objects.filter(state="waiting").exists()
    assert [page.title for page in LessonPage.objects.search("水沟")] == ["老水沟"]


def test_words_of_an_older_version_are_made_again() -> None:
    rows.library()
    indexing.rebuild()
    Entry.objects.update(made_by=0)
    found = index_is_whole()
    assert (found.ok, found.level, found.count > 2) == (False, "warn", True)
    assert indexing.ask_for_rebuild_if_needed()
    work_all(indexing.REBUILD)
    assert index_is_whole().ok


def test_what_saved_pages_ring_for_needs_no_rebuild() -> None:
    indexing.rebuild()
    rows.module()
    assert not indexing.ask_for_rebuild_if_needed()
    work_all("wagtail.")
    assert index_is_whole().ok


def test_doctor_names_a_live_page_that_cannot_be_found() -> None:
    indexing.rebuild()
    module = rows.module()
    assert index_is_whole().example == str(module.pk)
    module.unpublish()
    assert index_is_whole().ok
