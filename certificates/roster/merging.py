"""An organisation that was merged or dissolved: everybody in office there leaves by one decision,
and its posts are closed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.roster import ending, succeeding
from certificates.roster.choices import EndReason
from certificates.roster.models import Appointment
from certificates.roster.refusing import Refused
from portal.people.models import Organisation

WHY = "everybody in office at an organisation that is no more"


def still_in_office(organisation: Organisation) -> list[Appointment]:
    """The open appointments at one organisation, by post."""
    rows = Appointment.objects.unscoped(WHY).filter(
        organisation=organisation, ends__isnull=True, superseded_at__isnull=True
    )
    found = rows.select_related("person", "post", "organisation")
    return list(found.order_by("post__kind", "post__number"))


def end_all(
    organisation: Organisation,
    *,
    day: date,
    deciding_body: str,
    document_number: str,
    actor_id: int | None,
) -> int:
    """End every open appointment at an organisation that is no more, for the reason that it was
    merged, and close the posts; how many. All or none. Raises Refused: also while the organisation
    is still there, for its members are not ended by a merger then."""
    if organisation.dissolved_on is None:
        raise Refused("", _("This organisation still exists. Merge or dissolve it first."))
    rows = still_in_office(organisation)
    with transaction.atomic():
        for row in rows:
            told = ending.end_appointment(
                row,
                day=day,
                reason=EndReason.MERGED_ORG,
                deciding_body=deciding_body,
                document_number=document_number,
                actor_id=actor_id,
            )
            succeeding.close_post(
                told.succession, day=day, reason=_("organisation merged"), actor_id=actor_id
            )
    return len(rows)
