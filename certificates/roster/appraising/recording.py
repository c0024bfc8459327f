"""Writing down an appraisal; the one writer of its table. Nothing here ends an appointment: the
body that elected or hired decides (Mediation Law art. 15)."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.roster.appraising.deciding import Figures, contradictions
from certificates.roster.appraising.wording import told
from certificates.roster.models import Appointment, Appraisal
from certificates.roster.refusing import Refused
from certificates.roster.turns import at_entry
from portal import clock
from portal.audit.recording import record
from portal.policy.choices import Enforcement
from portal.policy.rules import rule

FIRST_YEAR = 2020  # the first for which the platform has rules
STAGED = ("proposed", "published_from", "published_until", "objection", "final", "document")
COLUMNS = (*Figures.__dataclass_fields__, *STAGED)


@dataclass(frozen=True)
class Entry:
    """What is written of a year; empty is what has not happened yet. `reason` says why something
    that was written is other now."""

    figures: Figures
    proposed: str = ""
    published_from: date | None = None
    published_until: date | None = None
    objection: str = ""
    final: str = ""
    document: str = ""
    reason: str = ""

    def values(self) -> dict[str, Any]:
        return asdict(self.figures) | {name: getattr(self, name) for name in STAGED}


def scale_of(year: int) -> tuple[str, ...]:
    """The grades of a year, best first (rule `appraisal.grades`)."""
    return rule("appraisal.grades", on=date(year, 12, 31)).codes


def current(appointment: Appointment, year: int) -> Appraisal | None:
    """What is written of that year now."""
    rows = Appraisal.objects.unscoped("the appraisal of an appointment in reach")
    found: Appraisal | None = rows.filter(
        appointment=appointment, year=year, superseded_at__isnull=True
    ).first()
    return found


def served_in(appointment: Appointment, year: int) -> bool:
    """Was the person in office on any day of the year?"""
    begun = appointment.starts <= date(year, 12, 31)
    return begun and (appointment.ends is None or appointment.ends > date(year, 1, 1))


def changes(row: Appraisal | None, entry: Entry) -> dict[str, tuple[Any, Any]]:
    """What would be other than it is written: before and after, by field."""
    was = {name: getattr(row, name) if row else None for name in COLUMNS}
    return {name: (was[name], now) for name, now in entry.values().items() if was[name] != now}


def takes_back(row: Appraisal | None, entry: Entry) -> bool:
    """Something that stood there is other now, not only added to: that needs a reason."""
    was = [before for before, _now in changes(row, entry).values()]
    return any(before not in {None, ""} for before in was)


def appraise(
    appointment: Appointment, year: int, entry: Entry, *, seen: int | None, actor_id: int | None
) -> Appraisal:
    """Write an appraisal down; `seen` is the id of the one that the writer had before the eyes.

    Raises Refused for figures that contradict each other, a grade the year does not know, a final
    grade before the days of publication are over, for one's own appraisal, and when somebody else
    has written another one or corrected the entry in the meantime.
    """
    _refuse_ones_own(appointment, actor_id)
    _refuse_year(appointment, year)
    for problem in contradictions(entry.figures):
        raise Refused(problem.fields[0], told(problem))
    _refuse_stages(entry, year)
    row = current(appointment, year)
    if (row.pk if row else None) != seen:
        raise _beaten()
    if row and not changes(row, entry):
        return row
    if takes_back(row, entry) and not entry.reason.strip():
        raise Refused("reason", _("Please say why what was written is other now."))
    try:
        with transaction.atomic():
            return _write(appointment, year, entry, row, actor_id)
    except IntegrityError as error:
        raise _beaten() from error


def carry_over(wrong: Appointment, right: Appointment) -> None:
    """The appraisals of an entry that was corrected stand on the right one from then on, in the
    caller's transaction; what stood on the wrong one stays, superseded."""
    rows = Appraisal.objects.unscoped("carried over").filter(
        appointment=wrong, superseded_at__isnull=True
    )
    moment = clock.now()
    for row in rows.order_by("year"):
        rows.filter(pk=row.pk).update(superseded_at=moment)
        row.corrects_id, row.pk = row.pk, None
        row.appointment, row.organisation_id = right, right.organisation_id
        row.reason, row.recorded_at = right.late_reason, moment
        row.save(force_insert=True)


def _beaten() -> Refused:
    return Refused("", _("Somebody else has written this appraisal meanwhile. Please look again."))


def _write(
    appointment: Appointment, year: int, entry: Entry, row: Appraisal | None, actor_id: int | None
) -> Appraisal:
    at_entry(appointment.pk)
    moment = clock.now()
    if row:
        rows = Appraisal.objects.unscoped("superseding").filter(superseded_at__isnull=True)
        if not rows.filter(pk=row.pk).update(superseded_at=moment):
            raise _beaten()
    values: Any = entry.values()
    written = Appraisal.objects.create(
        person_id=appointment.person_id,
        appointment=appointment,
        organisation_id=appointment.organisation_id,
        year=year,
        corrects=row,
        reason=entry.reason.strip() if row else "",
        recorded_at=moment,
        recorded_by_id=actor_id,
        **values,
    )
    record(
        "appraisal.recorded",
        written,
        actor_id=actor_id,
        place=appointment.organisation.path,
        reason=written.reason,
        data={"year": year, "proposed": entry.proposed, "final": entry.final},
    )
    return written


def _refuse_ones_own(appointment: Appointment, actor_id: int | None) -> None:
    if actor_id is not None and appointment.person.user_id == actor_id:
        raise Refused("", _("This is your own appraisal: somebody else writes it."))


def _refuse_year(appointment: Appointment, year: int) -> None:
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Refused("", _("Appraisals are written for the years from 2020 to this one."))
    if not served_in(appointment, year):
        raise Refused("", _("The person was not in office in that year."))


def _refuse_stages(entry: Entry, year: int) -> None:
    """Proposed, published, final: in this order (domain page 3.6)."""
    grades = scale_of(year)
    for name in ("proposed", "final"):
        if getattr(entry, name) not in {"", *grades}:
            raise Refused(name, _("That year does not know this grade."))
    first, last = entry.published_from, entry.published_until
    if (first is None) != (last is None):
        missing = "published_until" if first else "published_from"
        raise Refused(missing, _("Please enter both days of the publication."))
    if first and last:
        _refuse_publication(entry, first, last)
    if entry.final:
        _refuse_final(entry, last)


def _refuse_publication(entry: Entry, first: date, last: date) -> None:
    if not entry.proposed:
        raise Refused("proposed", _("What is published is a proposed grade. Please enter it."))
    if last < first:
        raise Refused("published_until", _("The publication ends before it begins."))
    least = rule("appraisal.publication_days", on=first)
    if (last - first).days + 1 < least.number and least.enforcement == Enforcement.BLOCK:
        raise Refused(
            "published_until",
            _("A proposed grade is published for at least %(days)s days.") % {"days": least.number},
        )


def _refuse_final(entry: Entry, last: date | None) -> None:
    if last is None:
        raise Refused("published_from", _("A grade is final only after it was published."))
    if clock.today() <= last:
        raise Refused("final", _("The days of publication are not over yet."))
    if not entry.document.strip():
        raise Refused("document", _("A final grade needs the number of the decision."))
