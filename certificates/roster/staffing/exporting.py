"""The board as a workbook for the superior: inert text cells only, in the language of who asks."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.roster.staffing.board import Board
from certificates.roster.staffing.coming import Coming
from certificates.roster.staffing.wording import BLOCKS, FAULTS, before_words, fault_words
from portal.audit.recording import record
from portal.people.models import Organisation
from portal.spreadsheets.writing import xlsx_file

Cells = Sequence[str]


def export(board: Board, place: Organisation, *, actor_id: int) -> bytes:
    """The workbook; `place` is the highest of the keeper's places. The export is recorded."""
    with transaction.atomic():
        record(
            "roster.board_exported",
            place,
            actor_id=actor_id,
            place=place.path,
            data={"day": board.day.isoformat(), "vacancies": len(board.vacant)},
        )
    return xlsx_file(
        [
            (_("Full-time mediators"), _number_titles(), _numbers(board)),
            (_("By organisation"), _unit_titles(), _units(board)),
            (_("What is lacking"), _fault_titles(), _faults(board)),
            (pgettext("sheet", "Vacancies"), _vacancy_titles(), _vacancies(board)),
            (_("What ends by month"), _month_titles(), _months(board)),
            (_("Rotations due"), _rotation_titles(), _rotations(board)),
        ]
    )


def _number_titles() -> Cells:
    return (
        pgettext("column", "Kind"),
        pgettext("column", "Organisations"),
        _("Needed"),
        pgettext("column", "On duty"),
        _("Missing"),
        _("City's plan"),
        pgettext("column", "As of"),
    )


def _numbers(board: Board) -> Iterator[Cells]:
    day = board.day.isoformat()
    for block in board.blocks:
        planned = "" if block.planned is None else str(block.planned)
        numbers = (len(block.units), block.needed, block.there, block.missing)
        yield (str(BLOCKS[block.name]), *map(str, numbers), planned, day)
    many = sum(len(block.units) for block in board.duties)
    numbers = (many, board.needed, board.there, board.missing)
    plan = str(board.plan.total) if board.plan else ""
    yield (_("All but villages"), *map(str, numbers), plan, day)


def _unit_titles() -> Cells:
    return (
        pgettext("column", "Organisation"),
        pgettext("column", "Kind"),
        _("Needed"),
        pgettext("column", "On duty"),
        _("Missing"),
        pgettext("column", "Members"),
        pgettext("column", "Women"),
        pgettext("column", "Basis"),
    )


def _units(board: Board) -> Iterator[Cells]:
    for block in board.blocks:
        for unit, line in block.units:
            counts = unit.counts
            numbers = (line.needed, line.there, line.missing, counts.members, counts.women)
            yield (
                unit.place.name,
                str(BLOCKS[block.name]),
                *map(str, numbers),
                line.basis,
            )


def _fault_titles() -> Cells:
    return (
        pgettext("column", "Organisation"),
        _("What is lacking"),
        _("Found"),
        pgettext("column", "Basis"),
    )


def _faults(board: Board) -> Iterator[Cells]:
    for fault in board.faults:
        words = str(FAULTS[fault.code])
        yield fault.unit.place.name, words, fault_words(fault), fault.line.basis


def _vacancy_titles() -> Cells:
    return (
        pgettext("column", "Organisation"),
        _("Post"),
        pgettext("column", "Before"),
        _("Vacant since"),
        _("Days"),
    )


def _vacancies(board: Board) -> Iterator[Cells]:
    for one in board.vacant:
        yield (
            one.post.organisation.name,
            str(one.post.get_kind_display()),
            before_words(one),
            one.since.isoformat(),
            str(one.days),
        )


def _month_titles() -> Cells:
    return (
        pgettext("column", "Month"),
        _("Certificates that end"),
        _("Terms that end"),
    )


def _months(board: Board) -> Iterator[Cells]:
    ends = _by_month(board.terms)
    for month in board.certificates.months:
        first = month.first
        yield first.strftime("%Y-%m"), str(month.many), str(ends.get(first, 0))
    before = (board.day - timedelta(days=1)).isoformat()
    yield _("Terms over by %(day)s, unsettled") % {"day": before}, "", str(board.terms.late)


def _rotation_titles() -> Cells:
    return (
        _("Name"),
        pgettext("column", "Organisation"),
        pgettext("column", "Sent by"),
        pgettext("column", "Due on"),
    )


def _rotations(board: Board) -> Iterator[Cells]:
    for one in board.rotations:
        name = one.appointment.person.name
        yield name, one.organisation.name, one.agency, one.due_on.isoformat()


def _by_month(coming: Coming) -> dict[date, int]:
    return {month.first: month.many for month in coming.months}
