"""The command that goes through the bank, and the demo's own questions before it."""

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.statutes import demo as statutes_demo
from courses.statutes.importing import import_files
from courses.statutes.repealing import repeal
from exams import bank, demo
from exams.bank import Label
from exams.choices import ItemState
from exams.citing import Fault, faults
from exams.models import Item
from exams.verifying import cites_of, library, texts_of
from exams.wording import Wording
from portal import clock
from tests.courses.statutes.test_marking import bring
from tests.courses.statutes.texts import ORCHARD
from tests.exams.rows import single

pytestmark = pytest.mark.django_db
LAWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "laws"


@pytest.fixture
def orchard(tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD)


def item(ref: str, state: str = ItemState.LIVE, **words: object) -> Item:
    wording = replace(single(Item.objects.count()), **words)  # type: ignore[arg-type]
    return bank.add_item(ref, wording, label=Label("tort"), state=state, actor_id=None)


def run(*asked: str) -> tuple[str, list[str], str]:
    """What the command prints, its lines of faults, and what it ends with."""
    out, err, end = StringIO(), StringIO(), ""
    try:
        call_command("check_citations", *asked, stdout=out, stderr=err)
    except CommandError as refused:
        end = str(refused)
    return out.getvalue(), err.getvalue().splitlines(), end


@pytest.mark.usefixtures("orchard")
def test_a_bank_whose_citations_stand_passes() -> None:
    item("list", cites=[["orchards", 3], ["orchards", "3-1"]])
    item("words", explanation="见《果园管理条例》第四条")
    assert run() == ("读了2道题：引用的法条都站得住。\n", [], "")


@pytest.mark.usefixtures("orchard")
def test_each_citation_that_does_not_stand_is_a_line_and_the_command_fails() -> None:
    item("a-missing", cites=[["orchards", 9]])
    item("b-old", stem="按照《合同法》第五十二条，怎么办？")
    item("c-fine", cites=[["orchards", 1]])
    out, lines, end = run()
    assert out == ""
    old = "现在规定在《民法典》合同编第四百六十三条至第九百八十八条，请改引那里的条文"
    assert lines == [
        "a-missing：《果园管理条例》第九条：今天的版本里没有这一条，请核对条号",
        f"b-old：《合同法》第五十二条：2021年1月1日起已废止；{old}",
    ]
    assert end == "读了3道题，有2处引用站不住。"


@pytest.mark.usefixtures("orchard")
def test_a_repealed_statute_of_the_library_fails() -> None:
    item("orchard", cites=[["orchards", 3]])
    repeal("orchards", date(2026, 11, 1), basis="果园法第九十九条", actor_id=None)
    assert run()[1] == ["orchard：《果园管理条例》第三条：2026年11月1日起已废止，请改引现行的法"]


@pytest.mark.usefixtures("orchard")
def test_only_versions_in_use_count_unless_all_are_asked_for() -> None:
    revised = item("revised", cites=[["orchards", 1]])
    wording = replace(single(7), cites=(("orchards", "9"),))
    bank.revise(revised, wording, actor_id=None, reason="改条号")
    item("draft", ItemState.DRAFT, cites=[["orchards", 9]])
    assert run() == ("读了1道题：引用的法条都站得住。\n", [], "")
    assert [line.split("：")[0] for line in run("--all")[1]] == ["draft", "revised"]


@pytest.mark.usefixtures("orchard")
def test_every_word_of_a_question_is_read() -> None:
    asked = Wording("open", "怎样协商？", answer="见《果园管理条例》第七条", explanation="略")
    case = Wording(
        "case_analysis",
        "果园里的一天。",
        parts=(asked, replace(single(1), stem="《果园管理条例》第八条怎么说？")),
    )
    bank.add_item("case", case, label=Label("tort"), state=ItemState.LIVE, actor_id=None)
    cited = [line.split("：")[1] for line in run()[1]]
    assert cited == ["《果园管理条例》第八条", "《果园管理条例》第七条"]


def test_a_gist_says_to_import_the_official_text() -> None:
    statutes_demo.seed()
    item("gist", cites=[["civil-code", 1260]])
    assert run()[1] == [
        "gist：《民法典》第一千二百六十条：法条库里没有这一条，请导入正式文本，或者核对条号"
    ]


def test_every_article_that_the_demo_cites_stands() -> None:
    statutes_demo.seed()
    assert unsound_of_the_demo() == {}


@pytest.mark.real_data
@pytest.mark.skipif(not LAWS.is_dir(), reason="no official texts beside the checkout")
def test_every_article_that_the_demo_cites_stands_in_the_official_texts() -> None:
    assert import_files(sorted(LAWS.glob("*.md"))).problems == []
    assert unsound_of_the_demo() == {}


def unsound_of_the_demo() -> dict[str, list[Fault]]:
    """By reference, what the demo's questions cite that does not stand in today's library."""
    held, today = library(), clock.today()
    words = {entry["ref"]: demo.wording(entry) for entry in demo.questions()}
    return {
        ref: found
        for ref, wording in words.items()
        if (found := faults(cites_of(wording), texts_of(wording), held, today))
    }
