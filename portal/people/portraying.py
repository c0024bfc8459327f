"""Taking a portrait photo in, withdrawing it, and destroying it when its days are over.

At most one portrait of a person is live. The file is written before the row that names it, and
destroyed after the row says so: what a crash leaves between the two is swept away by night.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import Note, record, record_many
from portal.people import filing
from portal.people.developing import Picture, PortraitRefused, develop
from portal.people.models import Person, Portrait
from portal.policy.rules import rule

AT_ONCE = 500
MOST_A_DAY = 20  # of one person, brought one by one: each is kept for as long as the rule says
STRAY_AFTER = timedelta(hours=6)  # no request or job is that long between file and row
TAKEN, WITHDRAWN = "person.portrait_taken", "person.portrait_withdrawn"
WHY = "portraits of people whom the caller has reached by a scope"


def live(person: Person) -> Portrait | None:
    """The portrait that would be printed today."""
    return Portrait.objects.unscoped(WHY).filter(person=person, retired_at__isnull=True).first()


def picture_of(person: Person) -> bytes | None:
    """The live portrait itself; None when there is none, or its file is not whole any more."""
    portrait = live(person)
    try:
        return filing.read(person.pk, portrait.sha256) if portrait else None
    except filing.FileGone:
        return None


def portray(person: Person, content: bytes, *, actor_id: int | None) -> Portrait:
    """Keep the picture in these bytes as the person's portrait; the one before is retired.

    The picture that is live already stays as it is. Raises PortraitRefused, also for a record that
    was erased and for more than MOST_A_DAY within a day. Permission is the caller's business.
    """
    if person.erased_at is not None:
        raise PortraitRefused(_erased())
    picture = develop(content)
    present = live(person)
    if present is not None and present.sha256 == picture.sha256:
        filing.put(person.pk, picture.content)
        return present
    _refuse_too_many(person)
    try:
        (row,) = portray_many([(person, picture)], actor_id=actor_id)
    except IntegrityError:
        raise PortraitRefused(
            _("Somebody else has brought another picture just now. Please look again.")
        ) from None
    return row


def _refuse_too_many(person: Person) -> None:
    since = clock.now() - timedelta(days=1)
    brought = Portrait.objects.unscoped(WHY).filter(person=person, recorded_at__gte=since)
    if brought.count() >= MOST_A_DAY:
        raise PortraitRefused(
            _("%(number)s photos were brought within a day; please come back tomorrow.")
            % {"number": MOST_A_DAY}
        )


def portray_many(
    pictures: Sequence[tuple[Person, Picture]], *, actor_id: int | None
) -> list[Portrait]:
    """Keep one picture each of several people, all of them or none.

    Raises IntegrityError when somebody else has brought one of them at the same moment.
    """
    for person, picture in pictures:
        filing.put(person.pk, picture.content)
    return enter_many([(person, _shape(picture)) for person, picture in pictures], actor_id)


Shape = tuple[str, int, int]


def _shape(picture: Picture) -> Shape:
    return picture.sha256, picture.width, picture.height


def enter_many(rows: Sequence[tuple[Person, Shape]], actor_id: int | None) -> list[Portrait]:
    """The rows of portraits whose files are written already: (SHA-256, width, height) each.

    Raises PortraitRefused, and rolls back, when one of the people was erased meanwhile.
    """
    moment = clock.now()
    made = [
        Portrait(
            person=person,
            sha256=sha256,
            width=width,
            height=height,
            recorded_at=moment,
            recorded_by_id=actor_id,
        )
        for person, (sha256, width, height) in rows
    ]
    with transaction.atomic():
        for start in range(0, len(made), AT_ONCE):
            some = made[start : start + AT_ONCE]
            _hold([row.person_id for row in some])
            before = Portrait.objects.unscoped(WHY).filter(
                person__in=[row.person_id for row in some], retired_at__isnull=True
            )
            before.update(retired_at=moment)
            Portrait.objects.unscoped(WHY).bulk_create(some)
        notes = [Note(row.person, row.person.organisation.path) for row in made]
        record_many(TAKEN, notes, actor_id=actor_id)
    return made


def _hold(people: list[int]) -> None:
    """The update holds the records until the commit: nobody erases them meanwhile."""
    rows = Person.objects.unscoped(WHY).filter(pk__in=people, erased_at__isnull=True)
    if rows.update(erased_at=None) != len(set(people)):
        raise PortraitRefused(_erased())


def _erased() -> str:
    return _("This person's data have been erased already.")


def withdraw(person: Person, *, actor_id: int | None) -> None:
    """End the live portrait: nothing prints it any more. Raises PortraitRefused without one."""
    if not _end_live(person, actor_id):
        raise PortraitRefused(_("There is no portrait to withdraw."))


def _end_live(person: Person, actor_id: int | None) -> bool:
    """False when there is none (any more)."""
    with transaction.atomic():
        rows = Portrait.objects.unscoped(WHY).filter(person=person, retired_at__isnull=True)
        ended = rows.update(retired_at=clock.now())
        if ended:
            record(WITHDRAWN, person, actor_id=actor_id, place=person.organisation.path)
    return bool(ended)


def forget_person(person_id: int) -> None:
    """In the transaction of an erasure: no row of the person's portraits stays, and after the
    commit no file."""
    Portrait.objects.unscoped(WHY).filter(person_id=person_id).delete()
    transaction.on_commit(partial(filing.remove_all, person_id))


def retire_of_doubles() -> int:
    """In a transaction: end the portraits of records that were merged into others, where nobody
    sees or replaces them; how many. One that somebody else ends meanwhile is not counted."""
    rows = Portrait.objects.unscoped(WHY).filter(
        retired_at__isnull=True, person__merged_into__isnull=False
    )
    doubles = [row.person for row in rows.select_related("person__organisation").order_by("pk")]
    return sum(_end_live(person, None) for person in doubles)


def forget_old() -> int:
    """In a transaction: the portraits retired longer ago than the rule
    `privacy.portrait_keep_days` says keep hash and dates only; how many. After the commit their
    files go, and whatever file no row needs."""
    days = rule("privacy.portrait_keep_days", on=clock.today()).number
    moment = clock.now()
    over = Portrait.objects.unscoped(WHY).filter(
        retired_at__lt=moment - timedelta(days=days), forgotten_at__isnull=True
    )
    number = over.update(forgotten_at=moment)
    transaction.on_commit(sweep)
    return number


def sweep() -> int:
    """Remove every file that is old enough and that no row needs (any more); how many."""
    removed = 0
    files = filing.older_than((clock.now() - STRAY_AFTER).timestamp())
    for person_id, group in groupby(files, key=itemgetter(0)):
        kept = Portrait.objects.unscoped(WHY).filter(person_id=person_id, forgotten_at__isnull=True)
        needed = set(kept.values_list("sha256", flat=True))
        for _person, name in group:
            if name not in needed:
                filing.remove(person_id, name)
                removed += 1
    return removed
