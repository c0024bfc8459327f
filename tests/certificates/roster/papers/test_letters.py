"""The letter of whoever was hired; nobody else has one."""

from datetime import date, datetime

import pytest
from django.utils import translation

from certificates.roster import appointing, correcting
from certificates.roster.models import Appointment
from certificates.roster.papers.letters import letter_of
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, end, signed
from tests.certificates.roster.papers.looking import has_red, words

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, tzinfo=clock.CITY_ZONE)


@pytest.fixture
def committee(db: None) -> Organisation:
    return city.place("township", name="青石镇人民调解委员会")


def hired(at: Organisation, name: str = "周桂芳") -> Appointment:
    with clock.at(MONDAY):
        person = city.somebody(at, name)
        city.certify(person)
        return appointing.appoint(
            person,
            city.seat(at, "full_time"),
            mode="hired",
            starts=date(2026, 3, 9),
            term_ends=date(2029, 3, 9),
            basis="示例司发〔2026〕12号",
            actor_id=None,
        )


def test_it_says_who_is_hired_for_what_and_how_long_whatever_the_readers_language(
    committee: Organisation,
) -> None:
    row = hired(committee)
    with clock.at(MONDAY), translation.override("en"):
        paper = letter_of(row)
    said = words(paper)
    assert row.certificate
    for told in (
        "聘书周桂芳同志：",
        "兹聘请您担任青石镇人民调解委员会专职调解员",
        "聘期自2026年3月9日起至2029年3月8日止",
        "聘任依据示例司发〔2026〕12号",
        f"上岗证编号{row.certificate.number}",
        "（盖章处）",
        "2026年3月2日",
    ):
        assert told in said
    assert not has_red(paper)


def test_rare_and_long_names_stand_on_it_whole_on_one_page(committee: Organisation) -> None:
    for name in ("王𠮷䶮", "阿依古丽·买买提·阿卜杜热合曼" + "长" * 34):
        with clock.at(MONDAY):
            paper = letter_of(hired(committee, name))
        assert f"{name}同志" in words(paper)
        assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 1


def refusal(row: Appointment) -> str:
    with pytest.raises(Refused) as refused, clock.at(MONDAY + 30 * DAY):
        letter_of(row)
    return str(refused.value)


def test_the_elected_have_the_minutes_instead() -> None:
    village = city.place("village")
    with translation.override("en"):
        said = refusal(city.elect(city.somebody(village), city.seat(village)))
    assert "minutes of the election" in said


def test_none_is_printed_once_it_has_ended_but_until_then_up_to_that_day(
    committee: Organisation,
) -> None:
    row = hired(committee)
    with clock.at(MONDAY + 8 * DAY):
        end(row, day=date(2026, 3, 20))
        assert "至2026年3月19日止" in words(letter_of(row))
    with translation.override("en"):
        assert "has ended" in refusal(row)


def test_an_entry_that_was_struck_has_none(committee: Organisation) -> None:
    row = hired(committee)
    with clock.at(MONDAY + DAY):
        correcting.annul(row, actor_id=None, signed=signed("录错了人"))
    with translation.override("en"):
        assert "has been corrected" in refusal(row)
