"""Writing down that a statute is repealed: its last version ends, and nothing is deleted."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from courses.statutes.marking import mark
from courses.statutes.models import Statute, StatuteVersion
from courses.statutes.timeline import in_order
from portal import clock
from portal.audit.recording import record
from portal.pages import sharing


class RepealRefused(ValueError):
    """Why the repeal cannot be written down, in words."""


def repeal(slug: str, repealed_on: date, *, basis: str, actor_id: int | None) -> int:
    """The statute no longer counts from `repealed_on` on; `basis` says which law repealed it. How
    many reviews were opened for what cites it.

    Said again with the same day it changes nothing. Raises RepealRefused.
    """
    with transaction.atomic():
        versions = in_order(StatuteVersion.objects.filter(statute__slug=slug))
        if not versions:
            raise RepealRefused(_("The library holds no statute with this address."))
        last = versions[-1]
        if last.repealed_on == repealed_on:
            return 0
        if last.repealed_on is not None:
            raise RepealRefused(_("This statute is already recorded as repealed on another day."))
        if repealed_on <= last.since:
            raise RepealRefused(_("The day lies before its last version came into force."))
        moment = clock.now()
        StatuteVersion.objects.filter(pk=last.pk).update(
            repealed_on=repealed_on, repeal_recorded_at=moment
        )
        statute = Statute.objects.get(slug=slug)
        data = {"repealed_on": repealed_on.isoformat(), "edition": last.edition}
        record("statute.repealed", statute, actor_id=actor_id, reason=basis, data=data)
        sharing.forget()
        return mark(statute.pk, since=moment, actor_id=actor_id)
