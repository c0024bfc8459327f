"""Changing a person's home organisation from a day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.people.models import Organisation, Person, Transfer


class TransferRefused(ValueError):
    """The person cannot be transferred so; the message says why."""


def transfer(
    person: Person, destination: Organisation, *, day: date, reason: str, actor_id: int | None
) -> Transfer:
    """Move a person to another home organisation; the day is today or past, never to come.

    Raises TransferRefused for a day to come, no reason, a dissolved organisation, the same one, or
    when somebody else has moved the person meanwhile.
    """
    _refuse_nonsense(person, destination, day, reason)
    with transaction.atomic():
        rows = Person.objects.unscoped("conditional update").filter(
            pk=person.pk, organisation_id=person.organisation_id
        )
        if not rows.update(organisation=destination):
            raise TransferRefused(_("Somebody has moved the person meanwhile; please look again."))
        row = Transfer.objects.create(
            person=person,
            origin_id=person.organisation_id,
            destination=destination,
            day=day,
            reason=reason,
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        record(
            "person.transferred",
            person,
            actor_id=actor_id,
            place=destination.path,
            reason=reason,
            data={"from": person.organisation_id, "to": destination.pk, "day": day.isoformat()},
        )
    person.organisation = destination
    return row


def _refuse_nonsense(person: Person, destination: Organisation, day: date, reason: str) -> None:
    if not reason.strip():
        raise TransferRefused(_("Please say why."))
    if day > clock.today():
        raise TransferRefused(_("A transfer is recorded on its day, not before."))
    if destination.dissolved_on is not None:
        raise TransferRefused(_("%(name)s has been dissolved.") % {"name": destination.name})
    if destination.pk == person.organisation_id:
        raise TransferRefused(_("The person belongs there already."))
