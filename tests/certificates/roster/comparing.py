"""The rule and its twin in SQL asked about the same people: where they differ."""

from datetime import date, datetime

from certificates.roster.register import facts_of
from certificates.roster.standing import Standing, decide
from certificates.roster.twin import standings_in_sql
from portal.people.models import Person
from tests.certificates.roster.generated.people import people
from tests.certificates.roster.generated.world import questions, world

Difference = tuple[int, date, datetime | None, Standing, Standing | None]


def by_order(standing: Standing) -> Standing:
    """The open appointments of the rule come in the order of their days."""
    return Standing(
        standing.label,
        tuple(sorted(standing.appointments)),
        standing.certificate,
        standing.assessor,
    )


def differences(
    ids: list[int], asked: list[tuple[date, datetime | None]]
) -> tuple[list[Difference], set[str]]:
    """What the twin says otherwise, and which labels came about at all."""
    found: list[Difference] = []
    labels: set[str] = set()
    rows = Person.every.filter(pk__in=ids)
    for moment in dict.fromkeys(known for _day, known in asked):
        facts = facts_of(ids, moment)
        for day in (day for day, known in asked if known == moment):
            twin = standings_in_sql(rows, day, moment)
            for pk in ids:
                told = by_order(decide(facts[pk], day))
                labels.add(told.label)
                if told != twin.get(pk):
                    found.append((pk, day, moment, told, twin.get(pk)))
    return found, labels


def compare(seed: int, size: int) -> tuple[list[Difference], set[str]]:
    """A batch of so many histories, each asked about five days, as known now and at three
    moments."""
    where = world(seed)
    return differences(people(where, size), questions(where, 5, 3))
