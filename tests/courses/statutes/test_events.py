"""Each thing that happens to an article opens its own review, in whatever order it is told."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from courses.statutes import reviewing
from courses.statutes.importing import Given, import_files
from courses.statutes.models import CitationReview
from courses.statutes.repealing import repeal
from courses.statutes.showing import shown
from portal import clock
from portal.accounts import granting
from portal.jobs.models import Job
from portal.jobs.working import work_all
from tests.courses import rows
from tests.courses.statutes.test_marking import bring, citing
from tests.courses.statutes.texts import ORCHARD, ORCHARD_AMENDED

pytestmark = pytest.mark.django_db
CITES = "《果园管理条例》第三条"
COMING = ORCHARD_AMENDED.replace("2026年6月1日 施行", "2099年6月1日 施行")
ENDS = date(2027, 1, 1)


@pytest.fixture
def orchard(tmp_path: Path) -> Path:
    bring(tmp_path, ORCHARD)
    rows.library()
    return tmp_path


def confirm_all() -> None:
    judge = granting.create_login("judge", "a-long-password", "刘志远", actor_id=None)
    for row in reviewing.open_reviews():
        assert reviewing.decide(row.pk, "confirmed", "看过了", actor_id=judge.pk)


def states() -> list[tuple[str, bool]]:
    return [(row.state, row.is_repeal) for row in CitationReview.objects.order_by("pk")]


def published_in(year: int, page: Page) -> None:
    moment = datetime(year, 5, 1, tzinfo=UTC)
    Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)


def test_a_repeal_after_a_decision_is_looked_at_again(orchard: Path) -> None:
    citing("water", CITES)
    bring(orchard, ORCHARD_AMENDED)
    confirm_all()
    assert repeal("orchards", ENDS, basis="x", actor_id=None) == 1
    assert states() == [("confirmed", False), ("open", True)]
    keys = Job.objects.filter(kind="courses.ask_again").values_list("key", flat=True)
    assert len(set(keys)) == 2


def test_a_corrected_text_after_a_decision_is_looked_at_again(orchard: Path) -> None:
    citing("water", CITES)
    bring(orchard, ORCHARD_AMENDED)
    confirm_all()
    corrected = ORCHARD_AMENDED.replace("戴手套", "不得戴手套")
    assert [bring(orchard, corrected) for _ in range(2)] == [1, 0]
    assert states() == [("confirmed", False), ("open", False)]


def test_a_correction_before_any_decision_stays_one_review(orchard: Path) -> None:
    citing("water", CITES)
    bring(orchard, ORCHARD_AMENDED)
    assert bring(orchard, ORCHARD_AMENDED.replace("戴手套", "不得戴手套")) == 0
    assert states() == [("open", False)]


def test_an_open_review_and_one_of_the_repeal_show_their_own_words(orchard: Path) -> None:
    citing("water", CITES)
    bring(orchard, ORCHARD_AMENDED)
    repeal("orchards", ENDS, basis="x", actor_id=None)
    held = CitationReview.objects.select_related("page", "version__statute").order_by("pk")
    amended, ended = shown(list(held))
    words = ["".join(piece.words for piece in side) for side in (amended.before, amended.after)]
    assert words == ["采摘应当轻拿轻放。", "采摘应当轻拿轻放，戴手套。"]
    assert (amended.repealed, ended.repealed, ended.after) == (False, True, [])


def test_a_page_published_before_a_version_comes_into_force_is_marked(orchard: Path) -> None:
    assert bring(orchard, COMING) == 0
    page = citing("water", CITES)
    assert CitationReview.objects.get().page_id == page.pk
    law = reviewing.law_of_page(Page.objects.get(pk=page.pk))
    assert (law.day, law.coming) == (clock.today(), True)
    page.save_revision().publish()
    assert CitationReview.objects.count() == 1


def test_a_page_that_was_not_live_when_the_law_changed_quotes_the_law_of_its_return(
    orchard: Path,
) -> None:
    page = citing("water", CITES)
    published_in(2025, page)
    page.refresh_from_db()
    page.unpublish()
    assert bring(orchard, ORCHARD_AMENDED) == 0
    page.save_revision().publish()
    assert reviewing.law_of_page(Page.objects.get(pk=page.pk)).day == clock.today()


def test_a_page_published_again_quotes_the_law_of_that_day(orchard: Path) -> None:
    page = citing("water", "水照老路走")
    published_in(2025, page)
    bring(orchard, ORCHARD_AMENDED)
    page.refresh_from_db()
    page.body = [rows.block("statute", {"statute": "orchards", "article": "3", "marked": ""})]
    page.save_revision().publish()
    assert "戴手套" in Client().get(page.url).content.decode()


def test_publishing_does_not_look_through_what_waits(orchard: Path) -> None:
    page = citing("water", CITES)
    published_in(2025, page)
    bring(orchard, ORCHARD_AMENDED)
    page.refresh_from_db()
    page.save_revision().publish()
    law = reviewing.law_of_page(Page.objects.get(pk=page.pk))
    assert (law.day, len(law.waiting)) == (date(2025, 5, 1), 1)


def test_a_version_that_is_brought_between_two_others_is_marked(orchard: Path) -> None:
    citing("water", f"{CITES}、第三条之一")
    last = ORCHARD.replace("2020年3月1日 施行", "2026年9月1日 修正\n\n2099年6月1日 施行")
    assert bring(orchard, last) == 0
    assert bring(orchard, ORCHARD_AMENDED) == 2
    work_all("courses.index_citations")
    found = CitationReview.objects.order_by("version__in_force_on", "sub")
    assert [(row.version.edition, row.label, row.change) for row in found] == [
        ("2026-02-01", "第三条", "changed"),
        ("2026-02-01", "第三条之一", "went"),
        ("2026-09-01", "第三条", "changed"),
    ]


def test_two_versions_of_a_law_not_known_before_mark_what_cited_it(tmp_path: Path) -> None:
    rows.library()
    page = citing("water", CITES)
    paths: list[Any] = [tmp_path / "a.md", tmp_path / "b.md"]
    for path, text in zip(paths, (ORCHARD, ORCHARD_AMENDED), strict=True):
        path.write_text(text, encoding="utf-8")
    assert import_files(paths, given=Given(slug="orchards")).problems == []
    work_all("courses.index_citations")
    assert CitationReview.objects.get().page_id == page.pk
