"""An organisation that was merged or dissolved: everybody in office there leaves by one decision,
and its posts are closed."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from certificates.roster import ending, succeeding
from certificates.roster.choices import EndReason
from certificates.roster.models import Appointment, Succession
from certificates.roster.refusing import Refused, refuse_bad_day, refuse_empty
from portal import clock
from portal.people.models import Organisation

WHY = "everybody in office at an organisation that is no more"


class Done(NamedTuple):
    """How many appointments have ended, and how many posts are closed."""

    ended: int
    closed: int


def still_in_office(organisation: Organisation) -> list[Appointment]:
    """Who holds a post at one organisation or is going to, by post; also whose end lies ahead."""
    rows = Appointment.objects.unscoped(WHY).filter(
        Q(ends__isnull=True) | Q(ends__gt=clock.today()),
        organisation=organisation,
        superseded_at__isnull=True,
    )
    found = rows.select_related("person", "post", "organisation")
    return list(found.order_by("post__kind", "post__number", "starts"))


def vacancies(organisation: Organisation) -> list[Succession]:
    """The posts of one organisation that somebody left, whom nobody followed, also on a day to
    come; those that were closed are not vacant."""
    rows = Succession.objects.unscoped(WHY).filter(
        succeeding.VACANT,
        organisation=organisation,
        ending__appointment__superseded_at__isnull=True,
    )
    found = rows.select_related("post", "organisation")
    return list(found.order_by("post__kind", "post__number", "vacant_since"))


def end_all(
    organisation: Organisation,
    *,
    day: date,
    deciding_body: str,
    document_number: str,
    actor_id: int | None,
) -> Done:
    """End every open appointment at an organisation that is no more, for the reason that it was
    merged, on a day from today on, and close its posts, also those that were vacant; an end that
    is recorded for that day or before stands. All or none.

    Raises Refused: while the organisation is still there, for its members are not ended by a merger
    then; and, with their names, for whoever begins on that day or later or leaves later by an end
    that is recorded already.
    """
    if organisation.dissolved_on is None:
        raise Refused("", _("This organisation still exists. Merge or dissolve it first."))
    refuse_bad_day("day", day)
    refuse_empty("deciding_body", deciding_body, _("Please enter which body decided."))
    refuse_empty("document_number", document_number, _("Please enter the number of the document."))
    decision = {"body": deciding_body.strip(), "document": document_number.strip()}
    why = _("organisation merged (%(body)s, %(document)s)") % decision
    with transaction.atomic():
        rows = still_in_office(organisation)
        _refuse_later(rows, day)
        leaving = [row for row in rows if row.ends is None]
        for row in leaving:
            ending.end_appointment(
                row,
                day=day,
                reason=EndReason.MERGED_ORG,
                deciding_body=deciding_body,
                document_number=document_number,
                actor_id=actor_id,
            )
        left = vacancies(organisation)
        for vacancy in left:
            succeeding.close_post(vacancy, day=day, reason=why, actor_id=actor_id)
    return Done(len(leaving), len({vacancy.post_id for vacancy in left}))


def _refuse_later(rows: Sequence[Appointment], day: date) -> None:
    """What reaches beyond the day is nothing that one decision of that day can end."""
    if begins := [row for row in rows if row.starts >= day]:
        raise Refused(
            "day",
            _(
                "%(names)s: begins on that day or later. Please propose to strike the entry, or "
                "choose a later day."
            )
            % {"names": _names(begins)},
        )
    if leaves := [row for row in rows if row.ends and row.ends > day]:
        raise Refused(
            "day",
            _(
                "%(names)s: leaves later by an end that is recorded already. Please propose to "
                "correct the entry, or choose a later day."
            )
            % {"names": _names(leaves)},
        )


def _names(rows: Sequence[Appointment]) -> str:
    return "、".join(row.person.name for row in rows)
