"""Organisations on the desk: the tree, one organisation, and what changes it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from portal import clock, hooks
from portal.accounts import granting
from portal.desk.organisations import showing
from portal.desk.organisations.forms import FoundForm, PostForm
from portal.people.models import ContactJudge, Organisation, OrganisationChange, Person, Post
from portal.scope import Scope
from tests.portal.desk.peopled import WHY, City, browser, city, text
from tests.portal.people import rows
from tests.portal.policy import rows as rules

__all__ = ["city"]
pytestmark = pytest.mark.django_db
TREE = "/desk/organisations/"
CHANGE = {"day": "2026-02-03", "reason": "乡镇区划调整"}


@pytest.fixture(autouse=True, scope="module")
def _on_that_day() -> Iterator[None]:
    with clock.at(datetime(2026, 2, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


@pytest.fixture
def chief(city: City) -> Client:
    user = rows.login("chief")
    granting.grant(user, "city", city["centre"], actor_id=None)
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


WHOLE = [("chair", "male"), ("member", "female"), ("member", "male")]


@pytest.mark.parametrize(
    ("holders", "said"),
    [
        (WHOLE, []),
        ([*WHOLE, *[("vice_chair", "male")] * 6], []),
        ([], []),
        ([("full_time", "male")], []),
        (WHOLE[:2], ["Members in office: 2; there should be 3 to 9 (人民调解法第八条)."]),
        (
            [*WHOLE, *[("member", "male")] * 7],
            ["Members in office: 10; there should be 3 to 9 (人民调解法第八条)."],
        ),
        (
            [*WHOLE, ("chair", "male")],
            ["Chairs in office: 2; there should be 1 (人民调解法第八条)."],
        ),
        (
            [("chair", "male"), ("member", "male"), ("member", "male"), ("full_time", "female")],
            ["Women among the members: 0; there should be at least 1 (人民调解法第八条)."],
        ),
    ],
)
def test_the_members_of_a_committee_are_held_against_the_law(
    holders: list[tuple[str, str]], said: list[str]
) -> None:
    with translation.override("en"):
        assert showing.member_hints(Organisation(kind="village"), holders) == said


def test_the_numbers_of_members_are_rules_and_the_page_reads_them(
    city: City, chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "_post_holders", [lambda _pk: WHOLE])
    address = f"{TREE}{city['east'].pk}/"
    assert "Members in office" not in text(chief.get(address))
    rules.in_force("committee.members_min", 4)
    assert "Members in office: 3; there should be 4 to 9 (测试)." in text(chief.get(address))


def act(client: Client, row: Organisation, verb: str, **typed: Any) -> Any:
    return client.post(f"{TREE}{row.pk}/{verb}/", typed)


def fresh(row: Organisation) -> Organisation:
    found: Organisation = Organisation.objects.get(pk=row.pk)
    return found


def test_the_tree_shows_what_lies_in_reach(city: City, chief: Client) -> None:
    page = text(browser(city, "clerk").get(TREE))
    assert "青石镇" in page
    assert "东关街道" not in page
    whole = text(chief.get(TREE))
    assert ("3 organisations" in whole, whole.count("<details open>")) == (True, 1)
    assert browser(city, "clerk").get(f"{TREE}{city['west'].pk}/").status_code == 404
    assert act(browser(city, "clerk"), city["west"], "post", kind="member").status_code == 404
    assert act(browser(city, "hr"), city["east"], "rename").status_code == 404


def test_the_tree_asks_as_often_for_many_as_for_few(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = browser(city, "clerk")
    clerk.get(TREE)
    with django_assert_num_queries(4):
        clerk.get(TREE)
    for name in ("甲村", "乙村"):
        rows.below(city["east"], name, "village")
    with django_assert_num_queries(4):
        clerk.get(TREE)


def test_name_and_staffing_are_remarked_on_and_nothing_is_refused(
    city: City, chief: Client
) -> None:
    page = text(chief.get(f"{TREE}{city['east'].pk}/"))
    assert "usually ends in 人民调解委员会" in page
    assert "0 full-time posts; there should be 2" in page
    clerk = browser(city, "clerk")
    for _turn in (1, 2):
        assert act(clerk, city["east"], "post", kind="full_time").status_code == 302
    posts = Post.objects.unscoped(WHY).filter(organisation=city["east"])
    assert list(posts.order_by("number").values_list("number", flat=True)) == [1, 2]
    act(chief, city["east"], "rename", name="青石镇人民调解委员会", short_name="青石", **CHANGE)
    page = text(chief.get(f"{TREE}{city['east'].pk}/"))
    assert "usually ends" not in page
    assert "full-time posts; there should be" not in page
    for kind in ("city", "professional", "village_body"):
        row = rows.below(city["centre"], kind, kind)
        found = text(chief.get(f"{TREE}{row.pk}/"))
        assert ("there should be 3" in found) == (kind != "village_body")


def test_an_organisation_is_founded_renamed_and_moved(city: City, chief: Client) -> None:
    typed = {"name": "柳溪村", "short_name": "柳溪", "kind": "village_body"}
    wrong = act(chief, city["east"], "found", **typed, division_code="99010")
    assert wrong.status_code == 422
    assert "A division code has 6, 9 or 12 digits." in text(wrong)
    assert act(chief, city["east"], "found", **typed).status_code == 302
    village = Organisation.objects.get(name="柳溪村")
    taken = act(chief, village, "rename", name="青石镇", short_name="青石", **CHANGE)
    assert "Another organisation has this name." in text(taken)
    silent = act(chief, village, "move", place=city["west"].pk, day="2026-02-03", reason="")
    assert silent.status_code == 422
    assert act(chief, village, "move", place=city["west"].pk, **CHANGE).status_code == 302
    assert fresh(village).path.startswith(city["west"].path)
    assert "青石镇 → 东关街道" in text(chief.get(f"{TREE}{village.pk}/"))
    assert act(chief, village, "sideways").status_code == 404


def test_merging_transfers_the_people_and_dissolving_waits_for_them(
    city: City, chief: Client
) -> None:
    full = act(chief, city["west"], "dissolve", **CHANGE)
    assert full.status_code == 422
    assert "People still belong to it" in text(full)
    assert act(chief, city["west"], "merge", place=city["east"].pk, **CHANGE).status_code == 302
    assert Person.objects.unscoped(WHY).get(pk=city["far"].pk).organisation == city["east"]
    page = text(chief.get(f"{TREE}{city['west'].pk}/"))
    assert "Dissolved on 3 Feb 2026." in page
    assert "Write down a change" not in page
    assert act(chief, city["west"], "dissolve", **CHANGE).status_code == 422
    assert "东关街道" not in text(chief.get(TREE))
    assert "东关街道" in text(chief.get(f"{TREE}?gone=on"))
    empty = rows.below(city["centre"], "空村", "village")
    assert act(chief, empty, "dissolve", **CHANGE).status_code == 302
    assert OrganisationChange.objects.filter(act="dissolved").get().organisation == empty


def test_nothing_is_chosen_beforehand_where_a_slip_would_stay(city: City, chief: Client) -> None:
    page = text(chief.get(f"{TREE}{city['west'].pk}/"))
    for name in ("merge_place", "move_place"):
        chosen = page.split(f'id="{name}"', 1)[1].split("</select>", 1)[0]
        assert '<option value="" selected>Please choose</option>' in chosen
    hasty = act(chief, city["west"], "merge", place="", **CHANGE)
    assert hasty.status_code == 422
    assert "Please choose the organisation." in text(hasty)
    assert fresh(city["west"]).dissolved_on is None


def test_people_of_a_merger_to_come_stay_where_they_are(city: City, chief: Client) -> None:
    day = str(clock.today() + timedelta(days=1))
    late = act(chief, city["west"], "merge", place=city["east"].pk, day=day, reason="并")
    assert late.status_code == 422
    assert "A change is recorded on its day, not before." in text(late)
    assert fresh(city["west"]).dissolved_on is None


def test_the_contact_judge_is_named_from_a_day_on(city: City, chief: Client) -> None:
    court = rows.below(city["centre"], "市法院", "court")
    clerk, east = browser(city, "clerk"), city["east"]
    typed = {"court": court.pk, "name": "刘志远", "since": "2026-01-05", "phone": "0000-1"}
    assert act(clerk, east, "judge", **typed | {"name": "<b>"}).status_code == 422
    assert act(clerk, east, "judge", **typed | {"court": east.pk}).status_code == 422
    assert act(clerk, east, "judge", **typed).status_code == 302
    early = act(clerk, east, "judge", **typed | {"name": "张", "since": "2025-12-01"})
    assert "The present judge began on 5 Jan 2026" in text(early)
    assert act(clerk, east, "judge", **typed | {"name": "张敏", "since": "2026-06-01"})
    found = ContactJudge.objects.unscoped(WHY).order_by("since").values_list("name", "until")
    assert [(name, str(until)) for name, until in found] == [
        ("刘志远", "2026-06-01"), ("张敏", "None"),
    ]  # fmt: skip
    page = text(clerk.get(f"{TREE}{east.pk}/"))
    assert "5 Jan 2026 to 1 Jun 2026" in page
    assert "Since 1 Jun 2026" in page


def test_forms_of_an_organisation_speak_of_organisations_in_chinese() -> None:
    with translation.override("zh-hans"):
        founding, opening = FoundForm(scope=Scope()), PostForm()
        assert (founding["name"].label, opening["kind"].label) == ("名称", "岗位类别")
