"""Many people with histories drawn by chance, for asking the rule and its twin in SQL the same
questions; written in bulk."""

from datetime import date, timedelta

from certificates.roster.models import (
    AssessorTerm,
)
from courses.models import LessonProgress
from portal.people.models import Candidacy, CandidacyStep, Person
from tests.certificates.roster.generated.certificates import certified, trained
from tests.certificates.roster.generated.posts import appointed
from tests.certificates.roster.generated.world import Rows, World, apart


def people(world: World, size: int) -> list[int]:
    """So many people, each with a history of their own; their ids."""
    rows = Rows()
    found = [
        rows.add(
            Person(
                name="某人",
                sex="female",
                birth_date=date(1975, 5, 5),
                organisation=world.home,
                recorded_at=world.moment(),
            )
        )
        for _n in range(size)
    ]
    rows.write()
    for number in (1, 2):
        certified(world, [one for one in found if world.luck(0.75 / number)], number)
    trained(world, [one for one in found if world.luck(0.1)])
    posts = [one for one in found for _n in range(world.chance.choice((0, 0, 1, 2, 3)))]
    appointed(world, [(one, world.period()) for one in posts])
    assessors(world, [one for one in found if world.luck(0.2)])
    learners(world, [one for one in found if world.luck(0.6)])
    named(world, [one for one in found if world.luck(0.4)])
    return [one.pk for one in found]


def assessors(world: World, persons: list[Person]) -> None:
    rows = Rows()
    for one in persons:
        for starts, until in apart(world):
            rows.add(
                AssessorTerm(
                    person=one,
                    court=world.court,
                    starts=starts,
                    ends=until or starts + timedelta(days=20),
                    appointed_by="常委会",
                    recorded_at=world.moment(),
                )
            )
    rows.write()


def learners(world: World, persons: list[Person]) -> None:
    rows = Rows()
    for one in persons:
        for page in world.chance.sample(world.lessons, world.chance.randint(1, 2)):
            moment = world.moment()
            rows.add(LessonProgress(person=one, lesson=page, opened_at=moment, last_seen_at=moment))
    rows.write()


def named(world: World, persons: list[Person]) -> None:
    """Candidacies for one kind of post or two, some withdrawn, some stepped back and forth."""
    rows = Rows()
    found = []
    for one in persons:
        for kind in world.chance.sample(["chair", "member"], world.chance.randint(1, 2)):
            row = Candidacy(
                person=one,
                organisation=world.home,
                nominated_by=world.home,
                post_kind=kind,
                tier="village",
                mode="elected",
                recorded_at=world.moment(),
            )
            found.append(rows.add(row))
    rows.write()
    for row in found:
        for state in ("nominated", "returned", "withdrawn")[: world.chance.randint(1, 3)]:
            rows.add(CandidacyStep(candidacy=row, state=state, recorded_at=world.moment()))
    rows.write()
