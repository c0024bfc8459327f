"""What ends in the months to come: certificates of those in office, terms, secondments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from certificates.choices import IN_FORCE, CertificateKind
from certificates.models import CertificateVersion
from certificates.roster.models import Appointment, Secondment
from certificates.roster.staffing.serving import WHY, in_reach, in_state
from portal import clock
from portal.counting import months_later
from portal.scope import Scope

MONTHS = 6
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """How many end in a month (its first day), at how many organisations."""

    first: date
    many: int
    places: int = 0


@dataclass(frozen=True)
class Coming:
    """What ends in each of the months from the day on; `late` ended before it and nobody has
    recorded what follows."""

    months: tuple[Month, ...]
    late: int = 0

    @property
    def total(self) -> int:
        return sum(month.many for month in self.months)

    @property
    def fullest(self) -> Month | None:
        """The month in which most end at several places at once (换届); None where none does."""
        found = max(self.months, key=lambda month: month.many, default=None)
        return found if found and found.places > 1 and 2 * found.many > self.total else None


def horizon(day: date) -> list[date]:
    """The first days of the months looked at, the month of the day being the first; one more ends
    the last."""
    first = day.replace(day=1)
    return [months_later(first, n) for n in range(MONTHS + 1)]


def certificates(scope: Scope, day: date) -> Coming:
    """Of those in office in reach: post certificates in force on the day that end by then, and no
    later period is on record for the holder."""
    firsts = horizon(day)
    rows = _ending(in_reach(scope, day), day).filter(valid_until__lt=firsts[-1])
    counted = (
        rows.order_by()
        .values_list("valid_until")
        .annotate(many=Count("certificate__person_id", distinct=True))
    )
    ends = Counter[date]()
    for until, many in counted:
        ends[until.replace(day=1)] += many
    return Coming(tuple(Month(first, ends[first]) for first in firsts[:-1]))


def _ending(serving: QuerySet[Appointment], day: date) -> QuerySet[CertificateVersion]:
    """The periods that run on the day, of certificates in force that day, and that no newer one had
    replaced by its end."""
    rows: QuerySet[CertificateVersion] = CertificateVersion.objects.unscoped(WHY).filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gte=clock.end_of(day)),
        _in_force(day),
        certificate__kind=CertificateKind.POST,
        certificate__person_id__in=serving.values("person_id"),
        valid_from__lte=day,
        valid_until__gte=day,
    )
    return rows


def _in_force(day: date) -> Q:
    """Of today the certificate says it itself; of another day its changes do, which costs as much
    as all the rest of this."""
    if day == clock.today():
        return Q(certificate__state__in=IN_FORCE)
    return Q(certificate_id__in=in_state(day, *IN_FORCE))


def terms(scope: Scope, day: date) -> Coming:
    """The terms whose last day lies in these months, and those that were over before the day."""
    firsts = horizon(day)
    rows = in_reach(scope, day).filter(ends__isnull=True)
    late = rows.filter(term_ends__lte=day).count()
    # The last day in office is the one before `term_ends`.
    ahead = rows.filter(term_ends__gt=day, term_ends__lte=firsts[-1])
    counted = (
        ahead.order_by().values_list("term_ends", "organisation_id").annotate(many=Count("pk"))
    )
    return Coming(tuple(_by_month(counted, firsts)), late)


def rotations(scope: Scope, day: date) -> list[Secondment]:
    """Whose rotation is due in these months or was before, the earliest first."""
    rows = Secondment.objects.unscoped(WHY).filter(
        appointment__in=in_reach(scope, day), due_on__lt=horizon(day)[-1]
    )
    return list(rows.select_related("appointment__person", "organisation").order_by("due_on", "pk"))


def _by_month(counted: Iterable[tuple[date, int, int]], firsts: Sequence[date]) -> Iterable[Month]:
    ends, places = Counter[date](), {first: set[int]() for first in firsts}
    for term_ends, place, many in counted:
        first = (term_ends - DAY).replace(day=1)
        ends[first] += many
        places[first].add(place)
    return (Month(first, ends[first], len(places[first])) for first in firsts[:-1])
