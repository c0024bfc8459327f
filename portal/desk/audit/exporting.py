"""Events as a workbook of inert texts; the export is an act itself."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.audit import own_words
from portal.audit.models import AuditEvent
from portal.audit.recording import record
from portal.clock import CITY_ZONE
from portal.desk.audit import listing, showing
from portal.people.models import Organisation
from portal.spreadsheets.writing import xlsx_file

MOST_ROWS = 50_000


def export(
    rows: QuerySet[AuditEvent], place: Organisation, typed: dict[str, str], *, actor_id: int
) -> bytes:
    """The latest 50,000 of the events; the trail keeps who took them, where and by which
    filters."""
    taken = list(rows.select_related("actor", "body", "seal")[:MOST_ROWS])
    names = listing.places_named(taken)
    lines = [list(_cells(row, names.get(row.place, ""))) for row in taken]
    with transaction.atomic():
        data: dict[str, Any] = {"rows": len(lines), "filters": typed}
        record("audit.exported", place, actor_id=actor_id, place=place.path, data=data)
    return xlsx_file([(pgettext("audit", "Acts"), _titles(), lines)])


def _titles() -> list[str]:
    return [
        _("Number"),
        pgettext("audit", "Time"),
        _("User name"),
        pgettext("audit", "Act"),
        pgettext("audit", "Code of the act"),
        pgettext("audit", "On"),
        pgettext("audit", "Code of what it was on"),
        _("Place"),
        pgettext("audit", "Path of the place"),
        _("Reason"),
        pgettext("audit", "Sealed on"),
        pgettext("audit", "Position"),
        pgettext("audit", "Digest"),
    ]


def _cells(row: AuditEvent, place: str) -> Iterator[str]:
    body, seal = getattr(row, "body", None), getattr(row, "seal", None)
    yield str(row.pk)
    yield f"{row.at.astimezone(CITY_ZONE):%Y-%m-%d %H:%M:%S}"
    yield row.actor.get_username() if row.actor else ""
    yield showing.act_in_words(row.kind)
    yield row.kind
    yield showing.subject_in_words(row.subject)
    yield row.subject
    yield place
    yield row.place
    yield own_words.told(body.reason) if body else ""
    yield seal.day.isoformat() if seal else ""
    yield str(seal.position) if seal else ""
    yield row.digest
