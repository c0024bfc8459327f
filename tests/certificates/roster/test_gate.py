"""The gate: every requirement on its own, for hired and for elected."""

from datetime import date, timedelta

import pytest

from certificates.models import Certificate
from certificates.roster.gate import Gate, decide_gate
from portal import clock
from portal.people import recording
from portal.people.models import Organisation, Person
from portal.policy.choices import Enforcement
from portal.policy.setting import set_rule
from tests.certificates.roster import city

pytestmark = pytest.mark.django_db


@pytest.fixture
def township() -> Organisation:
    return city.place("township")


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


def certified(home: Organisation) -> Person:
    person = city.somebody(home)
    city.certify(person)
    return person


def states(gate: Gate) -> dict[str, str]:
    return {found.id: str(found.state) for found in gate.requirements}


def missing(gate: Gate) -> list[str]:
    return [found.id for found in gate.missing]


def test_everything_there_opens_the_gate_for_hiring(township: Organisation) -> None:
    person = certified(township)
    gate = decide_gate(person, city.seat(township, "full_time"), "hired", clock.today())
    assert gate.granted
    assert set(states(gate).values()) == {"met"}
    assert gate.certificate_id == Certificate.every.get(person=person).pk


def test_an_election_does_not_rest_on_a_certificate(village: Organisation) -> None:
    gate = decide_gate(certified(village), city.seat(village), "elected", clock.today())
    assert states(gate)["certificate"] == "met"
    assert gate.certificate_id is None


def test_each_have_is_missed_by_its_own_id(township: Organisation) -> None:
    post = city.seat(township, "full_time", provided=False)
    gate = decide_gate(certified(township), post, "hired", clock.today())
    assert missing(gate) == ["have.document", "have.letter", "have.desk", "have.budget"]
    recording.provide(post, "desk", "二楼", since=clock.today(), actor_id=None)
    gate = decide_gate(certified(township), post, "hired", clock.today())
    assert missing(gate) == ["have.document", "have.letter", "have.budget"]


def test_a_paper_that_begins_later_is_not_there_yet(township: Organisation) -> None:
    post = city.seat(township, "full_time", provided=False)
    tomorrow = clock.today() + timedelta(days=1)
    for have in ("document", "letter", "desk"):
        recording.provide(post, have, "1号", since=clock.today(), actor_id=None)
    recording.provide(post, "budget", "明年", since=tomorrow, actor_id=None)
    person = certified(township)
    assert missing(decide_gate(person, post, "hired", clock.today())) == ["have.budget"]
    assert decide_gate(person, post, "hired", tomorrow).granted


@pytest.mark.parametrize("state", ["none", "expired", "suspended", "revoked", "not yet"])
def test_without_a_certificate_valid_that_day_nobody_is_hired(
    township: Organisation, state: str
) -> None:
    person, today = city.somebody(township), clock.today()
    if state == "expired":
        city.certify(person, today - 4 * city.YEAR, today - timedelta(days=1))
    elif state == "not yet":
        city.certify(person, today + timedelta(days=1))
    elif state != "none":
        city.change(city.certify(person), state, today)
    gate = decide_gate(person, city.seat(township, "full_time"), "hired", today)
    assert missing(gate) == ["certificate"]


def test_the_elected_wait_for_certificate_and_haves_in_office(village: Organisation) -> None:
    post = city.seat(village, "member", provided=False)
    gate = decide_gate(city.somebody(village), post, "elected", clock.today())
    assert gate.granted
    assert states(gate) == {
        "mode": "met",
        "certificate": "missing",
        "have.document": "missing",
        "have.letter": "not_needed",
        "have.desk": "missing",
        "have.budget": "missing",
        "age": "met",
        "vacant": "met",
        "full_time": "not_needed",
        "quota": "met",
        "other_person": "met",
    }


@pytest.mark.parametrize(
    ("kind", "post", "fits"),
    [
        ("village", "chair", True),
        ("community", "vice_chair", True),
        ("enterprise", "member", True),
        ("village", "full_time", False),
        ("village", "part_time", False),
        ("township", "chair", False),
        ("professional", "member", False),
    ],
)
def test_only_members_of_electing_committees_are_elected(kind: str, post: str, fits: bool) -> None:
    home = city.place(kind)
    gate = decide_gate(certified(home), city.seat(home, post), "elected", clock.today())
    assert missing(gate) == ([] if fits else ["mode"])


def test_a_minor_is_refused_until_the_birthday(village: Organisation) -> None:
    today = clock.today()
    post = city.seat(village)
    young = city.somebody(village, born=date(today.year - 17, 1, 1))
    assert missing(decide_gate(young, post, "elected", today)) == ["age"]
    grown = city.somebody(village, born=today.replace(year=today.year - 18))
    assert decide_gate(grown, post, "elected", today).granted


def test_a_held_post_names_its_holder(village: Organisation) -> None:
    post, holder = city.seat(village), city.somebody(village, "周桂芳")
    row = city.elect(holder, post)
    gate = decide_gate(city.somebody(village), post, "elected", clock.today())
    (found,) = gate.missing
    assert (found.id, found.evidence, found.mend) == ("vacant", "周桂芳", row.pk)


def test_full_time_elsewhere_is_refused_and_part_time_is_not(township: Organisation) -> None:
    person = certified(township)
    city.hire(person, city.seat(township, "full_time"))
    other = city.place("township")
    gate = decide_gate(person, city.seat(other, "full_time"), "hired", clock.today())
    (found,) = gate.missing
    assert (found.id, found.evidence) == ("full_time", township.name)
    assert decide_gate(person, city.seat(other, "part_time"), "hired", clock.today()).granted


def test_a_city_may_let_haves_warn_instead_of_block(township: Organisation) -> None:
    set_rule(
        "post.four_haves",
        ["document"],
        since=clock.today(),
        basis="本市文件",
        reason="试行",
        actor_id=None,  # type: ignore[arg-type]
        enforcement=Enforcement.WARN,
    )
    post = city.seat(township, "full_time", provided=False)
    gate = decide_gate(certified(township), post, "hired", clock.today())
    assert gate.granted
    assert states(gate)["have.document"] == "missing"
    assert states(gate)["have.desk"] == "not_needed"


def test_the_stored_form_names_state_evidence_and_rule(village: Organisation) -> None:
    gate = decide_gate(city.somebody(village), city.seat(village), "elected", clock.today())
    stored = {entry["id"]: entry for entry in gate.as_stored()}
    assert stored["age"]["rule"] is not None
    assert stored["have.desk"]["evidence"] == "desk 1号"
    assert stored["vacant"] == {
        "id": "vacant",
        "state": "met",
        "blocks": True,
        "evidence": "",
        "rule": None,
    }
