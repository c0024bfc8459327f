"""Which modules a person must learn follows from the post they are named for, or from where they
belong."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from courses import progress
from courses.choices import Requirement
from courses.paths import path_of, paths_of_all
from portal import clock
from portal.people.choices import AppointmentMode, OrganisationKind, PostKind, Tier
from portal.people.models import Organisation, Person
from portal.people.nominating import nominate
from portal.people.organising import found_organisation
from tests.courses import rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return rows.committee()


@pytest.fixture
def person(place: Organisation) -> Person:
    return rows.learner(place)


def name_for(person: Person, place: Organisation, kind: PostKind, tier: Tier) -> None:
    nominate(
        person,
        place,
        nominated_by=place,
        post_kind=kind,
        tier=tier,
        mode=AppointmentMode.HIRED,
        document_number="荐〔2026〕1号",
        actor_id=None,
    )


@pytest.mark.parametrize(
    ("kind", "tier"),
    [
        (OrganisationKind.COMMUNITY, Tier.VILLAGE),
        (OrganisationKind.TOWNSHIP, Tier.TOWNSHIP),
        (OrganisationKind.PROFESSIONAL, Tier.CITY),
        (OrganisationKind.COURT, Tier.CITY),
    ],
)
def test_without_a_candidacy_the_place_says_the_tier(kind: OrganisationKind, tier: Tier) -> None:
    place = found_organisation("某单位", "单位", kind, below=None, actor_id=None)
    found = path_of(rows.learner(place).pk, clock.today())
    assert (found.tier, found.full_time, found.hours_needed) == (tier, False, Decimal(24))


def test_a_candidacy_says_tier_kind_and_hours(person: Person, place: Organisation) -> None:
    name_for(person, place, PostKind.MEMBER, Tier.TOWNSHIP)
    assert path_of(person.pk, clock.today()).tier == Tier.TOWNSHIP
    name_for(person, place, PostKind.FULL_TIME, Tier.VILLAGE)
    found = path_of(person.pk, clock.today())
    assert (found.tier, found.full_time, found.hours_needed) == (Tier.TOWNSHIP, True, Decimal(40))
    before = path_of(person.pk, clock.today() - timedelta(days=1))
    assert (before.tier, before.full_time) == (Tier.VILLAGE, False)


def test_a_path_asks_for_required_modules_of_its_subjects_up_to_its_tier(person: Person) -> None:
    asked = rows.module("a")
    rows.module("b", requirement=Requirement.ELECTIVE)
    rows.module("c", tier=Tier.TOWNSHIP)
    rows.module("d", subject="tort")
    rules.in_force("train.subjects.village", ["property"])
    assert [page.pk for page in progress.learning_of(person.pk).required] == [asked.pk]


def test_the_rules_of_the_day_count(person: Person) -> None:
    rules.in_force("train.online_percent", 50)
    old = path_of(person.pk, date(2026, 1, 1))
    new = path_of(person.pk, clock.today())
    assert (old.online_percent, new.online_percent) == (Decimal(100), Decimal(50))
    assert dict(old.rules)["train.online_percent"] != dict(new.rules)["train.online_percent"]


def test_nobody_is_on_no_path() -> None:
    assert paths_of_all([0], clock.today()) == {}
    with pytest.raises(Person.DoesNotExist):
        path_of(0, clock.today())
    assert progress.learning_of(0).required == ()


def test_no_module_waits_for_itself_whatever_the_way_round() -> None:
    first, second, third = (rows.module(slug) for slug in ("a", "b", "c"))
    for page, before in ((second, first), (third, second)):
        page.prerequisites = [before]
        page.full_clean()
        page.save()
    first.prerequisites = [third]
    with pytest.raises(ValidationError, match="先学完自己"):
        first.full_clean()
