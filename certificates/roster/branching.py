"""The tree of places beside the list: the way to the one that is shown, and what lies below it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.keepers import upwards
from certificates.roster.listing import region
from certificates.roster.twin import AsOf, rows_of
from portal.people.choices import OrganisationKind
from portal.people.models import Organisation
from portal.scope import Scope

HELD = """
SELECT r.path, coalesce(h.held, 0) FROM region r LEFT JOIN (
SELECT organisation_id, sum(held) AS held FROM ({parts}) AS found GROUP BY organisation_id) AS h
ON h.organisation_id = r.id
WHERE h.held > 0 OR EXISTS (SELECT 1 FROM people_post t WHERE t.organisation_id = r.id)
OR EXISTS (SELECT 1 FROM people_person p WHERE p.organisation_id = r.id)
"""
PART = """
SELECT a.organisation_id, count(*) AS held FROM roster_appointment a
WHERE {in_office} {near} GROUP BY a.organisation_id
"""
# For a part of the tree it is quicker to look place by place; for the whole the index of ends holds
# all that is counted.
NEAR = "AND a.organisation_id IN (SELECT id FROM region)"


@dataclass(frozen=True)
class Branch:
    """A line of the organisation tree with the number of people in office at and below it."""

    organisation: Organisation
    level: int
    count: int
    current: bool = False


def places_of(scope: Scope) -> list[Organisation]:
    """The organisations of a keeper's scope in tree order."""
    rows = Organisation.objects.filter(scope.below("path", *ROSTER_KEEPERS)).order_by("path")
    return list(rows)


def roots_of(scope: Scope) -> list[str]:
    """The paths of a keeper's places, without those below another one."""
    found: list[str] = []
    for path in scope.paths(*ROSTER_KEEPERS):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def branches(scope: Scope, current: Organisation, as_of: AsOf) -> list[Branch]:
    """The roots, what lies on the way to `current`, and its own children; those without posts and
    people are left out. A village is a leaf: its one committee is what a click on it lists. Two
    queries."""
    roots = roots_of(scope)
    held = _held(roots, as_of)
    near = _near(roots, current)
    kinds = {place.path: place.kind for place in near}
    top = min((place.depth for place in near), default=0)
    return [
        Branch(place, place.depth - top, held.get(place.path, 0), place == current)
        for place in near
        if place.path in roots
        or (
            place.path in held
            and kinds[place.path[: -Organisation.steplen]] != OrganisationKind.VILLAGE_BODY
        )
    ]


def _near(roots: Sequence[str], current: Organisation) -> list[Organisation]:
    wanted = Q(path__in=roots)
    for path in upwards(current.path):
        if path.startswith(tuple(roots)):
            depth = len(path) // Organisation.steplen + 1
            wanted |= Q(path__startswith=path, depth=depth)
    return list(Organisation.objects.filter(wanted).order_by("path"))


def _held(roots: Sequence[str], as_of: AsOf) -> Counter[str]:
    """How many are in office at and below each organisation that has posts or people, by its
    path."""
    places, values = region(roots)
    near = "" if any(len(path) == Organisation.steplen for path in roots) else NEAR
    parts = " UNION ALL ".join(PART.format(in_office=half, near=near) for half in as_of.halves("a"))
    sql = f"WITH {places} {HELD.format(parts=parts)}"
    found: Counter[str] = Counter()
    for path, count in rows_of(as_of, sql, values):
        for above in upwards(path):
            found[above] += int(count)
    return found
