"""How often a certificate was verified, and by which offices: for its holder."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Case, Count, When

from certificates.asking.choices import Way
from certificates.asking.models import Asked
from portal import clock

DAYS = 90


@dataclass
class Told:
    """`offices` are names with counts, the most frequent first; `staff` is the platform's own;
    `others` asked without a key. The holder's own looks are not among them."""

    total: int = 0
    others: int = 0
    staff: int = 0
    offices: list[tuple[str, int]] = field(default_factory=list)


def of_certificates(ids: Iterable[int]) -> dict[int, Told]:
    """What to tell of each certificate for the last 90 days, today with them; one query."""
    by_staff = Case(When(way__in=[Way.STAFF, Way.DESK_MANY], then=True), default=False)
    wanted = set(ids)
    found = {pk: Told() for pk in wanted}
    rows = (
        Asked.objects.unscoped("counted for the holder")
        .filter(certificate_id__in=wanted, day__gt=clock.today() - timedelta(days=DAYS))
        .exclude(way=Way.OWN)
        .values_list("certificate_id", "key__organisation__name", by_staff)
        .annotate(count=Count("pk"))
        .order_by("-count", "key__organisation__name")
    )
    for pk, office, of_staff, count in rows:
        told = found[pk]
        told.total += count
        if of_staff:
            told.staff += count
        elif office is None:
            told.others += count
        else:
            told.offices.append((office, count))
    return found
