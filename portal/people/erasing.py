"""Erasing a person's contact and document data, when no duty needs them any more (PIPL art. 47).

The records that were merged into the person's go with it: each with a tombstone of its own.

Name, birth date, sex and the facts of the register stay while the archive's duty runs. The blind
index stays for the years of the rule `privacy.index_keep_years`, so that the same number is still
recognised, and is then destroyed by night.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock, counting, hooks
from portal.audit import erasing as audit
from portal.audit.recording import record
from portal.notices.models import Notice
from portal.notices.reading import forget_person
from portal.people import asking, portraying, tombstones
from portal.people.merged import records_of
from portal.people.models import Person, Portrait, PrivacyRequest
from portal.policy.rules import rule
from portal.scope import Scope

ERASERS = ("admin", "hr")
ERASED = "person.erased"
WHY = "erasing what no duty needs"


class ErasureRefused(ValueError):
    """Nothing is erased; the message says why."""


@dataclass(frozen=True)
class Plan:
    """What an erasure would take away (a word and how many), and what stands against it."""

    goes: list[tuple[str, int]]
    against: list[str]


def plan(person: Person) -> Plan:
    """The dry run: nothing is changed. Records that are erased already have nothing to give."""
    records = _with_data(person)
    pks = [record.pk for record in records]
    rows = Portrait.objects.unscoped(WHY).filter(person__in=pks)
    asked = PrivacyRequest.objects.unscoped(WHY).filter(person__in=pks)
    notices = Notice.objects.unscoped(WHY).filter(person__in=pks)
    details = [audit.bodies_of(record, but=ERASED).count() for record in records]
    goes = [
        ("encrypted document number", sum(record.id_cipher is not None for record in records)),
        ("phone", sum(bool(record.phone) for record in records)),
        ("e-mail", sum(bool(record.email) for record in records)),
        ("portraits", rows.count()),
        ("messages", notices.count()),
        ("words of requests about the own data", asked.exclude(text="", answer="").count()),
        ("details of audit events", sum(details)),
    ]
    against = [one for pk in pks for one in hooks.objections_to_erasure(pk)]
    if person.merged_into_id is not None:
        against = [_("This record is merged into P%d: erase that one.") % person.merged_into_id]
    if not records:
        against = [_("This person's data have been erased already.")]
    return Plan(goes, against)


def erase(person: Person, *, by: Scope, second: Scope, reason: str) -> None:
    """Erase, with two different logins that may and a reason. The tombstones are the last step
    before the commit: whatever fails before leaves none.

    Raises ErasureRefused: one login only, one that may not at the person's organisation, no
    reason, a duty that still runs, erased already.
    """
    place = person.organisation.path
    if by.user_id is None or second.user_id is None or by.user_id == second.user_id:
        raise ErasureRefused(_("Two different logins must agree to an erasure."))
    if not (by.covers(place, *ERASERS) and second.covers(place, *ERASERS)):
        raise ErasureRefused(_("One of the logins may not erase people of this organisation."))
    if not reason.strip():
        raise ErasureRefused(_("Please say why."))
    moment = clock.now().isoformat()
    with transaction.atomic():
        held = Person.objects.unscoped(WHY).select_for_update().get(pk=person.pk)
        if against := plan(held).against:
            raise ErasureRefused(" ".join(against))
        stones = []
        for one in _with_data(held):
            stone = tombstones.Tombstone(
                person=one.pk,
                recorded_at=one.recorded_at.isoformat(),
                erased_at=moment,
                by=by.user_id,
                second=second.user_id,
                reason=reason,
            )
            take_away(one, stone)
            stones.append(stone)
        tombstones.put(stones)


def _with_data(person: Person) -> list[Person]:
    """Those of the person's records that are not erased yet: also behind one that is."""
    return [one for one in records_of(person) if one.erased_at is None]


def take_away(person: Person, stone: tombstones.Tombstone) -> None:
    """What is erased, in the caller's transaction; for `erase` and for what a restore brought back.

    Raises ErasureRefused when another hand was quicker.
    """
    rows = Person.objects.unscoped(WHY).filter(pk=person.pk, erased_at__isnull=True)
    if not rows.update(
        id_cipher=None, id_key="", id_masked="", phone="", email="", erased_at=stone.erased_at
    ):
        raise ErasureRefused(_("This person's data have been erased already."))
    portraying.forget_person(person.pk)
    forget_person(person.pk)
    asking.forget_person(person.pk)
    hooks.erase_elsewhere(person.pk)
    place = person.organisation.path
    audit.erase_bodies(person, but=ERASED, actor_id=stone.by, place=place)
    record(
        ERASED,
        person,
        actor_id=stone.by,
        place=place,
        reason=stone.reason,
        data={"second": stone.second},
    )


def forget_indexes() -> int:
    """Destroy the blind indexes whose years are over; how many."""
    years = rule("privacy.index_keep_years", on=clock.today()).number
    over = counting.years_earlier(clock.now(), years)
    rows = Person.objects.unscoped(WHY).filter(erased_at__lt=over).exclude(id_index="")
    return rows.update(id_index="")
