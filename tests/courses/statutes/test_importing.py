from datetime import date
from pathlib import Path

import pytest

from courses.statutes.articles import article, version_on
from courses.statutes.importing import Gist, Given, Report, import_files, put_gists
from courses.statutes.models import Article, Statute, StatuteVersion
from courses.statutes.titles import BY_SLUG
from portal.audit.models import AuditEvent
from tests.courses.statutes.texts import BOOK, ORCHARD

pytestmark = pytest.mark.django_db


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def counts(report: Report) -> list[tuple[int, int, int]]:
    assert report.problems == []
    return [(row.articles, row.new, row.changed) for row in report.imported]


def put_civil_gists() -> int:
    gists = [Gist("civil-code", 290, "排水", "要旨"), Gist("civil-code", 680, "利息", "要旨")]
    known, day = BY_SLUG["civil-code"], date(2020, 5, 28)
    return put_gists(known, gists, adopted_on=day, in_force_on=date(2021, 1, 1))


def test_a_file_is_imported_once_and_again_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "orchard.md", ORCHARD)
    assert counts(import_files([path])) == [(5, 5, 0)]
    assert counts(import_files([path])) == [(5, 0, 0)]
    assert AuditEvent.objects.filter(kind="statute.imported").count() == 1


def test_a_corrected_text_of_the_same_edition_is_counted_as_changed(tmp_path: Path) -> None:
    import_files([written(tmp_path, "a.md", ORCHARD)])
    better = ORCHARD.replace("轻拿轻放", "小心轻放")
    assert counts(import_files([written(tmp_path, "b.md", better)])) == [(5, 0, 1)]
    assert Article.objects.get(number=3, sub=0).text == "采摘应当小心轻放。"


def test_a_later_edition_stands_beside_the_earlier_one(tmp_path: Path) -> None:
    later = ORCHARD.replace("2020年3月1日 施行", "2026年2月1日 果园会议修正\n\n2027年1月1日 施行")
    import_files([written(tmp_path, "a.md", ORCHARD)])
    assert counts(import_files([written(tmp_path, "b.md", later)])) == [(5, 5, 0)]
    slug = Statute.objects.get().slug
    editions = [version_on(slug, on=date(year, 6, 1)) for year in (2019, 2026, 2027)]
    assert [row.edition for row in editions if row] == ["2020-01-02", "2020-01-02", "2026-02-01"]


def test_one_malformed_file_keeps_the_good_ones_out_too(tmp_path: Path) -> None:
    good = written(tmp_path, "good.md", ORCHARD)
    bad = written(tmp_path, "bad.md", "# 法\n\n第一条 甲。\n\n第三条 丙。")
    report = import_files([good, bad, tmp_path / "absent.md", tmp_path])
    assert [(path.name, problem.line) for path, problem in report.problems] == [
        ("bad.md", 5),
        ("absent.md", None),
        (tmp_path.name, None),
    ]
    assert Statute.objects.count() == 0


def test_two_files_with_other_words_for_one_article_are_refused(tmp_path: Path) -> None:
    other = ORCHARD.replace("雨天", "雪天")
    files = [written(tmp_path, "a.md", ORCHARD), written(tmp_path, "b.md", other)]
    assert [path.name for path, _problem in import_files(files).problems] == ["b.md"]


def test_books_of_the_code_become_one_statute_and_fill_in_what_one_leaves_unsaid(
    tmp_path: Path,
) -> None:
    family = BOOK.replace("物权编", "婚姻家庭编").replace("2021年1月1日 施行", "")
    family = family.replace("第二百八十九条", "第一千零四十条").replace(
        "第二百九十条", "第一千零四十一条"
    )
    files = [written(tmp_path, "a.md", family), written(tmp_path, "b.md", BOOK)]
    import_files(files)
    version = StatuteVersion.objects.get()
    assert (version.statute.slug, version.in_force_on) == ("civil-code", date(2021, 1, 1))
    assert version.articles.count() == 4


def test_official_text_replaces_the_gist_in_place(tmp_path: Path) -> None:
    put_civil_gists()
    before = Article.objects.get(number=290)
    assert counts(import_files([written(tmp_path, "book.md", BOOK)])) == [(2, 1, 1)]
    after = Article.objects.get(number=290)
    assert (after.pk, after.is_gist, after.heading) == (before.pk, False, "")
    assert Article.objects.get(number=680).is_gist


def test_official_text_replaces_a_gist_of_an_undated_edition(tmp_path: Path) -> None:
    known = BY_SLUG["civil-code"]
    put_gists(known, [Gist("civil-code", 290, "", "要旨")], adopted_on=None, in_force_on=None)
    import_files([written(tmp_path, "book.md", BOOK)])
    assert [row.is_gist for row in Article.objects.filter(number=290)] == [False]


def test_gists_never_overwrite_official_text(tmp_path: Path) -> None:
    import_files([written(tmp_path, "book.md", BOOK)])
    assert put_civil_gists() == 1
    row = article("civil-code", 290)
    assert row is not None
    assert not row.is_gist


def test_an_unknown_title_takes_the_given_address_and_keeps_it(tmp_path: Path) -> None:
    path = written(tmp_path, "orchard.md", ORCHARD)
    given = Given(slug="orchards", in_force_on=date(2020, 4, 1), verified_on=date(2026, 1, 5))
    import_files([path], given=given)
    import_files([path], given=Given(slug="other"))
    version = StatuteVersion.objects.get()
    assert version.statute.slug == "orchards"
    assert version.verified_on == date(2026, 1, 5)


def test_a_derived_address_is_the_same_each_time(tmp_path: Path) -> None:
    path = written(tmp_path, "orchard.md", ORCHARD)
    import_files([path])
    assert Statute.objects.get().slug.startswith("law-")
    assert counts(import_files([path])) == [(5, 0, 0)]


def test_one_address_for_two_statutes_is_refused(tmp_path: Path) -> None:
    files = [written(tmp_path, "a.md", ORCHARD), written(tmp_path, "b.md", BOOK)]
    assert len(import_files(files, given=Given(slug="both")).problems) == 1
