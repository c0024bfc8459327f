"""A later version of a statute opens reviews for exactly what cites a changed article."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.dispatch import Signal
from django.test import Client
from django.utils import translation

from courses.signals import articles_changed, law_changed
from courses.statutes.choices import ReviewState
from courses.statutes.importing import Given, import_files
from courses.statutes.indexing import Cited, index_page
from courses.statutes.models import Article, CitationReview, StatuteVersion
from courses.statutes.repealing import RepealRefused, repeal
from portal.accounts import granting
from portal.audit.models import AuditEvent
from portal.notices.models import Notice
from tests.courses import rows
from tests.courses.statutes.test_import_statutes import LAWS
from tests.courses.statutes.texts import BOOK, ORCHARD, ORCHARD_AMENDED

pytestmark = pytest.mark.django_db
NOTHING: list[dict[str, Any]] = []


def bring(folder: Path, text: str, name: str = "orchard.md", **given: Any) -> int:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    report = import_files([path], given=Given(slug="orchards", **given))
    assert report.problems == []
    return report.reviews


@contextmanager
def heard(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    told: list[dict[str, Any]] = []

    def hear(**facts: Any) -> None:
        told.append(
            {name: facts[name] for name in facts if name not in {"signal", "sender", "event"}}
        )

    signal.connect(hear)
    try:
        yield told
    finally:
        signal.disconnect(hear)


@pytest.fixture
def orchard(tmp_path: Path) -> Path:
    bring(tmp_path, ORCHARD)
    rows.library()
    return tmp_path


def citing(slug: str, words: str, **values: Any) -> Any:
    """A published lesson with these words."""
    module = rows.module(f"m-{slug}")
    lesson = rows.lesson(module, slug, body=[rows.block("text", f"<p>{words}</p>")], **values)
    lesson.save_revision().publish()
    return lesson


def opened() -> list[tuple[str, str, str]]:
    found = CitationReview.objects.select_related("page").order_by("page__slug", "number", "sub")
    return [(row.page.slug, row.label, row.change) for row in found]


def test_exactly_the_pages_that_cite_a_changed_article_are_marked(orchard: Path) -> None:
    citing("unchanged", "《果园管理条例》第二条、第四条，第一条")
    citing("changed", "见《果园管理条例》第三条")
    citing("gone", "果园管理条例第三条之一")
    citing("range", "《果园管理条例》第二条至第四条")
    citing("other", "《民法典》第三条和合同第三条")
    assert bring(orchard, ORCHARD_AMENDED) == 4
    assert opened() == [
        ("changed", "第三条", "changed"),
        ("gone", "第三条之一", "went"),
        ("range", "第三条", "changed"),
        ("range", "第三条之一", "went"),
    ]


def test_commentaries_are_marked_by_their_rows_and_their_words(orchard: Path) -> None:
    page = rows.commentary("ditch", analysis="<p>《果园管理条例》第三条</p>")
    page.save_revision().publish()
    other = rows.commentary("wall")
    other.save_revision().publish()
    assert bring(orchard, ORCHARD_AMENDED) == 1
    row = CitationReview.objects.get()
    assert (row.page_id, row.kind, row.state) == (page.pk, "commentary", ReviewState.OPEN)


def test_importing_again_marks_nothing_anew(orchard: Path) -> None:
    citing("changed", "《果园管理条例》第三条")
    assert [bring(orchard, ORCHARD_AMENDED) for _ in range(2)] == [1, 0]
    assert AuditEvent.objects.filter(kind="statute.changed").count() == 1


def test_the_older_version_keeps_its_words(orchard: Path) -> None:
    bring(orchard, ORCHARD_AMENDED)
    assert Article.objects.filter(version__statute__slug="orchards", number=3, sub=0).count() == 2
    assert Article.objects.get(number=3, sub=1).text == "雨天不采摘。"


def test_an_older_text_that_comes_in_late_marks_nothing(tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD_AMENDED)
    citing("changed", "《果园管理条例》第三条")
    assert bring(tmp_path, ORCHARD) == 0


def test_undated_texts_do_not_overwrite_each_other(tmp_path: Path) -> None:
    undated = ORCHARD.replace("2020年1月2日 果园会议通过\n\n2020年3月1日 施行\n", "")
    bring(tmp_path, undated, in_force_on=date(2020, 3, 1))
    later = undated.replace("轻拿轻放", "小心轻放")
    citing("changed", "《果园管理条例》第三条")
    assert bring(tmp_path, later, in_force_on=date(2026, 6, 1)) == 1
    assert bring(tmp_path, later, in_force_on=date(2026, 6, 1)) == 0
    editions = StatuteVersion.objects.order_by("in_force_on").values_list("edition", flat=True)
    assert list(editions) == ["2020-03-01", "2026-06-01"]


UNDATED = ORCHARD.replace("2020年1月2日 果园会议通过\n\n2020年3月1日 施行\n", "")
OTHER_WORDS = UNDATED.replace("轻拿轻放", "小心轻放")


def texts_of_3() -> list[str]:
    rows_of = Article.objects.filter(version__statute__slug="orchards", number=3, sub=0)
    return list(rows_of.order_by("version__recorded_at").values_list("text", flat=True))


def test_other_words_with_a_day_are_a_version_of_their_own(tmp_path: Path) -> None:
    bring(tmp_path, UNDATED)
    citing("changed", "《果园管理条例》第三条")
    assert bring(tmp_path, OTHER_WORDS, in_force_on=date(2026, 6, 1)) == 1
    assert texts_of_3() == ["采摘应当轻拿轻放。", "采摘应当小心轻放。"]
    assert bring(tmp_path, OTHER_WORDS) == 0
    assert len(texts_of_3()) == 2


def test_other_words_without_any_day_are_refused(tmp_path: Path) -> None:
    bring(tmp_path, UNDATED)
    path = tmp_path / "other.md"
    path.write_text(OTHER_WORDS, encoding="utf-8")
    with translation.override("en"):
        report = import_files([path], given=Given(slug="orchards"))
    ((named, problem),) = report.problems
    assert (named, problem.message) == (
        path,
        (
            "The library holds other words of this statute. Please say since when this text is in"
            " force (--in-force)."
        ),
    )
    assert (report.imported, texts_of_3()) == ([], ["采摘应当轻拿轻放。"])


def test_a_day_that_was_missing_is_filled_in(tmp_path: Path) -> None:
    bring(tmp_path, UNDATED)
    assert bring(tmp_path, UNDATED, in_force_on=date(2020, 3, 1)) == 0
    version = StatuteVersion.objects.get(statute__slug="orchards")
    assert (version.edition, version.in_force_on) == ("", date(2020, 3, 1))


def test_a_book_that_is_not_imported_yet_has_not_gone(tmp_path: Path) -> None:
    family = BOOK.replace("物权编", "婚姻家庭编").replace("第二百八十九条", "第一千零四十条")
    family = family.replace("第二百九十条", "第一千零四十一条")
    bring(tmp_path, BOOK, "a.md")
    bring(tmp_path, family, "b.md")
    citing("changed", "《民法典》第二百九十条、第一千零四十一条")
    amended = BOOK.replace("大会通过", "大会通过\n\n2026年3月1日 修正").replace("排水", "用水")
    assert bring(tmp_path, amended, "a.md") == 1
    assert opened() == [("changed", "第二百九十条", "changed")]


def test_owners_are_told_once_for_a_version(orchard: Path) -> None:
    judge = granting.create_login("judge", "a-long-password", "刘志远", actor_id=None)
    citing("one", "《果园管理条例》第三条", owner=judge)
    citing("two", "《果园管理条例》第三条", owner=judge)
    bring(orchard, ORCHARD_AMENDED)
    (notice,) = Notice.objects.unscoped("test").filter(kind="statute.changed")
    assert (notice.user_id, notice.facts["count"]) == (judge.pk, "2")
    assert notice.link == "/desk/law-reviews/"


def test_the_rooms_above_are_told_within_the_transaction(orchard: Path) -> None:
    lesson = citing("changed", "《果园管理条例》第三条")
    page = rows.commentary("ditch", analysis="<p>《果园管理条例》第三条</p>")
    page.save_revision().publish()
    with heard(articles_changed) as articles, heard(law_changed) as laws:
        bring(orchard, ORCHARD_AMENDED)
    version = StatuteVersion.objects.get(edition="2026-02-01")
    assert articles == [
        {"statute": "orchards", "version_id": version.pk, "articles": [(3, 0), (3, 1)]}
    ]
    assert laws == [
        {
            "statute": "orchards",
            "version_id": version.pk,
            "lessons": [lesson.pk],
            "in_force_on": date(2026, 6, 1),
        }
    ]


def test_when_a_receiver_fails_nothing_was_imported(orchard: Path) -> None:
    citing("changed", "《果园管理条例》第三条")

    def fail(**_facts: Any) -> None:
        raise RuntimeError("no")

    law_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError, match="no"):
            bring(orchard, ORCHARD_AMENDED)
    finally:
        law_changed.disconnect(fail)
    assert StatuteVersion.objects.filter(statute__slug="orchards").count() == 1
    assert CitationReview.objects.count() == 0


def test_nobody_is_told_when_only_blanks_differ(orchard: Path) -> None:
    later = ORCHARD.replace("2020年3月1日 施行", "2026年2月1日 果园会议修正").replace(
        "桃园", "桃 园"
    )
    with heard(law_changed) as laws:
        assert bring(orchard, later) == 0
    assert laws == NOTHING


def test_a_repeal_marks_whatever_cites_the_statute(orchard: Path) -> None:
    citing("cited", "《果园管理条例》第一条")
    day = date(2026, 1, 1)
    with heard(law_changed) as laws:
        assert repeal("orchards", day, basis="新条例第九条", actor_id=None) == 1
        assert repeal("orchards", day, basis="新条例第九条", actor_id=None) == 0
    assert [told["in_force_on"] for told in laws] == [day]
    assert opened() == [("cited", "第一条", "went")]
    event = AuditEvent.objects.select_related("body").get(kind="statute.repealed")
    assert event.body.reason == "新条例第九条"


@pytest.mark.parametrize(
    ("slug", "day"), [("nothing", date(2026, 1, 1)), ("orchards", date(2020, 3, 1))]
)
def test_a_repeal_that_cannot_be_is_refused(orchard: Path, slug: str, day: date) -> None:
    with pytest.raises(RepealRefused):
        repeal(slug, day, basis="x", actor_id=None)


def test_a_second_day_of_repeal_is_refused(orchard: Path) -> None:
    repeal("orchards", date(2026, 1, 1), basis="x", actor_id=None)
    with pytest.raises(RepealRefused):
        repeal("orchards", date(2026, 1, 2), basis="x", actor_id=None)


def test_what_is_unpublished_is_not_marked(orchard: Path) -> None:
    lesson = citing("changed", "《果园管理条例》第三条")
    lesson.unpublish()
    assert bring(orchard, ORCHARD_AMENDED) == 0


def test_a_law_the_library_does_not_hold_is_not_indexed(orchard: Path) -> None:
    lesson = citing("changed", "《果园管理条例》第三条")
    rows_of = {Cited("nothing", 1, 0, 1), Cited("orchards", 1, 0, 1)}
    assert index_page(lesson.pk, "lesson", rows_of) == 1


@pytest.mark.skipif(not LAWS.is_dir(), reason="no official texts beside the checkout")
def test_a_changed_copy_of_an_official_text_marks_exactly_what_cites_it(tmp_path: Path) -> None:
    assert import_files(sorted(LAWS.glob("*.md"))).problems == []
    citing("changed", "《人民调解法》第十七条")
    citing("range", "人民调解法第十六条至第十八条")
    citing("unchanged", "《人民调解法》第十八条，《民事诉讼法》第十七条")
    (source,) = LAWS.glob("人民调解法*.md")
    text = source.read_text(encoding="utf-8")
    lines = text.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("第十七条"))
    lines[place] += "另有规定的除外。"
    day = next(n for n, line in enumerate(lines) if "通过" in line)
    lines.insert(day + 1, "\n2026年10月1日 修正")
    path = tmp_path / "changed.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = import_files([path], given=Given(in_force_on=date(2027, 1, 1)))
    assert (report.problems, report.reviews) == ([], 2)
    assert [row[:2] for row in opened()] == [("changed", "第十七条"), ("range", "第十七条")]
    assert "第十七条" in Client().get("/law/mediation-law/17/").content.decode()
