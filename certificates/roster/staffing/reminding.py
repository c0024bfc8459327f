"""Word to the keepers of a place: whose term ends soon, which elected member still lacks the
certificate near the deadline and when it has passed. Each told once at each stage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from certificates.roster.keepers import all_keepers, nearest
from certificates.roster.models import Appointment
from certificates.roster.register import certificate_deadline, in_office_on, standings_of
from certificates.roster.staffing.serving import WHY
from certificates.roster.standing import PENDING
from portal import clock
from portal.notices.telling import Message, tell_many
from portal.notices.wording import Wording
from portal.people.choices import AppointmentMode

STAGES = (60, 7)  # days before a term or a deadline ends
LONGEST = 731  # days; no city gives the elected more time for the certificate
PAST = -1  # the stage of a day that has passed
TERM_ENDS = Wording(
    "roster.term_ends",
    gettext_noop("The term of %(name)s ends on %(day)s"),
    gettext_noop(
        "%(name)s is in office at %(place)s until %(day)s. Please have the body that elects or "
        "hires decide what follows, and record the next term or the end."
    ),
)
CERTIFICATE_DUE = Wording(
    "roster.certificate_due",
    gettext_noop("%(name)s needs the post certificate by %(day)s"),
    gettext_noop(
        "%(name)s was elected at %(place)s and has no post certificate yet. The deadline is "
        "%(day)s. Until then the person is in office, but not on duty."
    ),
)
CERTIFICATE_OVERDUE = Wording(
    "roster.certificate_overdue",
    gettext_noop("%(name)s should have had the post certificate by %(day)s"),
    gettext_noop(
        "%(name)s was elected at %(place)s and has no post certificate; the deadline was %(day)s. "
        "The person stays in office and is not on duty."
    ),
)


@dataclass(frozen=True)
class Due:
    """What ends for whom, on which last day, at which place (its tree path)."""

    wording: Wording
    appointment_id: int
    person_id: int
    name: str
    place: str
    path: str
    day: date


def terms_ending(today: date) -> list[Due]:
    """The open appointments whose term's last day lies within the first stage."""
    rows = _serving(today).filter(
        ends__isnull=True,
        term_ends__gt=today,
        term_ends__lte=today + timedelta(days=STAGES[0] + 1),
    )
    return [
        _due(TERM_ENDS, row, row.term_ends - timedelta(days=1)) for row in rows if row.term_ends
    ]


def certificates_due(today: date) -> list[Due]:
    """The elected without a certificate whose deadline has passed or is near."""
    recent = today - timedelta(days=LONGEST)
    rows = list(
        _serving(today).filter(ends__isnull=True, mode=AppointmentMode.ELECTED, starts__gte=recent)
    )
    standings = standings_of({row.person_id for row in rows}, today)
    return [
        _due(CERTIFICATE_DUE if last >= today else CERTIFICATE_OVERDUE, row, last)
        for row in rows
        if dict(standings[row.person_id].appointments).get(row.pk) == PENDING
        and (last := certificate_deadline(row)) <= today + timedelta(days=STAGES[0])
    ]


def _serving(today: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.unscoped(WHY).filter(
        in_office_on(today), person__merged_into__isnull=True
    )
    return rows.select_related("person", "organisation").order_by("pk")


def _due(wording: Wording, row: Appointment, day: date) -> Due:
    place = row.organisation
    return Due(wording, row.pk, row.person_id, row.person.name, place.short_name, place.path, day)


def stage_of(day: date, today: date) -> int | None:
    """How many days before the word is for that goes out today, or PAST; None while it is early."""
    left = (day - today).days
    if left < 0:
        return PAST
    return min((days for days in STAGES if 0 <= left <= days), default=None)


def remind(dues: Iterable[Due]) -> int:
    """Tell the keepers of each place what is due today and was not told before; how many messages.
    Must run in a transaction."""
    today = clock.today()
    staged = [(one, stage_of(one.day, today)) for one in dues]
    keepers = all_keepers()
    return tell_many(
        [
            Message(
                one.wording,
                key=f"{one.appointment_id}:{one.day}:{stage}",
                user_id=user_id,
                facts={"name": one.name, "place": one.place, "day": one.day},
                link=f"/roster/people/{one.person_id}/",
            )
            for one, stage in staged
            if stage is not None
            for user_id in nearest(keepers, one.path)
        ]
    )
