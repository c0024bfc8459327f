"""The sitting of the demo city: to come, published, with seats and invigilators, once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from courses.choices import Subject
from exams import demo, demo_sitting
from exams.choices import SittingState
from exams.models import Exam, Invigilator, PaperForm, Seat, Sitting
from exams.sittings import announcing, standing
from portal import clock
from portal.accounts import demo as logins
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.people import demo as people_demo
from tests.exams import rows

pytestmark = pytest.mark.django_db
CAME = ("p05", "p06")
EVERYBODY = demo_sitting.PEOPLE


@pytest.fixture(scope="module")
def city(lasting: None) -> Iterator[None]:
    """The demo city with two of the twelve: one who failed, one who passed long ago."""
    people_demo.seed()
    logins.seed()
    modules = [rows.module(subject) for subject in Subject.values]
    for ref in CAME:
        with clock.at(demo.WRITTEN + timedelta(days=100)):
            rows.learn(people_demo.person(ref), *modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "STORIES", {ref: demo.STORIES[ref] for ref in CAME})
        patch.setattr(demo_sitting, "PEOPLE", CAME)
        demo.seed()
        demo_sitting.seed()
        yield


def counted() -> list[int]:
    tables = (Exam, Sitting, Seat, Invigilator, PaperForm, Job)
    return [table._default_manager.count() for table in tables]


@pytest.mark.usefixtures("city")
def test_it_is_to_come_and_nothing_is_missing_and_seeding_again_changes_nothing() -> None:
    (sitting,) = Sitting.every.all()
    held = standing.standing(sitting)
    assert (sitting.state, standing.missing(held)) == (SittingState.PUBLISHED, [])
    assert [len(one.watching) for one in held.rooms] == [2, 2]
    assert (held.enrolled, held.unseated) == (2, 0)
    opens = sitting.opens_at.astimezone(clock.CITY_ZONE)
    assert (opens.weekday(), opens.hour) == (5, 9)
    assert timedelta(days=3) < sitting.opens_at - clock.now() < timedelta(days=12)
    before = counted()
    demo_sitting.seed()
    assert counted() == before


@pytest.mark.usefixtures("city")
def test_the_desk_of_a_demo_login_shows_the_sitting_and_its_message() -> None:
    work_all(announcing.TELL_SEATS, announcing.TELL_DUTIES)
    client = Client()
    assert client.login(username="trainee5", password=logins.PASSWORD)
    page = client.get("/desk/").content.decode()
    for part in ("补考、换证考试", "市委党校考点", "101教室", "/slip/", "考试安排："):
        assert part in page, part
    watched = Notice.objects.unscoped("test").filter(kind="duty.told")
    assert watched.count() == 4
    assert Notice.objects.unscoped("test").filter(kind="seat.told").count() == 2


def test_no_walk_of_the_browser_tests_is_enrolled() -> None:
    walked = {"p01", "p02", "p03", "p04", "p08"}
    assert not walked & set(EVERYBODY)
    assert len(EVERYBODY) == 12
