"""Whether an assessor mediated a dispute first: suspicions by number and by name, nothing kept of
the names, nothing shown beyond one's reach."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from certificates.roster.assessors import disputing, mirroring, recusing
from certificates.roster.assessors.naming import name_key, number_key, split_names
from certificates.roster.models import DisputeParty, MediatedDispute, RecusalCheck
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.models import AuditBody
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.assessors.rows import DAY
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
NUMBER = "柳溪调〔2026〕6号"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def court(town: Town) -> Organisation:
    return rows.court(town.centre, "市法院")


@pytest.fixture
def assessor(town: Town, court: Organisation) -> Person:
    """Mediated in 柳溪村, and became an assessor."""
    person = city.somebody(town.east_village, "刘玉兰")
    city.elect(person, city.seat(town.east_village))
    rows.dispute(person, town.east_village, NUMBER, "周小满", "吴长河")
    rows.term(person, court)
    return person


def scope(place: Organisation, role: str = "hr") -> Scope:
    return Scope(places={role: (place.path,)})


def found(place: Organisation, **asked: Any) -> list[tuple[str, bool, int]]:
    answer = recusing.check(scope(place), actor_id=None, **asked)
    return [(hit.term.person.name, hit.by_number, hit.names) for hit in answer.hits]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("周小满", " 周　小满\u200b"),
        ("买买提·艾力", "买买提•艾力"),
        ("示例市（第一）医院", "示例市(第一)医院"),
        ("José", "JOSE\u0301"),
    ],
)
def test_the_same_name_written_in_two_ways_is_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_only_look_alike_are_two() -> None:
    assert name_key("王伟") != name_key("王炜")
    assert name_key("\uf900某") != ""
    assert name_key("㈱某") == "㈱某"  # never NFKC on names


@pytest.mark.parametrize(
    "typed",
    ["柳溪调[2026]6号", "柳溪调（２０２６）6号", " 柳溪调 〔2026〕 6号 ", "柳溪调【2026】６号"],
)
def test_a_dispute_number_is_found_however_it_is_typed(
    town: Town, assessor: Person, typed: str
) -> None:
    assert number_key(typed) == number_key(NUMBER)
    assert found(town.centre, number=typed) == [("刘玉兰", True, 0)]


def test_names_are_split_at_lines_and_commas_and_each_counts_once() -> None:
    assert split_names("周小满、吴长河\n周 小满；, \n 示例市医院") == [
        "周 小满",
        "吴长河",
        "示例市医院",
    ]


def test_hits_by_number_come_first_and_names_alone_are_told_as_such(
    town: Town, assessor: Person
) -> None:
    rows.dispute(assessor, town.east_village, "柳溪调〔2026〕7号", "周小满")
    answer = recusing.check(
        scope(town.centre), number=NUMBER, names=["周小满", "吴长河", "郑某"], actor_id=None
    )
    assert [(hit.dispute.number, hit.by_number, hit.names, hit.asked) for hit in answer.hits] == [
        (NUMBER, True, 2, 3),
        ("柳溪调〔2026〕7号", False, 1, 3),
    ]
    assert [hit.by_name_only for hit in answer.hits] == [False, True]


def test_only_assessors_serving_now_or_to_come_are_told(
    town: Town, court: Organisation, assessor: Person
) -> None:
    other = city.somebody(town.east_village)
    city.elect(other, city.seat(town.east_village))
    rows.dispute(other, town.east_village, NUMBER, "周小满")
    assert len(found(town.centre, number=NUMBER)) == 1
    term = rows.term(other, court, clock.today() + DAY)
    assert len(found(town.centre, number=NUMBER)) == 2
    mirroring.supersede(term, reason="记错", actor_id=None)
    assert len(found(town.centre, number=NUMBER)) == 1


def test_of_two_terms_the_one_that_runs_names_the_court(town: Town, court: Organisation) -> None:
    person = city.somebody(town.east_village)
    city.elect(person, city.seat(town.east_village))
    rows.dispute(person, town.east_village, NUMBER, "周小满")
    today, soon = clock.today(), clock.today() + 100 * DAY
    running = rows.term(person, court, today - 100 * DAY, ends=soon)
    rows.term(person, rows.court(town.centre, "另一法院"), soon, number=2)
    for _entered in ("before", "after"):
        (hit,) = recusing.check(scope(town.centre), number=NUMBER, actor_id=None).hits
        assert hit.term == running
        mirroring.supersede(running, reason="记错", actor_id=None)
        running = rows.term(person, court, today - 99 * DAY, ends=soon)


def test_nobody_learns_of_assessors_beyond_reach_but_the_court_of_its_own(
    town: Town, court: Organisation, assessor: Person
) -> None:
    assert found(town.west, number=NUMBER) == []
    assert found(town.east, number=NUMBER) == [("刘玉兰", True, 0)]
    assert found(court, number=NUMBER) == [("刘玉兰", True, 0)]
    assert found(rows.court(town.centre), number=NUMBER) == []


def test_a_check_keeps_how_many_and_never_the_names(town: Town, assessor: Person) -> None:
    recusing.check(scope(town.centre), number=NUMBER, names=["周小满"], actor_id=None)
    recusing.check(scope(town.centre), names=["无此人"], actor_id=None)
    kept = RecusalCheck.every.order_by("pk").values_list("by_number", "names", "hits")
    assert list(kept) == [(True, 1, 1), (False, 1, 0)]
    bodies = AuditBody.objects.filter(event__kind="recusal.checked").order_by("pk")
    assert [body.data["hits"] for body in bodies] == [1, 0]
    assert "周" not in json.dumps([body.data for body in bodies], ensure_ascii=False)


@pytest.mark.parametrize("asked", [{}, {"number": " ", "names": ["　"]}, {"names": ["x"] * 0}])
def test_a_check_of_nothing_is_refused(town: Town, asked: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        recusing.check(scope(town.centre), actor_id=None, **asked)
    with pytest.raises(Refused, match="at most 50"):
        recusing.check(scope(town.centre), names=[f"某{n}" for n in range(51)], actor_id=None)
    assert not RecusalCheck.every.exists()


def test_of_the_parties_only_keyed_hashes_are_kept(town: Town, assessor: Person) -> None:
    row = MediatedDispute.every.get()
    hashes = set(row.parties.values_list("name_index", flat=True))
    assert len(hashes) == 2
    assert all(len(one) == 64 for one in hashes)
    assert "周小满" not in json.dumps(list(DisputeParty.every.values()), default=str)
    body = AuditBody.objects.get(event__kind="dispute.entered")
    assert body.data == {"mediator": assessor.pk, "parties": 2}


def test_a_dispute_taken_back_is_compared_with_no_more_and_may_be_entered_anew(
    town: Town, assessor: Person
) -> None:
    row = MediatedDispute.every.get()
    with pytest.raises(Refused, match="what was wrong"):
        disputing.take_back(row, reason="", actor_id=None)
    with pytest.raises(Refused, match="already"):
        rows.dispute(assessor, town.east_village, "柳溪调[2026]6号", "周小满")
    disputing.take_back(row, reason="录错", actor_id=None)
    assert found(town.centre, number=NUMBER, names=["周小满"]) == []
    with pytest.raises(Refused, match="already"):
        disputing.take_back(row, reason="再次", actor_id=None)
    rows.dispute(assessor, town.east_village, NUMBER, "周小满")
    assert len(found(town.centre, number=NUMBER)) == 1


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", {"number": " 　"}),
        ("parties", {"parties": [" "]}),
        ("parties", {"parties": [f"某{n}" for n in range(51)]}),
        ("starts", {"starts": DAY}),
        ("ends", {"ends": -DAY}),
        ("ends", {"ends": DAY}),
        ("mediators", {"mediators": []}),
    ],
)
def test_what_cannot_be_is_not_entered(
    town: Town, assessor: Person, field: str, wrong: dict[str, Any]
) -> None:
    values: dict[str, Any] = {
        "mediators": [assessor],
        "number": "8号",
        "parties": ["甲"],
        "starts": clock.today(),
        "ends": None,
        "actor_id": None,
    } | wrong
    for name in ("starts", "ends"):
        if name in wrong:
            values[name] = clock.today() + wrong[name]
    mediators = values.pop("mediators")
    with pytest.raises(Refused) as refused:
        disputing.enter(town.east_village, mediators, **values)
    assert refused.value.field == field
    assert MediatedDispute.every.count() == 1


def test_who_never_held_a_post_there_mediated_nothing_there(town: Town, assessor: Person) -> None:
    with pytest.raises(Refused, match="刘玉兰 never held a post at 北坡村调委会"):
        rows.dispute(assessor, town.west_village, "北坡1号")
