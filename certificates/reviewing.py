"""The annual review of post certificates: did the holder earn the credit hours of each year? Asked
by the rule of the year's last day; 0 hours is no review. What follows from a review that was not
passed is for people to decide."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from certificates import numbering, reminding
from certificates.choices import IN_FORCE, CertificateKind, Occasion
from certificates.models import Certificate, CertificateReview, CertificateVersion
from certificates.reminding import Due
from courses.training.models import HoursEntry
from portal import clock
from portal.counting import plain, years_later
from portal.notices.telling import tell
from portal.notices.wording import Fact, Wording
from portal.policy.rules import Rule, rule

HOURS = "cert.review_hours"
LEARN = "/learn/"
LATE, SOON = timedelta(days=400), timedelta(days=reminding.STAGES[0])
WHY = "annual reviews"
COMING = Wording(
    "certificate.review_coming",
    gettext_noop("Your annual review is on %(until)s"),
    gettext_noop(
        "The credit hours of this year are reviewed for your post certificate %(number)s after "
        "%(until)s, and some are still missing. Every module you complete by then counts."
    ),
)
MISSED = Wording(
    "certificate.review_missed",
    gettext_noop("Hours are missing in your annual review"),
    gettext_noop(
        "For the year until %(until)s your post certificate %(number)s needed %(needed)s credit "
        "hours; %(hours)s were earned. Please catch up, and ask your unit what follows."
    ),
)


@dataclass(frozen=True)
class Year:
    """A year of a certificate and what the rule of its last day asks for."""

    certificate: Certificate
    starts: date
    ends: date
    rule: Rule

    @property
    def needed(self) -> Decimal:
        return Decimal(self.rule.number)


@dataclass(frozen=True)
class Review:
    """A year that is over, and its hours by their source."""

    year: Year
    sources: dict[str, Decimal]


def years_of(starts: date, until: date) -> Iterator[tuple[date, date]]:
    """(first day, last day) of each whole year of a period."""
    for n in range((until - starts).days // 365 + 1):
        first, last = years_later(starts, n), years_later(starts, n + 1) - timedelta(days=1)
        if last <= until:
            yield first, last


def earned(person_id: int, starts: date, ends: date) -> dict[str, Decimal]:
    """The hours of a span by their source; what was taken back does not count."""
    rows = HoursEntry.objects.unscoped(WHY).filter(
        person_id=person_id, reverses=None, reversed_by=None, earned_on__range=(starts, ends)
    )
    return dict(rows.order_by("earned_on", "pk").values_list("source", "hours"))


def ended() -> list[Review]:
    """Every year that is over and was not reviewed, with the hours of it; reads only."""
    today, done = clock.today(), _reviewed()
    return [
        Review(year, earned(year.certificate.person_id, year.starts, year.ends))
        for year in _years()
        if year.ends < today and (year.certificate.pk, year.starts) not in done
    ]


def record(reviews: Iterable[Review]) -> None:
    """Write the reviews down, and tell whoever lacks hours. Must run in a transaction."""
    for review in reviews:
        _record(review)


def coming() -> list[Due]:
    """Whose year ends soon with hours missing; reads only."""
    today = clock.today()
    return [
        Due(
            year.certificate.pk,
            year.certificate.person_id,
            year.certificate.number,
            year.ends,
            Occasion.REVIEW,
        )
        for year in _years()
        if reminding.stage_of(year.ends, today) is not None and _lacks(year)
    ]


def _years() -> Iterator[Year]:
    """Of certificates in force, those ended of late or ending soon in which the rule asks for
    hours; of superseded versions too, for a renewal comes the day after."""
    today, seen, asked = clock.today(), set(), dict[date, Rule]()
    versions = CertificateVersion.objects.unscoped(WHY).filter(
        certificate__kind=CertificateKind.POST,
        certificate__state__in=IN_FORCE,
        certificate__person__merged_into__isnull=True,
        valid_until__gte=today - LATE,
    )
    rows = versions.defer("plan", "decision").select_related("certificate__organisation")
    for version in rows.order_by("pk"):
        for starts, ends in years_of(version.valid_from, version.valid_until):
            key = (version.certificate_id, starts)
            if key in seen or not today - LATE <= ends <= today + SOON:
                continue
            seen.add(key)
            if ends not in asked:
                asked[ends] = rule(HOURS, on=ends)
            if asked[ends].number:
                yield Year(version.certificate, starts, ends, asked[ends])


def _reviewed() -> set[tuple[int, date]]:
    rows = CertificateReview.objects.unscoped(WHY)
    return set(rows.values_list("certificate_id", "starts"))


def _lacks(year: Year) -> bool:
    found = earned(year.certificate.person_id, year.starts, year.ends)
    return sum(found.values(), Decimal(0)) < year.needed


def _record(review: Review) -> None:
    year, sources = review.year, review.sources
    hours = sum(sources.values(), Decimal(0))
    evidence: dict[str, Any] = {
        "rule": {HOURS: year.rule.version},
        "hours": {source: plain(value) for source, value in sources.items()},
    }
    CertificateReview.objects.create(
        certificate=year.certificate,
        starts=year.starts,
        ends=year.ends,
        needed=year.needed,
        hours=hours,
        passed=hours >= year.needed,
        evidence=evidence,
        recorded_at=clock.now(),
    )
    if hours < year.needed:
        facts: dict[str, Fact] = {
            "number": numbering.spaced_number(year.certificate.number),
            "needed": plain(year.needed),
            "hours": plain(hours),
            "until": year.ends,
        }
        tell(
            MISSED,
            key=f"{year.certificate.pk}:{year.ends}",
            person_id=year.certificate.person_id,
            facts=facts,
            link=LEARN,
        )
