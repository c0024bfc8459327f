"""What doctor says of people and organisations.

The database's constraints and the one writer of each column should keep all of this; a restored
backup, a lost key or somebody's SQL can break it.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, F, Max, Q

from portal import clock, invariants
from portal.people import enciphering, filing, tombstones
from portal.people.asking import overdue
from portal.people.doubling import waiting
from portal.people.models import (
    Organisation,
    Person,
    Portrait,
    PrivacyRequest,
    SuspectedDouble,
    Transfer,
)

WHY = "doctor"
AT_ONCE = 10_000
PATIENCE = timedelta(days=30)


@invariants.invariant
def numbers_read_back() -> invariants.Finding:
    """All key ids are looked at; of many numbers each run decrypts a part, by the day, so that each
    number has its turn."""
    kept = Person.objects.unscoped(WHY).filter(id_cipher__isnull=False)
    lost = list(kept.exclude(id_key__in=enciphering.key_ids()).order_by("pk"))
    parts = -(-kept.count() // AT_ONCE) or 1
    turn = kept.annotate(part=F("pk") % parts).filter(part=clock.today().toordinal() % parts)
    some = turn.filter(id_key__in=enciphering.key_ids()).order_by("pk")
    damaged = [person for person in some.iterator() if not _reads_back(person)]
    return invariants.none_of(
        "people: every document number reads back under the keys at hand",
        [f"P{person.pk} (key {person.id_key})" for person in lost + damaged],
    )


def _reads_back(person: Person) -> bool:
    """Also under the index key: with another one nobody is found again by the number."""
    try:
        plain = enciphering.unlock(person.id_cipher or b"", person.id_key, enciphering.CONTEXT)
    except enciphering.Unreadable:
        return False
    kind, _colon, number = plain.decode().partition(":")
    return person.id_index == enciphering.index(kind, number)


@invariants.invariant
def one_record_for_a_document() -> invariants.Finding:
    rows = Person.objects.unscoped(WHY).exclude(id_index="").values("id_index")
    shared = rows.annotate(records=Count("pk"), last=Max("pk")).filter(records__gt=1)
    return invariants.none_of(
        "people: no two records hold one document", [f"P{row['last']}" for row in shared]
    )


@invariants.invariant
def doubles_are_decided() -> invariants.Finding:
    rows = waiting(SuspectedDouble.objects.unscoped(WHY))
    late = rows.filter(recorded_at__lt=clock.now() - PATIENCE).order_by("recorded_at", "pk")
    return invariants.none_of(
        "people: no suspected double waits for more than 30 days",
        list(late.values_list("pk", flat=True)),
        "warn",
    )


@invariants.invariant
def requests_are_answered_in_time() -> invariants.Finding:
    late = overdue(PrivacyRequest.objects.unscoped(WHY)).order_by("due_on", "pk")
    return invariants.none_of(
        "people: no request about the own data is overdue",
        list(late.values_list("pk", flat=True)),
        "warn",
    )


@invariants.invariant
def tombstones_hold() -> invariants.Finding:
    """A restored backup brings people back; `manage.py privacy_reapply` erases them again."""
    stones = {stone.person: stone.recorded_at for stone in tombstones.all_stones()}
    there = Person.objects.unscoped(WHY).filter(pk__in=stones, erased_at__isnull=True)
    back = [
        f"P{pk}"
        for pk, moment in there.order_by("pk").values_list("pk", "recorded_at")
        if moment.isoformat() == stones[pk]
    ]
    return invariants.none_of("people: whoever has a tombstone is erased", back)


@invariants.invariant
def the_erased_stay_erased() -> invariants.Finding:
    """A warning: whoever was erased may come again and leave a phone; that is to be known."""
    again = ~Q(phone="") | ~Q(email="") | Q(id_cipher__isnull=False)
    rows = Person.objects.unscoped(WHY).filter(again, erased_at__isnull=False).order_by("pk")
    return invariants.none_of(
        "people: nobody erased has contact or document data again",
        [f"P{pk}" for pk in rows.values_list("pk", flat=True)],
        "warn",
    )


@invariants.invariant
def homes_follow_transfers() -> invariants.Finding:
    last = Transfer.objects.unscoped(WHY).values("person").annotate(last=Max("pk")).values("last")
    rows = Transfer.objects.unscoped(WHY).filter(pk__in=last).order_by("person_id")
    elsewhere = rows.exclude(destination=F("person__organisation"))
    return invariants.none_of(
        "people: everybody is at home where the last transfer went",
        [f"P{pk}" for pk in elsewhere.values_list("person_id", flat=True)],
    )


@invariants.invariant
def the_tree_is_whole() -> invariants.Finding:
    """Who reaches what follows from the paths: one that hangs nowhere is reached by nobody."""
    return invariants.none_of(
        "people: every organisation hangs where its path says", list(_out_of_place())
    )


def _out_of_place() -> Iterator[int]:
    step = Organisation.steplen
    rows = list(Organisation.objects.order_by("path").values_list("pk", "path", "depth"))
    paths = {path for _pk, path, _depth in rows}
    for pk, path, depth in rows:
        above = path[:-step]
        if len(path) != depth * step or (above and above not in paths):
            yield pk


@invariants.invariant
def portraits_are_whole() -> invariants.Finding:
    """Every portrait that is live has its file, with the SHA-256 of its name."""
    live = Portrait.objects.unscoped(WHY).filter(retired_at__isnull=True).order_by("pk")
    return invariants.none_of(
        "people: every live portrait has its file",
        [
            f"P{person_id}"
            for person_id, sha256 in live.values_list("person_id", "sha256").iterator()
            if not filing.is_whole(person_id, sha256)
        ],
    )
