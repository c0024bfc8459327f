"""What the roster knows of the seats and people of a table: read in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from certificates.choices import ProposalState
from certificates.roster.appraising.recording import served_in
from certificates.roster.models import Appointment, AssessorTerm, RosterProposal
from portal.people.models import Person, Post

AT_ONCE = 500
WHY = "the seats of a table, at places in reach of who brings it"


@dataclass
class World:
    """Seats by organisation, appointments by seat, terms as assessor by person; `proposed` are
    the people and seats of which something waits for a second person."""

    seats: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[int, list[AssessorTerm]] = field(default_factory=lambda: defaultdict(list))
    of_post: dict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))
    proposed: set[tuple[int, int]] = field(default_factory=set)

    def seats_like(self, place_id: int, kind: str, number: str) -> list[Post]:
        """The seats of a place that kind and number leave; empty ones leave all."""
        return [
            post
            for post in self.seats.get(place_id, [])
            if kind in {"", post.kind} and number in {"", str(post.number)}
        ]

    def holders(self, posts: Iterable[Post], today: date) -> list[Person]:
        """Who holds one of the seats, or is going to."""
        return [
            row.person
            for post in posts
            for row in self.of_post.get(post.pk, [])
            if row.ends is None or row.ends > today
        ]

    def last_of(self, post: Post, person: Person) -> Appointment | None:
        """The latest appointment of a person to a seat, whatever became of it."""
        rows = [row for row in self.of_post.get(post.pk, []) if row.person_id == person.pk]
        return rows[-1] if rows else None

    def begun(self, post: Post, person: Person, day: date | None) -> Appointment | None:
        """The appointment of a person to a seat that began on that day."""
        rows = [row for row in self.of_post.get(post.pk, []) if row.person_id == person.pk]
        return next((row for row in rows if row.starts == day), None)

    def serving(self, post: Post, person: Person, year: int) -> Appointment | None:
        """The latest appointment of a person to a seat that holds on some day of a year."""
        rows = [row for row in self.of_post.get(post.pk, []) if row.person_id == person.pk]
        return next((row for row in reversed(rows) if served_in(row, year)), None)

    def is_assessor(self, person: Person, since: date, until: date) -> bool:
        """Is a term on record that holds in all of these days?"""
        terms = self.terms.get(person.pk, [])
        return any(term.starts <= since and until <= term.ends for term in terms)


def read_world(place_ids: Iterable[int]) -> World:
    """Everything about the seats of these organisations."""
    world, places = World(), sorted(set(place_ids))
    for start in range(0, len(places), AT_ONCE):
        some = places[start : start + AT_ONCE]
        posts = Post.objects.unscoped(WHY).filter(organisation_id__in=some)
        for post in posts.select_related("organisation").order_by("kind", "number"):
            world.seats[post.organisation_id].append(post)
        rows = Appointment.objects.unscoped(WHY).filter(
            post__organisation_id__in=some, superseded_at__isnull=True
        )
        rows = rows.select_related("person__organisation", "post", "organisation", "ending")
        for row in rows.order_by("starts", "pk"):
            world.of_post[row.post_id].append(row)
        waiting = RosterProposal.objects.unscoped(WHY).filter(
            post__organisation_id__in=some, state=ProposalState.WAITING
        )
        world.proposed.update(waiting.values_list("person_id", "post_id"))
    return world


def add_terms(world: World, person_ids: set[int]) -> None:
    """The terms as assessor of those whom the table calls assessors."""
    rows = AssessorTerm.objects.unscoped(WHY).filter(
        Q(person_id__in=person_ids), superseded_at__isnull=True
    )
    for term in rows.order_by("starts"):
        world.terms[term.person_id].append(term)
