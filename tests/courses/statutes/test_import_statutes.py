"""The command, on files of our own and on the official texts when they lie beside the checkout."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.statutes.articles import article
from courses.statutes.importing import import_files
from courses.statutes.models import Article, StatuteVersion
from tests.courses.statutes.texts import ORCHARD

pytestmark = pytest.mark.django_db

LAWS = Path(__file__).resolve().parents[4] / "shared" / "data" / "laws"
REAL_COUNTS = {
    "人民调解法": 35, "人民陪审员法": 32, "人民调解委员会组织条例": 17, "劳动争议调解仲裁法": 54,
    "最高人民法院关于人民法院特邀调解的规定": 30,
    "最高人民法院关于人民调解协议司法确认程序的若干规定": 13,
    "最高人民法院关于适用《人民陪审员法》若干问题的解释": 19, "民事诉讼法": 306,
    "民法典-总则": 204, "民法典-物权编": 258, "民法典-合同编": 526, "民法典-婚姻家庭编": 79,
    "民法典-继承编": 45, "民法典-侵权责任编": 95,
}  # fmt: skip


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_statutes", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as refused:
        err.write(str(refused))
    return out.getvalue(), err.getvalue()


def test_it_prints_a_line_per_file(tmp_path: Path) -> None:
    path = tmp_path / "orchard.md"
    path.write_text(ORCHARD, encoding="utf-8")
    out, err = run(path, "--slug", "orchards", "--source", "果园报")
    assert out.startswith("orchard.md")
    assert err == ""


def test_it_prints_a_line_per_problem_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    path.write_text("# 法\n\n第一条 甲。\n\n第三条 丙。\n\n第三条 丁。", encoding="utf-8")
    out, err = run(path)
    assert out == ""
    assert [line.split(": ")[0] for line in err.splitlines()[:2]] == [f"{path}:5", f"{path}:7"]
    with pytest.raises(CommandError):
        call_command("import_statutes", str(path), stderr=StringIO())


def test_what_cannot_be_read_is_said_in_our_words(tmp_path: Path) -> None:
    assert "读不了这个文件：这是文件夹，不是文件" in run(tmp_path)[1]
    assert "读不了这个文件：没有这个文件" in run(tmp_path / "none.md")[1]


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path / "any.md", "--slug", "果 园")[0] == ""


@pytest.mark.real_data
@pytest.mark.skipif(not LAWS.is_dir(), reason="no official texts beside the checkout")
def test_the_official_texts_are_read_whole_and_again_changes_nothing() -> None:
    files = sorted(LAWS.glob("*.md"))
    report = import_files(files)
    assert report.problems == []
    counted = {row.path.stem.split("(")[0]: (row.articles, row.new) for row in report.imported}
    assert counted == {name: (count, count) for name, count in REAL_COUNTS.items()}
    assert StatuteVersion.objects.count() == 9
    before = list(Article.objects.order_by("pk").values())
    again = import_files(files)
    assert {(row.new, row.changed) for row in again.imported} == {(0, 0)}
    assert list(Article.objects.order_by("pk").values()) == before


@pytest.mark.real_data
@pytest.mark.skipif(not LAWS.is_dir(), reason="no official texts beside the checkout")
def test_the_official_texts_come_out_clean() -> None:
    run(*sorted(LAWS.glob("*.md")))
    dirty = Article.objects.filter(text__regex="[\u200b\u2002]|:|[(]一[)]")
    assert dirty.count() == 0
    row = article("civil-procedure", 205)
    assert row is not None
    assert row.chapter == "第十五章　特别程序"
    assert row.section == "第七节　确认调解协议案件"
    drainage = article("civil-code", 290)
    assert drainage is not None
    assert drainage.place == "物权编　第二分编　所有权　第七章　相邻关系"
