"""Reading the ledger: the hours people have, and what they were credited for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum

from courses.training.choices import Form
from courses.training.models import HoursEntry
from portal.prepared import OfSome

MODULE = "module:"
ALL = 100  # percent


@dataclass(frozen=True)
class Hours:
    """Credit hours (of 45 minutes) by form of training, and the sources that still count."""

    by_form: Mapping[str, Decimal] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()

    @property
    def total(self) -> Decimal:
        return sum(self.by_form.values(), Decimal(0))

    def counted(self, needed: Decimal, online_percent: Decimal) -> Decimal:
        """What counts towards `needed` hours when lessons online may make up at most this share of
        them."""
        online = self.by_form.get(Form.ONLINE, Decimal(0))
        most = needed * online_percent / 100
        return self.total - max(online - most, Decimal(0)) if online_percent < ALL else self.total

    @property
    def modules(self) -> frozenset[int]:
        """The page ids of the modules credited."""
        return frozenset(
            int(source.removeprefix(MODULE)) for source in self.sources if source.startswith(MODULE)
        )


NONE = Hours()


@dataclass(frozen=True)
class Credit:
    """What somebody was credited for one source on a day, in hours of 45 minutes."""

    source: str
    form: Form
    hours: Decimal
    earned_on: date

    @property
    def module_id(self) -> int | None:
        """The page id of the module; None for what was learnt elsewhere."""
        number = self.source.removeprefix(MODULE)
        return int(number) if number != self.source else None


_NET = OfSome(
    lambda person_ids: (
        HoursEntry.objects.unscoped("the hours of people the caller may see")
        .filter(person_id__in=person_ids)
        .values_list("person_id", "form", "source")
        .annotate(net=Sum("hours"))
        .order_by()
    )
)


def hours_of_all(person_ids: Iterable[int]) -> dict[int, Hours]:
    """The hours of each of these people; one query."""
    wanted = list(person_ids)
    by_form: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    sources: dict[int, set[str]] = defaultdict(set)
    for person_id, form, source, net in _NET.rows(wanted):
        if net > 0:
            by_form[person_id][form] += net
            sources[person_id].add(source)
    return {
        person_id: Hours(dict(by_form[person_id]), frozenset(sources[person_id]))
        if person_id in sources
        else NONE
        for person_id in wanted
    }


def hours_of(person_id: int) -> Hours:
    return hours_of_all([person_id])[person_id]


def newest_of_all(person_ids: Iterable[int]) -> dict[int, int]:
    """The newest entry (its id) of each of these people that was not taken back; one query."""
    rows = HoursEntry.objects.unscoped("the hours of people the caller may see").filter(
        person_id__in=list(person_ids), reverses=None, reversed_by=None
    )
    return dict(rows.values_list("person_id").annotate(newest=Max("pk")).order_by())


def hours_after(person_id: int, entry_id: int) -> Decimal:
    """What a person was credited after this entry, without what was taken back."""
    rows = HoursEntry.objects.unscoped("the hours of people the caller may see").filter(
        person_id=person_id, reverses=None, reversed_by=None, pk__gt=entry_id
    )
    return rows.aggregate(total=Sum("hours"))["total"] or Decimal(0)


def credits_of(person_id: int) -> tuple[Credit, ...]:
    """Each credit of a person that was not taken back, by its day; one query."""
    rows = HoursEntry.objects.unscoped("the hours of people the caller may see").filter(
        person_id=person_id, reverses=None, reversed_by=None
    )
    values = rows.order_by("earned_on", "pk").values_list("source", "form", "hours", "earned_on")
    return tuple(Credit(source, Form(form), hours, day) for source, form, hours, day in values)
