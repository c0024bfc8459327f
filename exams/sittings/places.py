"""Exam sites and their rooms."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from exams.models import ExamRoom, ExamSite
from portal import clock
from portal.audit.recording import record
from portal.people.models import Organisation


class PlaceRefused(ValueError):
    """A site or room that there is already; the message says so."""


def found_site(
    organisation: Organisation,
    name: str,
    address: str,
    *,
    way_there: str = "",
    actor_id: int | None,
) -> ExamSite:
    """Raises PlaceRefused when this organisation has a site of that name."""
    try:
        with transaction.atomic():
            site = ExamSite.objects.create(
                organisation=organisation,
                name=name,
                address=address,
                way_there=way_there,
                recorded_at=clock.now(),
            )
            record(
                "site.founded",
                site,
                actor_id=actor_id,
                place=organisation.path,
                data={"name": name},
            )
    except IntegrityError:
        raise PlaceRefused(_("There is a site of this name already.")) from None
    return site


def add_room(site: ExamSite, name: str, seats: int, *, actor_id: int | None) -> ExamRoom:
    """Raises PlaceRefused when the site has a room of that name."""
    try:
        with transaction.atomic():
            room = ExamRoom.objects.create(site=site, name=name, seats=seats)
            record(
                "room.added",
                room,
                actor_id=actor_id,
                place=site.organisation.path,
                data={"site": site.pk, "name": name, "seats": seats},
            )
    except IntegrityError:
        raise PlaceRefused(_("There is a room of this name already.")) from None
    return room


def close_site(site: ExamSite, *, reason: str, actor_id: int | None) -> bool:
    """No sitting takes its rooms any more; False when it is closed already."""
    with transaction.atomic():
        moment = clock.now()
        rows = ExamSite.objects.unscoped("a site by its id").filter(pk=site.pk)
        closed = rows.filter(closed_at__isnull=True).update(closed_at=moment)
        if closed:
            rooms = ExamRoom.objects.unscoped("the rooms of a site").filter(site=site)
            rooms.filter(closed_at__isnull=True).update(closed_at=moment)
            record(
                "site.closed",
                site,
                actor_id=actor_id,
                place=site.organisation.path,
                reason=reason,
            )
    return bool(closed)


def close_room(room: ExamRoom, *, reason: str, actor_id: int | None) -> bool:
    """No sitting takes this room any more; those planned keep it. False when it is closed."""
    with transaction.atomic():
        rows = ExamRoom.objects.unscoped("a room by its id").filter(pk=room.pk)
        closed = rows.filter(closed_at__isnull=True).update(closed_at=clock.now())
        if closed:
            record(
                "room.closed",
                room,
                actor_id=actor_id,
                place=room.site.organisation.path,
                data={"site": room.site_id, "name": room.name},
                reason=reason,
            )
    return bool(closed)
