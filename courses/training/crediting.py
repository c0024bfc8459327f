"""The only writer of the ledger of hours: credit a source once, take a credit back."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses.training.choices import Form
from courses.training.models import HoursEntry
from courses.training.signals import hours_taken_back
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person

OWN = "the ledger's own writing"


class NothingToTakeBack(ValueError):
    """The entry is a counter-entry, or was taken back before."""


def credit(
    person_id: int,
    form: Form,
    source: str,
    hours: Decimal,
    *,
    earned_on: date,
    actor_id: int | None,
) -> bool:
    """Credit `hours` (of 45 minutes, above zero) for a source such as `module:12`; False when it
    was credited before, also when that was taken back: a corrected credit has a source of its own.
    """
    with transaction.atomic():
        entry, new = HoursEntry.objects.unscoped(OWN).get_or_create(
            person_id=person_id,
            source=source,
            reverses=None,
            defaults={
                "form": form,
                "hours": hours,
                "earned_on": earned_on,
                "recorded_at": clock.now(),
                "recorded_by_id": actor_id,
            },
        )
        if new:
            _tell("hours.credited", entry, actor_id)
    return new


def take_back(entry_id: int, reason: str, *, actor_id: int | None) -> HoursEntry:
    """The counter-entry of an entry. Raises NothingToTakeBack, HoursEntry.DoesNotExist, and
    ValueError without a reason."""
    if not reason.strip():
        raise ValueError(_("Please say why."))
    with transaction.atomic():
        entry = HoursEntry.objects.unscoped(OWN).get(pk=entry_id)
        if entry.reverses_id is not None:
            raise NothingToTakeBack(entry_id)
        counter, new = HoursEntry.objects.unscoped(OWN).get_or_create(
            reverses=entry,
            defaults={
                "person_id": entry.person_id,
                "form": entry.form,
                "source": entry.source,
                "hours": -entry.hours,
                "earned_on": clock.today(),
                "recorded_at": clock.now(),
                "recorded_by_id": actor_id,
                "reason": reason.strip(),
            },
        )
        if not new:
            raise NothingToTakeBack(entry_id)
        _tell("hours.taken_back", counter, actor_id, reason)
        hours_taken_back.send(HoursEntry, person_id=counter.person_id, entry_id=counter.pk)
    return counter


def _tell(kind: str, entry: HoursEntry, actor_id: int | None, reason: str = "") -> None:
    people = Person.objects.unscoped(OWN).filter(pk=entry.person_id)
    place = people.values_list("organisation__path", flat=True).get()
    data = {"person": entry.person_id, "source": entry.source, "hours": str(entry.hours)}
    record(kind, entry, actor_id=actor_id, place=place, data=data, reason=reason)
