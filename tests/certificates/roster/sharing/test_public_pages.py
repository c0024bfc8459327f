"""Publishing at the desk, and public lists as anybody reads them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster.sharing.models import PublicList
from portal import clock
from portal.people.models import Organisation
from tests.certificates.roster.conftest import Town, login
from tests.certificates.roster.sharing.test_publishing import (
    LONG_AGO,
    PAPER,
    end,
    published,
    serving,
)

pytestmark = pytest.mark.django_db


def test_a_keeper_looks_publishes_and_takes_down(town: Town, clerk: Client) -> None:
    serving(town.east_village, "甲")
    address = reverse("roster_list_new") + f"?place={town.east.pk}&day={clock.today()}"
    page = clerk.get(address)
    seen = page.context["draft"].digest
    assert "9***************0" in page.content.decode()
    missing = clerk.post(address, {"document_number": "", "seen": seen})
    assert missing.status_code == 422
    answer = clerk.post(address, {"document_number": PAPER, "seen": seen})
    row = PublicList.every.get()
    assert answer["Location"] == reverse("roster_list", args=[row.pk])
    assert PAPER in clerk.get(answer["Location"]).content.decode()
    public = Client().get(reverse("public_roster", args=[town.east.pk]))
    assert "甲" in public.content.decode()
    clerk.post(reverse("roster_list_down", args=[row.pk]), {"reason": "名单有误"})
    gone = Client().get(reverse("public_roster", args=[town.east.pk]))
    assert gone.status_code == 410
    assert "名单有误" not in gone.content.decode()
    assert "甲" not in gone.content.decode()


def test_a_list_that_changed_comes_back_with_what_was_typed(town: Town, clerk: Client) -> None:
    serving(town.east_village, "甲")
    address = reverse("roster_list_new") + f"?place={town.east.pk}&day={clock.today()}"
    answer = clerk.post(address, {"document_number": PAPER, "seen": "x"})
    assert answer.status_code == 422
    assert PAPER in answer.content.decode()
    again = clerk.post(address, {"document_number": PAPER, "seen": answer.context["draft"].digest})
    assert again.status_code == 302


def test_a_form_sent_twice_publishes_one_list_and_leads_to_it(town: Town, clerk: Client) -> None:
    with clock.at(clock.now() - timedelta(days=1)):
        row = serving(town.east_village, "甲")
    serving(town.east_village, "乙")
    published(town.east, login("hr", town.centre)[1].pk)
    end(row)
    address = reverse("roster_list_new") + f"?place={town.east.pk}&day={clock.today()}"
    words = {"document_number": "2号", "seen": clerk.get(address).context["draft"].digest}
    places = [clerk.post(address, words)["Location"] for _n in range(2)]
    assert places == [reverse("roster_list", args=[PublicList.every.latest("pk").pk])] * 2
    assert PublicList.every.count() == 2


def test_the_same_list_by_another_document_is_another_list(town: Town, clerk: Client) -> None:
    serving(town.east_village, "甲")
    address = reverse("roster_list_new") + f"?place={town.east.pk}&day={clock.today()}"
    words = {"seen": clerk.get(address).context["draft"].digest}
    for number in ("1号", "2号"):
        clerk.post(address, words | {"document_number": number})
    ended = [row.ended_at is None for row in PublicList.every.order_by("pk")]
    assert ended == [False, True]


@pytest.mark.parametrize("query", ["place=0", "place=x&day=2026-01-01", "day=2999-01-01", "place="])
def test_a_place_or_day_that_is_none_is_told(clerk: Client, query: str) -> None:
    assert clerk.get(reverse("roster_list_new") + f"?{query}").status_code == 422


def test_a_past_day_whose_list_is_untrue_today_is_refused_beside_the_day(
    town: Town, clerk: Client
) -> None:
    with clock.at(clock.now() - LONG_AGO):
        row = serving(town.east_village, "甲")
        day = clock.today()
    address = reverse("roster_list_new") + f"?place={town.east.pk}&day={day}"
    page = clerk.get(address)
    assert page.status_code == 200
    seen = page.context["draft"].digest
    end(row)
    for answer in (
        clerk.get(address),
        clerk.post(address, {"document_number": PAPER, "seen": seen}),
    ):
        assert answer.status_code == 422
        assert list(answer.context["asked"].errors) == ["day"]
        assert "甲" in str(answer.context["asked"].errors["day"])
    assert not PublicList.every.exists()


def test_findings_are_named_and_cannot_be_published(town: Town, clerk: Client) -> None:
    serving(town.east_village, "甲")
    Organisation.objects.filter(pk=town.east_village.pk).update(name="电话13800138000调委会")
    page = clerk.get(reverse("roster_list_new") + f"?place={town.east.pk}&day={clock.today()}")
    words = page.content.decode()
    assert "document_number" not in words
    assert "手机" in words or "电话" in words


def test_the_public_page_says_who_left_without_saying_why(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = serving(town.east_village, "甲")
    serving(town.east_village, "乙")
    published(town.east, user.pk)
    with clock.at(clock.now() + timedelta(days=1)):
        end(row)
        published(town.east, user.pk)
        page = Client().get(reverse("public_roster", args=[town.east.pk])).content.decode()
    assert "已不再担任" in page
    assert "撤换" not in page
    assert row.person.phone not in page
    assert "村民会议" not in page


def test_a_place_without_a_list_says_so(town: Town) -> None:
    assert Client().get(reverse("public_roster", args=[town.west.pk])).status_code == 404
    assert Client().get(reverse("public_roster", args=[99_999_999])).status_code == 404
    assert Client().get(reverse("public_rosters")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_public_pages_take_the_same_queries(
    town: Town, django_assert_max_num_queries: Any, count: int
) -> None:
    _client, user = login("clerk", town.east)
    for number in range(count):
        serving(town.east_village, f"甲{'乙丙丁'[number]}")
    published(town.east, user.pk)
    published(town.east_village, user.pk)
    with django_assert_max_num_queries(6):
        Client().get(reverse("public_roster", args=[town.east.pk]))
    with django_assert_max_num_queries(4):
        Client().get(reverse("public_rosters"))
