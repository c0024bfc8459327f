"""Public lists of mediators (公示): drawn up, scanned, published with a document number, replaced
by a newer one, taken down with a reason; none is ever changed or deleted.

Names must be public so that parties can choose (宁波条例 arts. 13 and 21, 特邀调解规定 art. 8).
Told are name, organisation, post and the masked number of the certificate: no sex, birth, ID
document, phone or dual role, and of whoever left only that they are no longer a mediator here.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.roster.models import Appointment
from certificates.roster.register import facts_of, held_in, in_office_on
from certificates.roster.sharing.models import PublicLine, PublicList
from certificates.roster.sharing.scanning import Found, numbers_in
from certificates.roster.standing import ON_DUTY, PENDING, Facts, decide
from portal import clock, masking
from portal.audit.recording import record
from portal.people.choices import PostKind
from portal.people.models import Organisation

WHY = "the public list of a place"
AT_ONCE = 1_000
NAMED = 5  # people in a refusal
SHOWN = (ON_DUTY, PENDING)
_ORDER = {str(kind): place for place, kind in enumerate(PostKind)}


class PublishingRefused(ValueError):
    """The list cannot be published or taken down so; the message says why."""


class PublishedAlready(PublishingRefused):
    """Just this is what everybody reads already: `row`."""

    def __init__(self, row: PublicList) -> None:
        super().__init__(_("This list is published already."))
        self.row = row


@dataclass(frozen=True)
class Entry:
    """A line as it will be published; `person_id` is kept and never shown."""

    person_id: int
    name: str
    organisation: str
    post: str
    number: str
    left: bool


@dataclass(frozen=True)
class Draft:
    """A list as it would be published: its lines, what must not stand in them, and the hash of
    both place, day and lines, so that what is published is what was looked at."""

    entries: tuple[Entry, ...]
    found: tuple[Found, ...]
    digest: str


def draw_up(place: Organisation, day: date) -> Draft:
    """Who is on duty, or elected and waiting for the certificate, at the place and below it on the
    day; then those whom the list before named and who are in office there no more. Who is kept from
    duty, or whose certificate lapsed or is missing, is left out and not told apart."""
    rows = (
        Appointment.objects.unscoped(WHY)
        .filter(in_office_on(day), organisation__path__startswith=place.path)
        .select_related("person", "post", "organisation")
    )
    serving = sorted(rows, key=_by_place)
    facts = facts_of({row.person_id for row in serving})
    entries = [
        entry for row in serving if (entry := _entry(row, facts[row.person_id], day)) is not None
    ]
    in_office = {row.person_id for row in serving}
    entries += [_left(line) for line in _named_before(place) if line.person_id not in in_office]
    found = tuple(numbers_in(_cells(place, entries)))
    return Draft(tuple(entries), found, _digest(place, day, entries))


def out_of_date(place: Organisation, day: date, draft: Draft) -> tuple[str, ...]:
    """Of a list of a past day the names that would be untrue today: of who has left since or is
    kept from duty, and of who was away that day and is back."""
    if day >= clock.today():
        return ()
    shown = {one.person_id for one in draw_up(place, clock.today()).entries if not one.left}
    untrue = [one for one in draft.entries if one.left == (one.person_id in shown)]
    return tuple(dict.fromkeys(one.name for one in untrue))


def no_longer_true(names: Sequence[str]) -> str:
    """Why a list of a past day is not published, and what to do."""
    return _(
        "This list is not true any more: %(names)s left since, came back, or may not mediate today."
        " Please publish the list of today."
    ) % {"names": "、".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")}


def _by_place(row: Appointment) -> tuple[str, int, int]:
    return (row.organisation.path, _ORDER[row.post.kind], row.post.number)


def _entry(row: Appointment, facts: Facts, day: date) -> Entry | None:
    standing = decide(facts, day)
    if dict(standing.appointments).get(row.pk) not in SHOWN:
        return None
    numbers = [held.number for held in held_in(facts) if held.state_on(day) == "valid"]
    number = masking.number(numbers[-1]) if numbers else ""
    return Entry(
        row.person_id, row.person.name, row.organisation.name, row.post.kind, number, left=False
    )


def _left(line: PublicLine) -> Entry:
    return Entry(line.person_id, line.name, line.organisation_name, line.post, "", left=True)


def _named_before(place: Organisation) -> list[PublicLine]:
    """The lines of the last list, whatever became of it, each person once."""
    last = PublicList.objects.unscoped(WHY).filter(organisation=place).order_by("pk").last()
    if last is None:
        return []
    lines = PublicLine.objects.unscoped(WHY).filter(public_list=last, left=False)
    once = {line.person_id: line for line in lines.order_by("position")}
    return list(once.values())


def _cells(place: Organisation, entries: Iterable[Entry]) -> Iterable[tuple[int, str, str]]:
    yield 0, "organisation", place.name
    for number, entry in enumerate(entries, start=1):
        yield number, "name", entry.name
        yield number, "organisation", entry.organisation


def canonical(place_id: int, day: date, entries: Iterable[Entry]) -> bytes:
    """The bytes whose SHA-256 is kept with a list."""
    told = {
        "day": day.isoformat(),
        "lines": [asdict(entry) for entry in entries],
        "place": place_id,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _digest(place: Organisation, day: date, entries: Iterable[Entry]) -> str:
    return hashlib.sha256(canonical(place.pk, day, entries)).hexdigest()


def publish(
    place: Organisation, day: date, document_number: str, *, seen: str, actor_id: int
) -> PublicList:
    """Publish the list that was looked at (`seen` is the draft's digest); the one before ends.

    Raises PublishedAlready for the list that stands, by the same document: a form was sent twice.
    Raises PublishingRefused for a day to come, a past one of whose list somebody has left since (a
    list says who mediates here), a list without lines, one with a person's number in it, one that
    has changed since it was looked at, and when two publish at once.
    """
    _refuse_what_stands(place, day, document_number, seen)
    if day > clock.today():
        raise PublishingRefused(_("A list is published of today or of a day before."))
    draft = draw_up(place, day)
    if names := out_of_date(place, day, draft):
        raise PublishingRefused(no_longer_true(names))
    number = list(numbers_in([(0, "document_number", document_number)]))
    if not any(not entry.left for entry in draft.entries):
        raise PublishingRefused(
            _("Nobody is on duty here on that day: there is nothing to publish.")
        )
    if draft.found or number:
        raise PublishingRefused(_("Numbers of persons stand in the list; they are named below."))
    if draft.digest != seen:
        raise PublishingRefused(
            _("The roster has changed since you looked at the list. Please look at it once more.")
        )
    try:
        with transaction.atomic():
            return _write(place, day, document_number, draft, actor_id)
    except IntegrityError:
        _refuse_what_stands(place, day, document_number, seen)
        raise PublishingRefused(
            _("Somebody else has just published a list of this place. Please look at theirs.")
        ) from None


def _refuse_what_stands(place: Organisation, day: date, document_number: str, seen: str) -> None:
    rows = PublicList.objects.unscoped(WHY).filter(organisation=place, ended_at__isnull=True)
    row = rows.filter(day=day, document_number=document_number, sha256=seen).first()
    if row is not None:
        raise PublishedAlready(row)


def _write(
    place: Organisation, day: date, document_number: str, draft: Draft, actor_id: int
) -> PublicList:
    moment = clock.now()
    rows = PublicList.objects.unscoped(WHY)
    ended = rows.filter(organisation=place, ended_at__isnull=True).update(
        ended_at=moment, ended_by_id=actor_id
    )
    row = PublicList.objects.create(
        organisation=place,
        day=day,
        document_number=document_number,
        rows=len(draft.entries),
        sha256=draft.digest,
        published_at=moment,
        published_by_id=actor_id,
    )
    PublicLine.objects.unscoped(WHY).bulk_create(
        [_line(row, at, entry) for at, entry in enumerate(draft.entries, start=1)],
        batch_size=AT_ONCE,
    )
    data = {"rows": row.rows, "sha256": row.sha256, "day": day.isoformat(), "replaced": ended}
    record("roster.published", row, actor_id=actor_id, place=place.path, data=data)
    return row


def _line(row: PublicList, position: int, entry: Entry) -> PublicLine:
    return PublicLine(
        public_list=row,
        position=position,
        person_id=entry.person_id,
        name=entry.name,
        organisation_name=entry.organisation,
        post=entry.post,
        number=entry.number,
        left=entry.left,
    )


def take_down(row: PublicList, reason: str, *, actor_id: int) -> None:
    """Nobody reads it any more. Raises PublishingRefused when it had ended before."""
    rows = PublicList.objects.unscoped("a list found by its scope").filter(
        pk=row.pk, ended_at__isnull=True
    )
    with transaction.atomic():
        if not rows.update(ended_at=clock.now(), ended_by_id=actor_id, end_reason=reason):
            raise PublishingRefused(_("The list had been taken down or replaced already."))
        record(
            "roster.taken_down", row, actor_id=actor_id, place=row.organisation.path, reason=reason
        )


def is_as_published(row: PublicList) -> bool:
    """Whether its lines still are those of its hash."""
    lines = PublicLine.objects.unscoped(WHY).filter(public_list=row).order_by("position")
    entries = [
        Entry(one.person_id, one.name, one.organisation_name, one.post, one.number, one.left)
        for one in lines
    ]
    day, place_id = row.day, row.organisation_id
    return hashlib.sha256(canonical(place_id, day, entries)).hexdigest() == row.sha256
