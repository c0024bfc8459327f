"""What HR found is kept as codes; the trail says that somebody looked, not what was found."""

import json
from typing import Any

import pytest

from certificates.roster.assessors import candidates, screening
from certificates.roster.assessors.screening import CODES
from certificates.roster.models import Screening
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.models import AuditBody
from portal.people.models import Person
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.assessors.rows import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> Person:
    return city.somebody(city.place("village"))


def test_the_latest_screening_counts_and_what_is_left_out_was_not_looked_at(person: Person) -> None:
    rows.screened(person, sentenced="yes")
    screening.screen(
        person,
        found={"lawyer": "no"},
        education="more",
        checked_on=clock.today(),
        paper="核查表2号",
        actor_id=None,
    )
    latest = candidates.latest_screenings([person.pk])[person.pk]
    assert set(latest.found) == set(CODES)
    assert {code for code, answer in latest.found.items() if answer != "unknown"} == {"lawyer"}


def test_the_trail_says_nothing_of_what_was_found(person: Person) -> None:
    rows.screened(person, sentenced="yes")
    body = AuditBody.objects.get(event__kind="assessor.screened")
    assert body.data["looked_at"] == len(CODES)
    assert "sentenced" not in json.dumps(body.data)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("", {"found": {"hair": "yes"}}),
        ("", {"found": {"lawyer": "maybe"}}),
        ("education", {"education": "doctor"}),
        ("checked_on", {"checked_on": DAY}),
        ("paper", {"paper": " "}),
    ],
)
def test_what_cannot_be_is_refused(person: Person, field: str, wrong: dict[str, Any]) -> None:
    if "checked_on" in wrong:
        wrong = {"checked_on": clock.today() + wrong["checked_on"]}
    values: dict[str, Any] = {
        "found": {},
        "education": "more",
        "checked_on": clock.today(),
        "paper": "1号",
        "actor_id": None,
    }
    with pytest.raises(Refused) as found:
        screening.screen(person, **(values | wrong))
    assert found.value.field == field
    assert not Screening.every.exists()


def test_administrators_and_hr_of_the_place_read_them_and_nobody_else(person: Person) -> None:
    rows.screened(person)
    path = person.organisation.path
    seen = {
        role: Screening.objects.scoped(Scope(places={role: (path,)})).count()
        for role in ("admin", "hr", "city", "clerk", "auditor", "officer")
    }
    assert {role for role, count in seen.items() if count} == {"admin", "hr"}
    assert Screening.objects.scoped(Scope(person_id=person.pk)).count() == 1
    elsewhere = city.place("village").path
    assert Screening.objects.scoped(Scope(places={"hr": (elsewhere,)})).count() == 0
