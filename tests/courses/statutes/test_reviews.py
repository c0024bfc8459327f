"""The judges' list after a change of law, and what readers see meanwhile."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from courses.statutes import reviewing
from courses.statutes.choices import ReviewState
from courses.statutes.models import CitationReview
from courses.statutes.repealing import repeal
from portal import hooks
from portal.accounts import granting
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.jobs.working import work
from tests.courses import rows
from tests.courses.statutes.test_marking import bring, citing
from tests.courses.statutes.texts import ORCHARD, ORCHARD_AMENDED

pytestmark = pytest.mark.django_db
LIST = "/desk/law-reviews/"


@pytest.fixture
def judge() -> User:
    user = granting.create_login("judge", "a-long-password", "刘志远", actor_id=None)
    granting.grant(user, "instructor", rows.committee(), actor_id=None)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def desk(judge: User) -> Client:
    client = Client()
    client.force_login(judge)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def marked(tmp_path: Path, judge: User) -> Any:
    bring(tmp_path, ORCHARD)
    lesson = citing("water", "《果园管理条例》第三条、第三条之一", owner=judge)
    bring(tmp_path, ORCHARD_AMENDED)
    return lesson


def read(client: Client, url: str = LIST, status: int = 200, **typed: str) -> str:
    response = client.post(url, typed) if typed else client.get(url)
    assert response.status_code == status
    return response.content.decode()


def decided(client: Client, state: str, note: str = "") -> Any:
    row = CitationReview.objects.filter(state=ReviewState.OPEN).order_by("number", "sub").first()
    assert row is not None
    return client.post(LIST, {"review": row.pk, "state": state, "note": note})


def publish_again(page: Any) -> None:
    page.refresh_from_db()
    page.save_revision().publish()


def test_old_and_new_stand_side_by_side_with_the_differing_words(desk: Client, marked: Any) -> None:
    text = read(desk)
    assert marked.title in text
    assert "<ins>，戴手套。</ins>" in text
    assert "<del>雨天不采摘。</del>" in text
    assert "this article is gone" in text
    assert f"/cms/pages/{marked.pk}/edit/" in text


def test_words_that_moved_are_shown_with_their_new_number(desk: Client, tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD)
    citing("water", "《果园管理条例》第二条")
    moved = ORCHARD.replace("2020年3月1日 施行", "2026年2月1日 修正\n\n2026年6月1日 施行").replace(
        "第三条 采摘应当轻拿轻放。", "第三条 果园包括:\n\n(一)梨园;\n\n（二）桃园。"
    )
    moved = moved.replace("第二条 果园包括:\n\n(一)梨园;\n\n（二）桃园。", "第二条 新的一条。")
    assert bring(tmp_path, moved) == 1
    text = read(desk)
    assert "The same words stand now in 第三条." in text
    assert 'href="/law/orchards/3/"' in text


def test_still_right_needs_a_word_and_keeps_what_was_chosen(desk: Client, marked: Any) -> None:
    response = decided(desk, "confirmed")
    assert response.status_code == 422
    assert "Please say why the page is still right." in response.content.decode()
    assert CitationReview.objects.filter(state=ReviewState.OPEN).count() == 2
    assert decided(desk, "confirmed", "只添了戴手套").status_code == 302
    row = CitationReview.objects.get(state=ReviewState.CONFIRMED)
    assert (row.note, row.decided_by_id) == ("只添了戴手套", User.objects.get().pk)
    event = AuditEvent.objects.select_related("body").get(kind="citation.reviewed")
    assert (event.body.reason, event.body.data["article"]) == ("只添了戴手套", "第三条")


def test_a_page_that_was_not_published_again_is_not_revised(desk: Client, marked: Any) -> None:
    response = decided(desk, "revised", "改好了")
    text = response.content.decode()
    assert response.status_code == 422
    assert "The page has not been published again since the law changed." in text
    assert "改好了" in text
    assert reviewing.open_reviews().count() == 2
    publish_again(marked)
    assert decided(desk, "revised").status_code == 302
    assert reviewing.open_reviews().count() == 1


def test_revised_needs_none_and_the_second_hand_is_told(desk: Client, marked: Any) -> None:
    publish_again(marked)
    row = CitationReview.objects.order_by("number", "sub").first()
    assert row is not None
    for words in ("Noted.", "Somebody has decided this already."):
        response = desk.post(LIST, {"review": row.pk, "state": "revised"}, follow=True)
        assert words in response.content.decode()
    assert AuditEvent.objects.filter(kind="citation.reviewed").count() == 1
    assert "刘志远" in read(desk, f"{LIST}?state=revised")


@pytest.mark.parametrize(
    "typed",
    [{"review": "9" * 25, "state": "revised"}, {"review": "x", "state": "revised"},
     {"state": "revised"}, {"review": "1", "state": "open"}, {"review": "1"}],
)  # fmt: skip
def test_what_is_no_decision_is_refused(desk: Client, marked: Any, typed: dict[str, str]) -> None:
    read(desk, status=422, **typed)
    assert CitationReview.objects.filter(state=ReviewState.OPEN).count() == 2


def test_the_list_is_found_by_statute_and_state(desk: Client, marked: Any) -> None:
    assert read(desk, f"{LIST}?statute=orchards&state=open").count("<article") == 2
    assert "Nothing to look at" in read(desk, f"{LIST}?state=revised")
    read(desk, f"{LIST}?statute=nothing", status=422)
    read(desk, f"{LIST}?state=x", status=422)


def test_an_empty_list_says_so(desk: Client) -> None:
    assert "Nothing to look at" in read(desk)


def test_a_repealed_statute_is_named_so(desk: Client, tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD)
    citing("water", "《果园管理条例》第一条")
    repeal("orchards", date(2026, 1, 1), basis="x", actor_id=None)
    text = read(desk)
    assert "statute repealed" in text
    assert "<del>" in text


def test_the_card_counts_what_waits(desk: Client, judge: User, marked: Any) -> None:
    def cards() -> list[str]:
        return [card.template for card in hooks.desk_cards(scope_of(judge))]

    assert "statutes/reviews_card.html" in cards()
    assert "2 citations are to be looked at again" in read(desk, "/desk/")
    publish_again(marked)
    for _ in range(2):
        decided(desk, "revised")
    assert "statutes/reviews_card.html" not in cards()


def test_the_list_asks_the_same_number_of_questions_for_one_and_three_reviews(
    desk: Client, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bring(tmp_path, ORCHARD)
    citing("one", "《果园管理条例》第三条")
    bring(tmp_path, ORCHARD_AMENDED)
    read(desk)
    with CaptureQueriesContext(connection) as one:
        read(desk)
    version = CitationReview.objects.get().version
    for slug in ("two", "three"):
        page = citing(slug, "x")
        CitationReview.objects.create(
            page=page,
            kind="lesson",
            version=version,
            number=1,
            change="changed",
            recorded_at=version.recorded_at,
        )
    with django_assert_num_queries(len(one)):
        read(desk)


def test_readers_see_the_note_while_a_review_is_open(desk: Client, marked: Any) -> None:
    note = "Being checked against the new law: 《果园管理条例》第三条、《果园管理条例》第三条之一"
    assert note in read(desk, marked.url)
    publish_again(marked)
    for _ in range(2):
        decided(desk, "revised")
    assert "Being checked" not in read(desk, marked.url)


def test_a_decision_is_seen_by_visitors_at_once(
    marked: Any,
    judge: User,
    settings: Any,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    settings.SHARED_PAGES_SECONDS = 300
    cache.clear()
    waits = "正在按新法复核"

    def seen() -> str:
        return Client().get(marked.url).content.decode()

    assert waits in seen()
    with django_capture_on_commit_callbacks(execute=True):
        for pk in CitationReview.objects.values_list("pk", flat=True):
            reviewing.decide(pk, "confirmed", "看过了", actor_id=judge.pk)
    assert waits not in seen()


def test_a_commentary_shows_the_note_too(desk: Client, tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD)
    rows.library()
    page = rows.commentary("ditch", analysis="<p>《果园管理条例》第三条</p>")
    page.save_revision().publish()
    bring(tmp_path, ORCHARD_AMENDED.replace("2026年6月1日 施行", "2099年1月1日 施行"))
    assert "Being checked against the new law, which is not in force yet" in read(desk, page.url)


def test_the_page_quotes_the_new_law_once_it_was_looked_through(marked: Any) -> None:
    moment = "2025-01-01T00:00:00Z"
    type(marked).objects.update(first_published_at=moment, last_published_at=moment)
    marked.refresh_from_db()

    def day() -> date:
        return reviewing.law_of_page(marked).day

    assert day() == date(2025, 1, 1)
    first, second = CitationReview.objects.order_by("number", "sub")
    judge_id = marked.owner_id
    publish_again(marked)
    assert reviewing.decide(first.pk, "revised", "", actor_id=judge_id)
    assert day() == date(2025, 1, 1)
    assert reviewing.decide(second.pk, "revised", "", actor_id=judge_id)
    assert day() > date(2026, 6, 1)


def test_no_other_state_is_a_decision(marked: Any) -> None:
    with pytest.raises(ValueError, match="no decision"):
        reviewing.decide(1, "open", "", actor_id=1)


def test_many_articles_are_named_in_part() -> None:
    law = reviewing.PageLaw(date(2026, 1, 1), ())
    assert (law.words, law.coming) == ("", False)


def test_after_an_import_all_live_pages_are_read_again(tmp_path: Path) -> None:
    lesson = citing("water", "《果园管理条例》第三条")
    bring(tmp_path, ORCHARD)
    job = Job.objects.get(kind="courses.index_citations")
    assert work(job.pk) is True
    assert bring(tmp_path, ORCHARD_AMENDED) == 1
    assert CitationReview.objects.get().page_id == lesson.pk
