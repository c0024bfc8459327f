"""Word to holders before something of their certificate ends: 90, 30 and 7 days before, each
once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_noop

from certificates import numbering
from certificates.choices import IN_FORCE, CertificateKind, Occasion
from certificates.models import CertificateReminder, CertificateVersion
from portal import clock
from portal.notices.telling import Message, tell_many
from portal.notices.wording import Wording

STAGES = (90, 30, 7)  # days before
EXAMS, MINE = "/exams/", "/desk/certificates/mine/"
WHY = "reminding holders"
ENDS = Wording(
    "certificate.ends",
    gettext_noop("Your certificate ends on %(until)s"),
    gettext_noop(
        "Your post certificate %(number)s is valid until %(until)s. It is renewed under the same "
        "number as soon as that day is over, if you have passed the qualifying exam again by then. "
        "If you have done so already, there is nothing for you to do."
    ),
)


ENDS_OTHERWISE = Wording(
    "certificate.ends",
    gettext_noop("Your certificate ends on %(until)s"),
    gettext_noop(
        "Your %(title)s %(number)s is valid until %(until)s. Please ask your unit what is needed "
        "to have it renewed."
    ),
)
OTHERS = tuple(kind for kind in CertificateKind if kind != CertificateKind.POST)


@dataclass(frozen=True)
class Due:
    """What ends for whom, and on which day."""

    certificate_id: int
    person_id: int
    number: str
    due: date
    occasion: Occasion
    kind: str = CertificateKind.POST


def stage_of(due: date, today: date) -> int | None:
    """How many days before the word is for that goes out today; None while it is early or late."""
    left = (due - today).days
    return min((days for days in STAGES if 0 <= left <= days), default=None)


def ending(today: date, kinds: Sequence[str] = (CertificateKind.POST,)) -> list[Due]:
    """The certificates in force of these kinds whose period ends within the first stage."""
    rows = CertificateVersion.objects.unscoped(WHY).filter(
        superseded_at__isnull=True,
        certificate__kind__in=kinds,
        certificate__state__in=IN_FORCE,
        certificate__person__merged_into__isnull=True,
        valid_until__gte=today,
        valid_until__lte=today + timedelta(days=STAGES[0]),
    )
    found = rows.order_by("pk").values_list(
        *("certificate_id", "certificate__person_id", "certificate__number", "valid_until"),
        "certificate__kind",
    )
    return [
        Due(pk, person_id, number, until, Occasion.EXPIRY, kind)
        for pk, person_id, number, until, kind in found
    ]


def remind(dues: Iterable[Due], said: Wording, link: str) -> int:
    """Send the word that is due today and was not sent before; how many. A day on which nothing
    ran is made up for; a stage that is past is not. Must run in a transaction."""
    today = clock.today()
    staged = [(one, stage_of(one.due, today)) for one in dues]
    wanted = [(one, days) for one, days in staged if days is not None]
    before = _sent([one.certificate_id for one, _days in wanted])
    fresh = [(one, days) for one, days in wanted if _key(one, days) not in before]
    CertificateReminder.objects.unscoped(WHY).bulk_create(
        [
            CertificateReminder(
                certificate_id=one.certificate_id,
                occasion=one.occasion,
                due=one.due,
                days=days,
                recorded_at=clock.now(),
            )
            for one, days in fresh
        ],
        batch_size=500,
    )
    return tell_many([_message(one, days, said, link) for one, days in fresh])


Key = tuple[int, str, date, int]


def _key(one: Due, days: int) -> Key:
    return one.certificate_id, one.occasion.value, one.due, days


def _sent(certificate_ids: list[int]) -> set[Key]:
    rows = CertificateReminder.objects.unscoped(WHY).filter(certificate_id__in=certificate_ids)
    return set(rows.values_list("certificate_id", "occasion", "due", "days"))


def _message(one: Due, days: int, said: Wording, link: str) -> Message:
    return Message(
        said,
        key=f"{one.certificate_id}:{one.due}:{days}",
        person_id=one.person_id,
        facts={
            "number": numbering.spaced_number(one.number),
            "until": one.due,
            "title": CertificateKind(one.kind).label,
        },
        link=link,
    )
