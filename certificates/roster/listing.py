"""The roster as a list on a day: who holds which post, which posts are empty, who is ready for
one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from certificates.roster.choices import ROSTER_KEEPERS, VACANT
from certificates.roster.models import Appointment
from certificates.roster.register import facts_of, held_in, in_office_on, posts_in_reach
from certificates.roster.standing import LABELS, QUALIFIED, Facts, Standing, decide
from portal import clock
from portal.people.choices import OrganisationKind, PostKind
from portal.people.models import Organisation, Person, Post
from portal.scope import Scope

WHY = "the roster of a keeper's places"
SERVING = "serving"
_POST_ORDER = {kind: place for place, kind in enumerate(PostKind)}
_LABEL_ORDER = {label: place for place, label in enumerate((*LABELS[:4], VACANT, *LABELS[4:]))}


@dataclass(frozen=True)
class Row:
    """A line: an appointment, an empty post (no person), or somebody without a post."""

    organisation: Organisation
    label: str
    person: Person | None = None
    post: Post | None = None
    appointment: Appointment | None = None
    certificate: str | None = None
    certificate_number: str = ""
    certificate_until: date | None = None
    assessor: bool = False
    vacant_since: date | None = None

    @property
    def listed(self) -> bool:
        """On the roster proper: holding a post, being an empty one, or ready for one."""
        return self.post is not None or self.label == QUALIFIED


@dataclass(frozen=True)
class Filters:
    """What to show; empty values show all that is `listed`. `text` searches everybody's name."""

    kind: str = ""
    state: str = ""
    assessor: bool = False
    text: str = ""
    sort: str = ""

    def take(self, row: Row) -> bool:
        return (
            (not self.kind or (row.post is not None and row.post.kind == self.kind))
            and (not self.assessor or row.assessor)
            and self._of_state(row)
            and (not self.text or (row.person is not None and self.text in row.person.name))
        )

    def _of_state(self, row: Row) -> bool:
        if self.state == SERVING:
            return row.appointment is not None
        if self.state:
            return row.label == self.state
        return row.listed or bool(self.text)


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


def roster_on(scope: Scope, day: date) -> list[Row]:
    """Every line a keeper may see on a day, ordered by place and post; a fixed number of
    queries."""
    appointments = _appointments_on(scope, day)
    serving = {row.person_id for row in appointments}
    free = [person for person in _people_at_home(scope) if person.pk not in serving]
    facts = facts_of(serving | {person.pk for person in free})
    standings = {pk: decide(known, day) for pk, known in facts.items()}
    rows = [
        *(_in_office(row, standings[row.person_id], facts, day) for row in appointments),
        *(_out_of_office(person, standings[person.pk], facts, day) for person in free),
        *_vacancies(scope, day, {row.post_id for row in appointments}),
    ]
    return sorted(rows, key=_by_place)


def select(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """The rows that the filters let through, in the order they ask for."""
    chosen = [row for row in rows if filters.take(row)]
    order = _SORTS.get(filters.sort)
    return sorted(chosen, key=order) if order else chosen


def counts(rows: Iterable[Row]) -> Mapping[str, int]:
    """How many rows each tile would show."""
    found: Counter[str] = Counter()
    for row in rows:
        found[row.label] += 1
        found[SERVING] += row.appointment is not None
        found["assessor"] += row.assessor and row.listed
    return found


def at_or_below(rows: Iterable[Row], organisation: Organisation) -> list[Row]:
    return [row for row in rows if row.organisation.path.startswith(organisation.path)]


def branches(
    places: list[Organisation], rows: Iterable[Row], current: Organisation
) -> list[Branch]:
    """The tree as shown: the roots, what lies on the way to `current`, and its own children.

    A village is a leaf: its one committee is what a click on it lists.
    """
    seats, held = Counter[str](), Counter[str]()
    for row in rows:
        for path in _upwards(row.organisation.path):
            seats[path] += 1
            held[path] += row.appointment is not None
    kinds = {place.path: place.kind for place in places}
    shown = []
    for place in places:
        parent = place.path[: -Organisation.steplen]
        on_the_way = parent in kinds and current.path.startswith(parent)
        leaf = kinds.get(parent) == OrganisationKind.VILLAGE_BODY
        if parent not in kinds or (on_the_way and seats[place.path] and not leaf):
            level = place.depth - places[0].depth
            shown.append(Branch(place, level, held[place.path], place.path == current.path))
    return shown


def _upwards(path: str) -> list[str]:
    """The path of an organisation and of everything above it."""
    step = Organisation.steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]


def _appointments_on(scope: Scope, day: date) -> list[Appointment]:
    rows = (
        Appointment.objects.unscoped(WHY)
        .filter(
            scope.below("organisation__path", *ROSTER_KEEPERS)
            | scope.below("person__organisation__path", *ROSTER_KEEPERS)
        )
        .filter(in_office_on(day))
        .select_related("person__organisation", "post", "organisation")
    )
    return list(rows)


def _people_at_home(scope: Scope) -> list[Person]:
    rows = Person.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS), merged_into__isnull=True
    )
    return list(rows.select_related("organisation"))


def _in_office(row: Appointment, standing: Standing, facts: Mapping[int, Facts], day: date) -> Row:
    """An entry that was corrected between the two readings has no label of its own any more."""
    return Row(
        row.organisation,
        dict(standing.appointments).get(row.pk, standing.label),
        row.person,
        row.post,
        row,
        assessor=standing.assessor,
        **_certificate(standing, facts[row.person_id], day),
    )


def _out_of_office(
    person: Person, standing: Standing, facts: Mapping[int, Facts], day: date
) -> Row:
    return Row(
        person.organisation,
        standing.label,
        person,
        assessor=standing.assessor,
        **_certificate(standing, facts[person.pk], day),
    )


def _certificate(standing: Standing, facts: Facts, day: date) -> dict[str, Any]:
    """State, number and last day of the certificate that counts."""
    for held in reversed(held_in(facts)):
        if standing.certificate and held.state_on(day) == standing.certificate:
            return {
                "certificate": standing.certificate,
                "certificate_number": held.number,
                "certificate_until": held.valid_until,
            }
    return {}


def _vacancies(scope: Scope, day: date, held: set[int]) -> list[Row]:
    posts = [
        post
        for post in posts_in_reach(scope).select_related("organisation")
        if post.pk not in held and clock.day_of(post.recorded_at) <= day
    ]
    ended = (
        Appointment.objects.unscoped(WHY)
        .filter(
            scope.below("organisation__path", *ROSTER_KEEPERS),
            ends__lte=day,
            superseded_at__isnull=True,
        )
        .values_list("post_id")
        .annotate(Max("ends"))
    )
    since = dict(ended)
    return [
        Row(
            post.organisation,
            VACANT,
            post=post,
            vacant_since=since.get(post.pk, clock.day_of(post.recorded_at)),
        )
        for post in posts
    ]


def _by_place(row: Row) -> tuple[Any, ...]:
    if row.post is None:
        return (row.organisation.path, len(_POST_ORDER), 0, _name(row))
    return (row.organisation.path, _POST_ORDER[PostKind(row.post.kind)], row.post.number, "")


def _name(row: Row) -> str:
    """The name; empty posts come last."""
    return row.person.name if row.person else "\uffff"


def _until(row: Row) -> date:
    """The end of the term; rows without one come last."""
    if row.appointment is None:
        return date.max
    return row.appointment.ends or row.appointment.term_ends or date.max


_SORTS: dict[str, Callable[[Row], Any]] = {
    "name": _name,
    "state": lambda row: _LABEL_ORDER[row.label],
    "certificate": lambda row: row.certificate_until or date.max,
    "until": _until,
}
SORTS = frozenset(_SORTS)
