"""Lists of results (合格名单) of an exam or of one sitting, of the people at some places: one for
the office, with names and scores, and one to be published, with the numbers of those who passed and
nothing else. Nobody is ranked: both are in the order of their numbers (domain.md, rule 27)."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from exams import copies
from exams.choices import RELEASED, ExamKind
from exams.correcting import certificates_named
from exams.marking import objecting
from exams.marking.choices import OFFICER, Which
from exams.models import Exam, Result, Sitting
from exams.papers.printing import Unprintable, press_all, style_of
from portal import clock
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.audit.recording import record
from portal.counting import plain
from portal.policy.rules import rule
from portal.spreadsheets.writing import xlsx_file

LISTED = "listed"
SECONDS = 240
EDITION = 12


@dataclass(frozen=True)
class Asked:
    """Which list: of an exam, or of one sitting of it, of the people at or below `places`."""

    which: Which
    exam: int
    sitting: int | None
    places: Sequence[str]


@dataclass(frozen=True)
class PassList:
    """A list as it stands: what it is of, its columns, its lines, and what is told beside them.
    `last_day` is the last on which anybody on it may object, None before release."""

    which: Which
    exam: str
    sitting: str
    titles: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    last_day: date | None
    office: str

    @property
    def open(self) -> bool:
        return self.last_day is not None and self.last_day >= clock.today()

    @property
    def digest(self) -> str:
        told = repr((self.which, self.exam, self.sitting, self.titles, self.lines, self.last_day))
        return hashlib.sha256(told.encode()).hexdigest()


def results(asked: Asked) -> QuerySet[Result]:
    """Those it is of; the public one has who passed, once that is released."""
    below = Q(pk__in=[])
    for place in asked.places:
        below |= Q(attempt__person__organisation__path__startswith=place)
    rows = Result.objects.unscoped("a list of results, by places").filter(
        below, attempt__exam=asked.exam, attempt__exam__kind=ExamKind.QUALIFYING
    )
    if asked.sitting is not None:
        rows = rows.filter(attempt__seat__sitting=asked.sitting)
    if asked.which == Which.PUBLIC:
        rows = rows.filter(state__in=RELEASED, passed=True)
    return rows.select_related(
        "attempt__exam", "attempt__person__organisation", "attempt__seat__sitting"
    )


def pass_list(asked: Asked) -> PassList:
    """In the city's language. The queries grow with the certificates by hundreds only."""
    with override(settings.LANGUAGE_CODE):
        rows = list(results(asked))
        made = _public(rows) if asked.which == Which.PUBLIC else _inside(rows)
        exam = Exam.objects.get(pk=asked.exam).title
        sat = Sitting.objects.unscoped("its title").filter(pk=asked.sitting or 0, exam=asked.exam)
        return PassList(
            asked.which,
            exam,
            sat.values_list("title", flat=True).first() or "",
            *made,
            _last_day(rows),
            rule("exam.office", on=clock.today()).both["zh"],
        )


def _last_day(rows: Sequence[Result]) -> date | None:
    """The latest; counted once for all who were released on the same day."""
    released = {
        (clock.day_of(row.released_at), row.effective_from): row for row in rows if row.released_at
    }
    days = (objecting.last_day(row) for row in released.values())
    return max((day for day in days if day), default=None)


def number_of(result: Result) -> str:
    """The admission number; without a sitting the number of the receipt."""
    seat = getattr(result.attempt, "seat", None)
    return seat.ticket if seat else result.attempt.receipt or ""


def _inside(rows: Sequence[Result]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Scores of what is not released yet are told nowhere, here neither."""
    titles = (
        _("Admission or receipt number"),
        _("Name"),
        _("Organisation"),
        pgettext("exam", "Score"),
        pgettext("exam", "Passed"),
        pgettext("result", "State"),
    )
    return titles, tuple(sorted(map(_inside_line, rows)))


def _inside_line(row: Result) -> tuple[str, ...]:
    person, seen = row.attempt.person, row.state in RELEASED
    outcome = pgettext("exam", "Passed") if row.passed else pgettext("exam", "Not passed")
    return (
        number_of(row),
        person.name,
        person.organisation.name,
        f"{plain(row.score)}／{plain(row.out_of)}" if seen else "—",
        outcome if seen else "—",
        str(row.get_state_display()),
    )


def _public(rows: Sequence[Result]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The certificate's number where there is one, else that of the admission."""
    titles = (_("Number"), _("Kind of number"))
    named = certificates_named([row.pk for row in rows])
    return titles, tuple(sorted(_public_line(row, named.get(row.pk, "")) for row in rows))


def _public_line(row: Result, certificate: str) -> tuple[str, str]:
    if certificate:
        return certificate, _("Certificate")
    seated = hasattr(row.attempt, "seat")
    return number_of(row), _("Admission number") if seated else _("Receipt number")


def workbook(told: PassList) -> bytes:
    """The list as an Excel file, with what it is of and how to object on a sheet of its own."""
    with override(settings.LANGUAGE_CODE):
        about = list(_about(told))
        return xlsx_file(
            [
                (pgettext("sheet", "List"), told.titles, told.lines),
                (pgettext("sheet", "About this list"), about[0], about[1:]),
            ]
        )


def _about(told: PassList) -> Iterator[tuple[str, str]]:
    yield _("Exam"), told.exam
    if told.sitting:
        yield pgettext("exam office", "Sitting"), told.sitting
    yield _("Lines"), str(len(told.lines))
    yield _("As of"), clock.now().astimezone(clock.CITY_ZONE).strftime("%Y-%m-%d %H:%M")
    if told.last_day:
        yield _("Objections until"), date_format(told.last_day)
    yield _("Objections to"), told.office


def wanted(asked: Asked, told: PassList, user_id: int) -> copies.Wanted:
    """The PDF of the list as it stands now: as soon as it says something else it is another."""
    names = {Which.PUBLIC: "p", Which.OFFICE: "o"}
    variant = f"{names[asked.which]}{asked.sitting or 0}x{told.digest[:EDITION]}"
    return copies.Wanted(LISTED, asked.exam, variant, user_id)


def make_copy(asked: copies.Wanted) -> None:
    """Make the PDF that somebody asked for, of the people whom they reach now."""
    letter, (sitting, _edition) = asked.variant[0], asked.variant[1:].split("x")
    which = Which.PUBLIC if letter == "p" else Which.OFFICE
    places = scope_of(User.objects.get(pk=asked.user)).paths(OFFICER)
    told = pass_list(Asked(which, asked.subject, int(sitting) or None, places))
    # Changed meanwhile: the page asks for another by then, and nobody takes this one for it.
    asked = replace(asked, variant=f"{letter}{sitting}x{told.digest[:EDITION]}")
    try:
        copies.keep(asked, print_list(told), told.digest)
    except Unprintable as why:
        copies.note_trouble(asked, str(why))


def print_list(told: PassList) -> bytes:
    """The PDF; seconds of another process for a thousand lines. Raises Unprintable."""
    context: dict[str, Any] = {"told": told, "printed_at": clock.now()}
    with override(settings.LANGUAGE_CODE):
        page = render_to_string("marking/print/list.html", context)
        style = style_of("exams/print/sheets.css", "marking/print/results.css")
        return press_all(page, style, seconds=SECONDS)


def hand_out(
    form: str, content: bytes, asked: Asked, told: PassList, *, actor_id: int, reason: str
) -> bytes:
    """The bytes, once it is recorded who takes which list why."""
    data = {
        "which": str(asked.which),
        "form": form,
        "sitting": asked.sitting,
        "rows": len(told.lines),
        "facts": told.digest,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    exam, place = Exam.objects.get(pk=asked.exam), asked.places[0]
    with transaction.atomic():
        record("exam.list_taken", exam, actor_id=actor_id, place=place, data=data, reason=reason)
    return content
