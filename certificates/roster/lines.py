"""What a line of the roster says: the rows behind its numbers, for a page or a part of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q

from certificates.models import CertificateVersion
from certificates.roster.choices import VACANT
from certificates.roster.models import Appointment
from certificates.roster.standing import LABELS
from certificates.roster.twin import CERTIFICATE_STATES, AsOf
from portal import clock
from portal.people.choices import AppointmentMode, PostKind
from portal.people.models import Organisation, Person, Post

WHY = "lines of a list in reach"


@dataclass(frozen=True)
class Row:
    """A line: an appointment, an empty post (no person), or somebody without a post. `until` is
    the first day out of office, as it is planned or came."""

    label: str
    organisation: str
    short_name: str
    person_id: int | None = None
    name: str = ""
    post_id: int | None = None
    kind: str = ""
    appointment_id: int | None = None
    mode: str = ""
    starts: date | None = None
    until: date | None = None
    certificate: str | None = None
    certificate_number: str = ""
    certificate_until: date | None = None
    assessor: bool = False
    vacant_since: date | None = None

    @property
    def post(self) -> str:
        """The kind of post in the reader's words."""
        return str(PostKind(self.kind).label) if self.kind else ""

    @property
    def way(self) -> str:
        """Elected or hired, in the reader's words."""
        return str(AppointmentMode(self.mode).label) if self.mode else ""


def described(as_of: AsOf, lines: Sequence[Sequence[Any]]) -> list[Row]:
    """The rows of lines (n, what, label, organisation, person, post, appointment, version, state,
    assessor), all but `n` and `what` numbers of rows; six queries for any number of them."""
    places, people, posts, held, certificates = _behind(lines)
    empty = {line[5] for line in lines if line[5] and not line[6]}
    since = _vacant_since(as_of, empty)
    return [
        Row(
            LABELS[label] if label < len(LABELS) else VACANT,
            organisation=places[organisation][0],
            short_name=places[organisation][1],
            person_id=person,
            name=people.get(person, ""),
            post_id=post,
            kind=posts[post][0] if post else "",
            appointment_id=appointment,
            **_term(held.get(appointment), as_of),
            **_certificate(certificates.get(version), state),
            assessor=bool(assessor),
            vacant_since=since.get(post, clock.day_of(posts[post][1])) if post in empty else None,
        )
        for (
            _n, _what, label, organisation, person, post, appointment, version, state, assessor,
        ) in lines
    ]  # fmt: skip


def _behind(lines: Sequence[Sequence[Any]]) -> tuple[dict[int, Any], ...]:
    """Organisations, people, posts, appointments and certificates of the lines, by their ids."""
    ids = [{line[at] for line in lines if line[at]} for at in (3, 4, 5, 6, 7)]
    places = Organisation.objects.filter(pk__in=ids[0]).values_list("pk", "name", "short_name")
    people = Person.objects.unscoped(WHY).filter(pk__in=ids[1]).values_list("pk", "name")
    posts = (
        Post.objects.unscoped(WHY).filter(pk__in=ids[2]).values_list("pk", "kind", "recorded_at")
    )
    held = Appointment.objects.unscoped(WHY).filter(pk__in=ids[3])
    terms = held.values_list(
        *("pk", "mode", "starts", "ends", "term_ends", "ending__recorded_at"),
    )
    versions = CertificateVersion.objects.unscoped(WHY).filter(pk__in=ids[4])
    certificates = versions.values_list("pk", "certificate__number", "valid_until")
    return (
        {pk: told for pk, *told in places},
        dict(people),
        {pk: told for pk, *told in posts},
        {pk: told for pk, *told in terms},
        {pk: told for pk, *told in certificates},
    )


def _term(held: Sequence[Any] | None, as_of: AsOf) -> dict[str, Any]:
    if held is None:
        return {}
    mode, starts, ends, term_ends, ended_at = held
    known = as_of.known_at is None or (ended_at is not None and ended_at <= as_of.known_at)
    return {"mode": mode, "starts": starts, "until": (ends if known else None) or term_ends}


def _certificate(told: Sequence[Any] | None, state: int | None) -> dict[str, Any]:
    """State, number and last day of the certificate that counts."""
    if told is None or state is None:
        return {}
    number, until = told
    return {
        "certificate": CERTIFICATE_STATES[state],
        "certificate_number": number,
        "certificate_until": until,
    }


def _vacant_since(as_of: AsOf, posts: Iterable[int]) -> dict[int, date]:
    """When the last holder of each left; those that never had one are not in the answer."""
    right = Q(superseded_at__isnull=True)
    if as_of.known_at:
        right |= Q(superseded_at__gt=as_of.known_at)
    rows = Appointment.objects.unscoped(WHY).filter(
        right, post_id__in=list(posts), ends__lte=as_of.day
    )
    if as_of.known_at:
        rows = rows.filter(ending__recorded_at__lte=as_of.known_at)
    return dict(rows.values_list("post_id").annotate(Max("ends")))
