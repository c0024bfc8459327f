"""The demo's offices: every standing occurs, and the gate has something to mend."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from certificates.roster import demo
from certificates.roster.gate import decide_gate
from certificates.roster.models import Appointment
from certificates.roster.register import standings_of
from certificates.roster.standing import LABELS, TRAINEE
from exams.demo import stories
from portal import clock
from portal.people import demo as people_demo
from portal.people.demo import organisation, person
from portal.people.models import Post
from tests.certificates.roster import city

pytestmark = pytest.mark.django_db
WRITTEN_FOR = datetime(2026, 11, 23, 4, tzinfo=UTC)
A_YEAR_LATER = datetime(2027, 11, 25, 4, tzinfo=UTC)
NOON = time(12, tzinfo=clock.CITY_ZONE)
FAILED = {"p05"}
LABELS_OF = {
    "p01": "pending",
    "p04": "qualified",
    "p05": "pending",
    "p06": "on_duty",
    "p07": "suspended",
    "p08": "lapsed",
    "p09": "replaced",
    "p10": "on_duty",
    "p29": "suspended",
    "p30": "pending",
    "p31": "pending",
    "p32": "retired",
    "p33": "qualified",
    "p34": "lapsed",
    "p35": "qualified",
    "p38": "none",
    "p39": "replaced",
    "p40": "on_duty",
}


@pytest.fixture(params=[WRITTEN_FOR, A_YEAR_LATER], ids=["now", "a year later"])
def _city_in_office(request: pytest.FixtureRequest) -> Iterator[None]:
    """The people, their certificates as the exams' stories date them, then the offices."""
    with clock.at(request.param):
        people_demo.seed()
        for ref, story in stories().items():
            if story.day and ref not in FAILED:
                moment = datetime.combine(story.day, NOON)
                last = story.day + 3 * city.YEAR - timedelta(days=1)
                with clock.at(moment):
                    city.certify(person(ref), story.day, last)
        demo.seed()
        yield


@pytest.mark.usefixtures("_city_in_office")
def test_the_offices_show_every_standing_and_something_to_mend_in_whatever_year() -> None:
    today = clock.today()
    people = {f"p{n:02}": person(f"p{n:02}").pk for n in range(1, 41)}
    standings = standings_of(people.values(), today)
    labels = {ref: standings[pk].label for ref, pk in people.items()}
    assert {ref: labels[ref] for ref in LABELS_OF} == LABELS_OF
    assert {labels[f"p{n}"] for n in range(10, 29)} == {"on_duty"}
    assert {ref for ref, pk in people.items() if standings[pk].assessor} == {"p06", "p27"}
    # Learning comes with the lessons of courses.demo; all other standings are here.
    assert set(Counter(labels.values())) == set(LABELS) - {TRAINEE}

    seat = Post.objects.unscoped("test").get(
        organisation=organisation("qingshi_c"), kind="full_time", number=3
    )
    gate = decide_gate(person("p04"), seat, "hired", today)
    assert [found.id for found in gate.missing] == ["have.budget"]

    chair = Post.objects.unscoped("test").get(organisation=organisation("xihe_c"), kind="chair")
    rows = Appointment.objects.unscoped("test").filter(post=chair).order_by("starts")
    assert [row.person.name for row in rows] == [person("p09").name, person("p10").name]
    left = Appointment.objects.unscoped("test").get(person=person("p39")).post
    assert not Appointment.objects.unscoped("test").filter(post=left, ends__isnull=True).exists()
