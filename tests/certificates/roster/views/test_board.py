"""The quota board as keepers see it."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from certificates.roster import replacing
from certificates.roster.models import Appointment, ExpertPanelMember
from certificates.roster.staffing import panels
from portal import clock
from portal.audit.models import AuditEvent
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BOARD = "/roster/board/"


def text(client: Client, url: str = BOARD, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def hire(town: Town, name: str = "") -> None:
    person = city.somebody(town.east_committee, name)
    city.certify(person)
    city.hire(person, city.seat(town.east_committee, "full_time"))


def test_the_number_comes_first_then_the_places(town: Town, hr: Client) -> None:
    hire(town)
    page = text(hr)
    assert "专职调解员还缺" in page
    assert "应配<strong>5</strong>" in page
    assert "到位率<strong>20.0%</strong>" in page
    assert "1个乡镇街道" in page
    assert page.index("专职调解员还缺") < page.index("空缺0个") < page.index("任期")


def test_a_town_sees_only_its_own(town: Town, clerk: Client) -> None:
    west = city.seat(town.west_village, "chair")
    east = city.seat(town.east_village, "chair")
    page = text(clerk)
    assert f"/roster/posts/{east.pk}/" in page
    assert f"/roster/posts/{west.pk}/" not in page
    assert "北坡村" not in page
    assert "市级方案" not in page


def test_the_day_is_in_the_address(town: Town, hr: Client) -> None:
    with clock.at(clock.now() - 40 * DAY):
        hire(town, "孙国栋")
    row = Appointment.every.get()
    replacing.end(row, day=clock.today(), reason="resigned", deciding_body="司法所", actor_id=None)
    assert "孙国栋（本人辞去）" in text(hr) or "孙国栋" in text(hr)
    before = (clock.today() - DAY).isoformat()
    assert "孙国栋" not in text(hr, f"{BOARD}?on={before}")


@pytest.mark.parametrize("typed", ["2026-02-30", "1900-01-01", "9999-01-01", "heute"])
def test_a_day_that_cannot_be_right_is_told_beside_its_field(hr: Client, typed: str) -> None:
    page = text(hr, f"{BOARD}?on={typed}", 422)
    assert 'id="on-error"' in page
    assert typed in page
    assert "下面的看板按今天显示" in page


def test_an_unknown_kind_of_post_is_no_server_error(hr: Client) -> None:
    assert "下面的看板" not in text(hr, f"{BOARD}?post=king", 422)


def test_what_lacks_is_a_list_with_a_filter(town: Town, hr: Client) -> None:
    city.elect(city.somebody(town.east_village), city.seat(town.east_village, "member"))
    every = text(hr, f"{BOARD}lacking/")
    assert "柳溪村调委会" in every
    assert "没有主任" in every
    only = text(hr, f"{BOARD}lacking/?what=chair")
    assert "柳溪村调委会" in only
    assert "北坡村调委会" not in only
    assert "没有缺项" in text(hr, f"{BOARD}lacking/?what=women")


def test_the_workbook_has_every_sheet_and_no_formula(town: Town, hr: Client) -> None:
    city.place("township", town.east, "=1+1调委会")
    city.seat(town.east_committee, "full_time")
    answer = hr.post(f"{BOARD}export/", {"on": clock.today().isoformat()})
    assert answer.status_code == 200
    assert f'board-{clock.today()}.xlsx"' in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book.worksheets for row in sheet for cell in row]
    assert len(book.worksheets) == 6
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert "'=1+1调委会" in {cell.value for cell in cells}
    assert AuditEvent.objects.filter(kind="roster.board_exported").count() == 1


def test_the_workbook_is_in_the_language_of_who_asks(hr: Client) -> None:
    hr.cookies["django_language"] = "en"
    book = load_workbook(io.BytesIO(hr.post(f"{BOARD}export/", {}).content))
    assert book.sheetnames[0] == "Full-time mediators"


def test_no_workbook_of_another_day_than_was_asked_for(hr: Client) -> None:
    answer = hr.post(f"{BOARD}export/", {"on": "1900-01-01"}, follow=True)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["on"])
    assert not AuditEvent.objects.filter(kind="roster.board_exported").exists()


def test_a_panel_is_recorded_filled_and_ended(town: Town, hr: Client) -> None:
    day = (clock.today() - 3 * DAY).isoformat()
    told = {"organisation": town.centre.pk, "name": "医疗", "since": day}
    answer = hr.post(f"{BOARD}panels/new/", told)
    add = answer["Location"]
    city.somebody(town.centre, "孙医生")
    for expert in (
        {"name": "孙医生", "on_file": "on"},
        {"name": "李专家", "unit": "市医院"},
    ):
        assert hr.post(add, expert | {"since": day}).status_code == 302
    page = text(hr, f"{BOARD}panels/")
    assert "孙医生" in page
    assert "不足5人" in page
    assert "医疗：有2人，至少5人" in text(hr)
    seat = ExpertPanelMember.every.get(name="李专家")
    gone = {"day": clock.today().isoformat(), "reason": "辞去"}
    assert hr.post(f"{BOARD}experts/{seat.pk}/", gone).status_code == 302
    assert "1位已出库专家" in text(hr, f"{BOARD}panels/")
    assert hr.post(add.replace("/add/", "/end/"), gone).status_code == 302
    assert "医疗：" not in text(hr)
    assert text(hr, add, 404)


def test_a_wrong_entry_stays_with_the_remedy_beside_it(town: Town, hr: Client) -> None:
    panel = panels.open_panel(town.centre, "医疗", since=clock.today(), actor_id=None)
    add, end = f"{BOARD}panels/{panel.pk}/add/", f"{BOARD}panels/{panel.pk}/end/"
    today = clock.today().isoformat()
    same = {"organisation": town.centre.pk, "name": "医疗", "since": today}
    for name in ("重名", "重名"):
        city.somebody(town.centre, name)
    for url, typed, said in (
        (add, {"name": "李专家", "since": today}, "请填写专家所在单位"),
        (add, {"name": "无此人", "on_file": "on", "since": today}, "没有这个姓名的档案"),
        (add, {"name": "重名", "on_file": "on", "since": today}, "几位同名的人"),
        (add, {"name": "李", "unit": "院", "since": "2020-01-01"}, "请选择更晚的日期"),
        (end, {"day": today, "reason": "改组"}, "晚于专家库设立"),
        (end, {"day": today}, "请写明原因"),
        (f"{BOARD}panels/new/", same, "已有同名"),
    ):  # fmt: skip
        answer = hr.post(url, typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page
        if typed.get("name"):
            assert typed["name"] in page


def test_panels_of_others_do_not_exist(town: Town) -> None:
    panel = panels.open_panel(town.west, "建工", since=clock.today() - DAY, actor_id=None)
    seat = panels.add_expert(panel, name="李", unit="院", since=clock.today() - DAY, actor_id=None)
    clerk, _user = login("clerk", town.east)
    for url in (f"panels/{panel.pk}/add/", f"panels/{panel.pk}/end/", f"experts/{seat.pk}/"):
        assert clerk.get(BOARD + url).status_code == 404
    assert "建工" not in text(clerk, f"{BOARD}panels/")


@pytest.mark.parametrize("many", [1, 3])
def test_panels_take_the_same_queries(
    town: Town, hr: Client, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(many):
        panel = panels.open_panel(town.centre, f"库{n}", since=clock.today(), actor_id=None)
        person = city.somebody(town.centre)
        panels.add_expert(panel, person=person, since=clock.today(), actor_id=None)
    hr.get(BOARD)
    with django_assert_num_queries(6):
        hr.get(f"{BOARD}panels/")
