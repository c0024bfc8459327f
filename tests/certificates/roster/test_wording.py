"""The gate's list in words: what is there, what is missing, and the way to mend it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import translation

from certificates.roster.gate import decide_gate
from certificates.roster.wording import gate_lines
from portal import clock
from portal.people.models import Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town


def lines(person: Person, post: Post, mode: str) -> dict[str, Any]:
    with translation.override("en"):
        found = gate_lines(decide_gate(person, post, mode, clock.today()))
        return {str(line.title): (line.mark, line.text, line.url) for line in found}


def test_everything_there(town: Town) -> None:
    person = city.somebody(town.east, born=date(1969, 10, 1))
    certificate = city.certify(person, date(2026, 1, 5), date(2029, 1, 4))
    number = certificate.number
    found = lines(person, city.seat(town.east_committee, "full_time"), "hired")
    assert {mark for mark, _text, _url in found.values()} == {"check"}
    assert found["Post certificate"][1] == (
        f"No. {number[:6]} {number[6:10]} {number[10:16]} {number[16:]}, valid until 4 Jan 2029"
    )
    assert found["Vacant post"][1] == "Nobody holds it that day."
    assert found["document"][1] == "document 1号"


def test_each_missing_thing_has_its_way_to_be_mended(town: Town) -> None:
    post = city.seat(town.east_village, "full_time", provided=False)
    holder = city.somebody(town.east, "周桂芳")
    city.certify(holder)
    young = city.somebody(town.east, born=clock.today())
    place = city.seat(town.east_committee, "full_time")
    held = city.hire(holder, place)
    found = lines(young, post, "elected")
    assert found["Way into the post"][0] == "warn"
    assert found["Age"][:2] == ("warn", "0 years: a mediator must be of age.")
    assert found["letter of appointment"][:2] == ("dash", "not applicable")
    desk = reverse("roster_post", args=[post.pk])
    back = gate_lines(decide_gate(young, post, "elected", clock.today()), "/a/?b=c&d=e")
    assert f"{desk}?next=%2Fa%2F%3Fb%3Dc%26d%3De" in [line.url for line in back]
    assert found["desk"] == ("warn", "not entered yet", desk)
    person = reverse("roster_person", args=[young.pk])
    assert found["Post certificate"][2] == person
    assert found["Post certificate"][1].startswith("Not yet.")
    assert lines(young, post, "hired")["Post certificate"][1].startswith("None that is valid")
    taken = lines(young, place, "hired")["Vacant post"]
    assert taken[1].startswith("Held by 周桂芳.")
    assert taken[2] == reverse("roster_end", args=[held.pk])
    twice = lines(holder, post, "hired")["No second full-time post"]
    assert twice == (
        "warn",
        "Full-time at 青石镇调委会 already.",
        reverse("roster_person", args=[holder.pk]),
    )
    part_time = city.seat(town.east_committee, "part_time")
    assert lines(holder, part_time, "hired")["No second full-time post"][0] == "dash"
