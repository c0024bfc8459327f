"""The record of an end: what was decided, what follows, what is handed over."""

from datetime import date, datetime

import pytest

from certificates.models import Certificate
from certificates.roster import correcting, handing, notifying, succeeding
from certificates.roster.models import Appointment, AppointmentEnding, Filing, Succession
from certificates.roster.papers.records import record_of
from certificates.roster.refusing import Refused
from portal import clock
from portal.accounts.models import User
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, end, signed
from tests.certificates.roster.papers.looking import has_red, words

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, tzinfo=clock.CITY_ZONE)
LATER = MONDAY + 7 * DAY


@pytest.fixture
def village(db: None) -> Organisation:
    return city.place("village", name="柳溪村人民调解委员会")


def elected(at: Organisation, name: str = "梁有田", *, certified: bool = True) -> Appointment:
    with clock.at(MONDAY):
        person = city.somebody(at, name)
        if certified:
            city.certify(person)
        return city.elect(person, city.seat(at))


def of(ending: AppointmentEnding) -> str:
    with clock.at(LATER):
        return words(record_of(ending))


def dismissed(row: Appointment) -> AppointmentEnding:
    """Ended on a past day by two people, the certificate revoked today, the court told."""
    ending = end(
        row,
        day=date(2026, 3, 4),
        reason="statutory_misconduct",
        deciding_body="柳溪村村民代表会议",
        document_number="柳村〔2026〕3号",
        note="偏袒一方当事人",
        signed=signed("今日方收到会议记录"),
    )
    city.change(Certificate.objects.unscoped("t").get(), "revoked", clock.today())
    item = handing.put_down(ending, kind="case", what="3组土地边界纠纷", actor_id=None)
    handing.receive(item, by="孙接手", day=clock.today(), actor_id=None)
    filings = list(Filing.objects.unscoped("t").filter(kind="court", of_ending=True))
    notifying.note_told(
        filings, day=clock.today(), document_number="示例司通〔2026〕3号", actor_id=None
    )
    User.objects.filter(username="first").update(display_name="李提出")
    return AppointmentEnding.objects.unscoped("t").get()


def test_a_replacement_says_ground_decision_certificate_and_what_is_handed_over(
    village: Organisation,
) -> None:
    row = elected(village)
    with clock.at(LATER):
        paper = record_of(dismissed(row))
    said = words(paper)
    for told in (
        "人民调解员撤换登记表",
        "任职时间2026年3月2日至2026年3月3日",
        "2026年3月4日起不再担任",
        "《中华人民共和国人民调解法》第十五条",
        "决定机关柳溪村村民代表会议决定文书柳村〔2026〕3号",
        f"{Certificate.objects.unscoped('t').get().number}：已撤销（2026年3月9日起）",
        "空缺，2026年3月4日起",
        "本事项于2026年3月9日补录。原因：今日方收到会议记录",
        "提出人：李提出复核人：second",
        "报县级司法行政机关备案2026年4月15日未办理",
        "向基层人民法院通报2026年3月18日已于2026年3月9日办理，示例司通〔2026〕3号",
        "1未结纠纷3组土地边界纠纷孙接手2026年3月9日",
        "对外一律表述为“已不再担任”",
    ):
        assert told in said, told
    assert not has_red(paper)


def test_a_departure_names_the_successor_and_leaves_lines_for_the_list(
    village: Organisation,
) -> None:
    row = elected(village, certified=False)
    with clock.at(LATER):
        ending = end(row)
        after = city.somebody(village, "孙接手")
        city.elect(after, row.post)
    said = of(ending)
    assert "人民调解员离任登记表" in said
    assert "未持有上岗证" in said
    assert "由孙接手接任，2026年3月9日起（推选）" in said
    assert "补录" not in said
    assert "撤换" not in said


def test_a_post_that_was_closed_is_no_vacancy(village: Organisation) -> None:
    row = elected(village)
    with clock.at(LATER):
        ending = end(row)
        gap = Succession.objects.unscoped("t").get()
        succeeding.close_post(gap, day=clock.today(), reason="村组合并", actor_id=None)
    said = of(ending)
    assert "岗位已撤销，2026年3月9日起：村组合并" in said
    assert "空缺" not in said


def test_an_entry_that_was_struck_has_none(village: Organisation) -> None:
    row = elected(village)
    with clock.at(LATER):
        ending = end(row)
        correcting.annul(row, actor_id=None, signed=signed("录错"))
    with pytest.raises(Refused):
        record_of(AppointmentEnding.objects.unscoped("t").get(pk=ending.pk))
