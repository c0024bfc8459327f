"""The list as a table for Excel: inert text cells only."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.roster.choices import CERTIFICATE_LABELS, standing_words
from certificates.roster.lines import Row
from certificates.roster.twin import AsOf
from portal.audit.recording import record
from portal.people.models import Organisation
from portal.spreadsheets.writing import csv_file, xlsx_file
from portal.templatetags.look import grouped_number

LONGEST_NAME = 31  # of a sheet, for Excel


def export(rows: Iterable[Row], place: Organisation, as_of: AsOf, *, actor_id: int) -> bytes:
    """The rows as CSV (UTF-8 with mark, as Excel wants it); the export itself is recorded."""
    lines = [_cells(row) for row in rows]
    with transaction.atomic():
        record(
            "roster.exported",
            place,
            actor_id=actor_id,
            place=place.path,
            data={**as_of.told, "rows": len(lines)},
        )
    return csv_file([str(title) for title in _titles()], lines)


def export_changes(
    sheets: Sequence[tuple[str, Sequence[Sequence[str]]]],
    place: Organisation,
    since: date,
    until: date,
    *,
    actor_id: int,
) -> bytes:
    """What changed between two days as a workbook, a sheet for each kind; recorded too."""
    titles = [
        _("Name"),
        pgettext("column", "Organisation"),
        _("Post"),
        pgettext("column", "Day"),
        _("Reason"),
        pgettext("column", "Successor"),
    ]
    days = {"since": since.isoformat(), "day": until.isoformat()}
    rows = sum(len(lines) for _name, lines in sheets)
    with transaction.atomic():
        record(
            "roster.exported",
            place,
            actor_id=actor_id,
            place=place.path,
            data={**days, "rows": rows},
        )
    return xlsx_file([(name[:LONGEST_NAME], titles, lines) for name, lines in sheets])


def _titles() -> list[str]:
    return [
        _("Name"),
        pgettext("column", "Organisation"),
        _("Post"),
        pgettext("column", "Mode"),
        pgettext("column", "Standing"),
        pgettext("column", "Certificate"),
        _("Certificate number"),
        _("Valid until"),
        _("Also a people's assessor"),
        pgettext("column", "From"),
        pgettext("column", "Until"),
    ]


def _cells(row: Row) -> list[str]:
    return [
        row.name,
        row.organisation,
        row.post,
        row.way,
        str(standing_words(row.label, row.certificate)),
        str(CERTIFICATE_LABELS[row.certificate]) if row.certificate else "",
        grouped_number(row.certificate_number),
        _day(row.certificate_until),
        _("yes") if row.assessor else "",
        _day(row.starts or row.vacant_since),
        _day(row.until - timedelta(days=1) if row.until else None),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
