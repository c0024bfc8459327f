"""A post's page: its holder and the papers of its four haves."""

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster import correcting
from portal import clock
from portal.people.models import PostProvision
from tests.certificates.roster import city
from tests.certificates.roster.acts import elected_ago, end, signed
from tests.certificates.roster.conftest import Town


def test_a_posts_paper_is_entered_and_replaced(town: Town, clerk: Client) -> None:
    post = city.seat(town.east_committee, "full_time", provided=False)
    address = reverse("roster_post", args=[post.pk])
    today = clock.today().isoformat()
    for detail in ("镇财政", "市财政"):
        answer = clerk.post(address, {"kind": "budget", "detail": detail, "since": today})
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert PostProvision.objects.get(post=post, until__isnull=True).detail == "市财政"
    assert "市财政" in clerk.get(address).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "budget", "detail": "镇财政", "since": "2026-02-29"},
        {"kind": "budget", "detail": "", "since": "2026-01-01"},
        {"kind": "sofa", "detail": "镇财政", "since": "2026-01-01"},
        {},
    ],
)
def test_a_paper_that_cannot_be_kept_comes_back_as_typed(
    town: Town, clerk: Client, typed: dict[str, str]
) -> None:
    post = city.seat(town.east_committee, "full_time", provided=False)
    answer = clerk.post(reverse("roster_post", args=[post.pk]), typed)
    assert answer.status_code == 422
    assert not PostProvision.objects.filter(post=post).exists()
    if typed.get("kind") == "budget" and typed["detail"]:
        assert "镇财政" in answer.content.decode()


def test_a_held_post_names_its_holder(town: Town, clerk: Client) -> None:
    person = city.somebody(town.east_village, "周桂芳")
    row = city.elect(person, city.seat(town.east_village))
    assert "周桂芳" in clerk.get(reverse("roster_post", args=[row.post_id])).content.decode()


def test_a_posts_page_tells_its_struck_entries_and_leads_to_their_ends(
    town: Town, clerk: Client
) -> None:
    row = elected_ago(city.somebody(town.east_village, "周桂芳"), city.seat(town.east_village), 90)
    end(row)
    address = reverse("roster_post", args=[row.post_id])
    assert "周桂芳" not in clerk.get(address).content.decode()
    correcting.annul(row, actor_id=None, signed=signed("录错了人"))
    page = clerk.get(address).content.decode()
    for words in ("周桂芳", "录错了人", "撤销登记", reverse("roster_ending", args=[row.pk])):
        assert words in page, words
