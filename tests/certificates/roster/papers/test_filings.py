"""The form for the bureau and the notice to the court."""

from datetime import datetime

import pytest

from certificates.roster.papers.filings import filing_paper
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.models import Organisation
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY
from tests.certificates.roster.conftest import Town
from tests.certificates.roster.papers.looking import has_red, pages, words

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, tzinfo=clock.CITY_ZONE)


def elect(at: Organisation, name: str) -> None:
    with clock.at(MONDAY):
        city.elect(city.somebody(at, name), city.seat(at))


def paper(kind: str, at: Organisation, number: str = "") -> bytes:
    with clock.at(MONDAY + 7 * DAY):
        return filing_paper(Scope(places={"hr": (at.path,)}), kind, at, number=number)


def test_the_form_lists_the_changes_over_pages_with_the_head_on_each(town: Town) -> None:
    for n in range(30):
        elect(town.east_village, f"张{chr(0x4E00 + n)}")
    elect(town.east_village, "阿依古丽·买买提·阿卜杜热合曼")
    made = paper("bureau", town.east)
    every = pages(made)
    assert "人民调解员变动备案表" in every[0]
    assert "报备单位：青石镇" in every[0]
    assert "共31项" in every[0]
    assert len(every) > 1
    assert all("上岗证编号" in page for page in every[:-1])
    assert "2026年4月13日" in every[0]
    assert "《中华人民共和国人民调解法》第十条" in every[-1]
    assert not has_red(made)


def test_the_notice_names_the_one_court_and_leaves_the_number_to_be_filled_in(town: Town) -> None:
    city.place("court", town.centre, "示例市基层人民法院")
    elect(town.east_village, "周桂芳")
    made = paper("court", town.east_village)
    said = words(made)
    for told in (
        "〔2026〕号",
        "关于人民调解委员会人员调整情况的通报示例市基层人民法院：",
        "柳溪村调委会范围内人民调解委员会人员调整情况（共1项）",
        "司法局2026年3月9日",
        "附件人民调解委员会人员调整情况表",
        "周桂芳",
    ):
        assert told in said, told
    assert len(pages(made)) == 2
    assert not has_red(made)


def test_a_given_number_stands_there_as_plain_words_and_no_court_is_guessed(town: Town) -> None:
    for name in ("东区人民法院", "西区人民法院"):
        city.place("court", town.centre, name)
    elect(town.east_village, "周桂芳")
    said = words(paper("court", town.east_village, "示例司通〔2026〕3号<b>&"))
    assert "示例司通〔2026〕3号<b>&关于" in said
    assert "区人民法院" not in said


def test_where_nothing_is_left_to_be_told_there_is_no_paper(town: Town) -> None:
    with pytest.raises(Refused):
        paper("bureau", town.west)
