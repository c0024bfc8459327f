"""Opening and ending panels of experts (专家库), adding and releasing their members; the one writer
of both tables."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.roster.models import ExpertPanel, ExpertPanelMember
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.recording import record
from portal.people.models import Organisation, Person

WHY = "the panel of a keeper's place"


def open_panel(
    organisation: Organisation, name: str, *, since: date, actor_id: int | None
) -> ExpertPanel:
    """A new panel of an organisation. Raises Refused where one of that name is open."""
    _refuse_ahead("since", since)
    try:
        with transaction.atomic():
            row = ExpertPanel.objects.create(
                organisation=organisation,
                name=name.strip(),
                since=since,
                recorded_at=clock.now(),
                recorded_by_id=actor_id,
            )
            record(
                "panel.opened",
                row,
                actor_id=actor_id,
                place=organisation.path,
                data={"name": row.name, "since": since.isoformat()},
            )
    except IntegrityError as error:
        text = _("There is a panel of this name already. Add experts to it, or choose another.")
        raise Refused("name", text) from error
    return row


def end_panel(panel: ExpertPanel, *, day: date, reason: str, actor_id: int | None) -> None:
    """The panel is none any more from `day` on, and everybody in it leaves it that day. Raises
    Refused when it has ended, or for a day before it or one of its members began."""
    _refuse_ahead("day", day)
    members = ExpertPanelMember.objects.unscoped(WHY).filter(panel=panel, until__isnull=True)
    with transaction.atomic():
        if day <= panel.since or members.filter(since__gte=day).exists():
            raise Refused("day", _("Please choose a day after the panel and its experts began."))
        rows = ExpertPanel.objects.unscoped(WHY).filter(pk=panel.pk, ended__isnull=True)
        _end_one(rows.update(ended=day, **_ending(reason, actor_id)))
        members.update(until=day, **_ending(reason, actor_id))
        record(
            "panel.ended",
            panel,
            actor_id=actor_id,
            reason=reason,
            place=panel.organisation.path,
            data={"day": day.isoformat()},
        )


def add_expert(
    panel: ExpertPanel,
    *,
    since: date,
    actor_id: int | None,
    person: Person | None = None,
    name: str = "",
    unit: str = "",
) -> ExpertPanelMember:
    """Somebody sits in the panel from `since` on: a person on file, or else an expert by name and
    unit. Raises Refused where the panel has ended or has that expert already."""
    _refuse_ahead("since", since)
    if since < panel.since:
        raise Refused("since", _("The panel was not there yet. Please choose a later day."))
    if person is None and not name.strip():
        raise Refused("name", _("Please choose a person on file or enter the expert's name."))
    try:
        with transaction.atomic():
            row = ExpertPanelMember.objects.create(
                panel=panel,
                person=person,
                name="" if person else name.strip(),
                unit="" if person else unit.strip(),
                since=since,
                recorded_at=clock.now(),
                recorded_by_id=actor_id,
            )
            record(
                "panel.expert_added",
                row,
                actor_id=actor_id,
                place=panel.organisation.path,
                data={"panel": panel.pk, "since": since.isoformat()},
            )
    except IntegrityError as error:
        text = _("The panel has ended, or this expert is in it already. Please look again.")
        raise Refused("", text) from error
    return row


def release_expert(
    member: ExpertPanelMember, *, day: date, reason: str, actor_id: int | None
) -> None:
    """The expert is not in the panel any more from `day` on. Raises Refused when that was recorded
    before, or for a day that is not after the first."""
    _refuse_ahead("day", day)
    if day <= member.since:
        raise Refused("day", _("Please choose a day after the expert joined the panel."))
    with transaction.atomic():
        rows = ExpertPanelMember.objects.unscoped(WHY).filter(pk=member.pk, until__isnull=True)
        _end_one(rows.update(until=day, **_ending(reason, actor_id)))
        record(
            "panel.expert_released",
            member,
            actor_id=actor_id,
            reason=reason,
            place=member.panel.organisation.path,
            data={"panel": member.panel_id, "day": day.isoformat()},
        )


def _ending(reason: str, actor_id: int | None) -> dict[str, object]:
    return {
        "end_reason": reason,
        "end_recorded_at": clock.now(),
        "end_recorded_by_id": actor_id,
    }


def _end_one(changed: int) -> None:
    if changed != 1:
        raise Refused("", _("The end was recorded already, a moment ago. Please look again."))


def _refuse_ahead(field: str, day: date) -> None:
    """Panels are recorded as they are: of the past and of today."""
    if day > clock.today():
        raise Refused(field, _("Please choose today or an earlier day."))
