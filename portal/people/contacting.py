"""The judge who looks after a community (联系法官), from one day to another."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.people.choices import OrganisationKind
from portal.people.models import ContactJudge, Organisation

WHY = "one judge for a community at a time"


class ContactJudgeRefused(ValueError):
    """The judge cannot be written down so; the message says why."""


def name_judge(
    organisation: Organisation,
    court: Organisation,
    name: str,
    *,
    since: date,
    actor_id: int,
    phone: str = "",
) -> ContactJudge:
    """Write down who looks after an organisation from a day on; whoever did before ends that day.

    Raises ContactJudgeRefused for what is no court, a dissolved organisation, a day before the
    present judge's, and when another hand was quicker.
    """
    if court.kind != OrganisationKind.COURT:
        raise ContactJudgeRefused(_("Please choose a court."))
    if organisation.dissolved_on is not None:
        raise ContactJudgeRefused(_("%(name)s has been dissolved.") % {"name": organisation.name})
    try:
        with transaction.atomic():
            row = _follow(organisation, court, name, phone, since)
            change = {"court": court.pk, "since": since.isoformat()}
            record(
                "contact_judge.named",
                row,
                actor_id=actor_id,
                place=organisation.path,
                data=change,
            )
    except IntegrityError:
        raise ContactJudgeRefused(
            _("Somebody has just written down a judge here; please look again.")
        ) from None
    return row


def _follow(
    organisation: Organisation, court: Organisation, name: str, phone: str, since: date
) -> ContactJudge:
    there = ContactJudge.objects.unscoped(WHY).filter(organisation=organisation, until__isnull=True)
    current = there.first()
    if current and current.since > since:
        raise ContactJudgeRefused(
            _("The present judge began on %(day)s; the next one cannot begin before.")
            % {"day": date_format(current.since)}
        )
    there.update(until=since)
    return ContactJudge.objects.create(
        organisation=organisation,
        court=court,
        name=name,
        phone=phone,
        since=since,
        recorded_at=clock.now(),
    )
