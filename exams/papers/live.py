"""Reading the bank into a pool, and keeping it for the next paper while the bank stands still."""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from exams.choices import ExamKind, ItemPool, ItemState
from exams.models import BankEdition, FormQuestion, ItemVersion, PaperQuestion
from exams.papers.ordering import pinned_by_words
from exams.papers.pool import Candidate, Pool
from exams.wording import MATCHING
from portal import clock
from portal.prepared import Prepared


@dataclass(frozen=True)
class _Kept:
    edition: int
    day: date
    pool: Pool


_EDITION = Prepared(lambda: BankEdition.objects.values_list("number"))
_kept: dict[str, _Kept] = {}
_counted: dict[date, Mapping[int, int]] = {}
_reading = threading.Lock()


def bank_for(kind: str) -> Pool:
    """What papers of a kind of exam draw from: a quiz shows its keys afterwards, so it never
    touches what is kept for the qualifying exam."""
    return bank(_pool_of(kind))


def _pool_of(kind: str) -> str:
    return ItemPool.EXAM if kind == ExamKind.QUALIFYING else ItemPool.PRACTICE


def bank(used_for: str) -> Pool:
    """Every live question with a subject that is used for exams or for practice (`ItemPool`), in
    the version in use, with how often it was on a paper before today.

    Read once per process while what may be drawn stands still, by one thread while others wait:
    what is suspended is never drawn from the next moment on. Papers of one day count the same
    exposures, whichever process draws them.
    """
    day = clock.today()
    kept = _kept_pool(used_for, edition(), day)
    if kept:
        return kept
    if connection.in_atomic_block:  # what is read here may yet be taken back
        return Pool(_candidates(used_for, _exposures(day)))
    with _reading:
        number = edition()
        kept = _kept_pool(used_for, number, day)
        if kept:
            return kept
        pool = Pool(_candidates(used_for, _exposures_of(day)))
        _kept[used_for] = _Kept(number, day, pool)
    return pool


def _kept_pool(used_for: str, number: int, day: date) -> Pool | None:
    kept = _kept.get(used_for)
    return kept.pool if kept and (kept.edition, kept.day) == (number, day) else None


def edition() -> int:
    """The number that is raised whenever what may be drawn changes (`bank.raise_edition`)."""
    return next((number for (number,) in _EDITION.rows()), 0)


def all_there(kind: str, version_ids: Iterable[int]) -> bool:
    """Whether a paper of a kind of exam may hold each of these still: asked where the paper is
    written down, while the bank is held (`freezing.hold_bank`)."""
    wanted = set(version_ids)
    return _in_use(_pool_of(kind)).filter(pk__in=wanted).count() == len(wanted)


def forget() -> None:
    """Read the bank anew for the next paper, whatever its edition says."""
    _kept.clear()


def _in_use(used_for: str) -> QuerySet[ItemVersion]:
    rows = ItemVersion.objects.filter(item__state=ItemState.LIVE, n=F("item__approved_n"))
    return rows.filter(item__pool=used_for).exclude(item__subject="")


def _candidates(used_for: str, seen: Mapping[int, int]) -> Iterator[Candidate]:
    in_use = (
        _in_use(used_for)
        .select_related("item")
        .only(
            *("options", "targets", "pinned", "difficulty", "item__ref"),
            *("item__subject", "item__kind", "item__tier"),
        )
    )
    for version in in_use.order_by("item__ref"):
        item = version.item
        shown = version.targets if item.kind == MATCHING else version.options
        pinned = () if item.kind == MATCHING else version.pinned
        yield Candidate(
            version_id=version.pk,
            ref=item.ref,
            subject=item.subject,
            kind=item.kind,
            options=len(shown),
            difficulty=version.difficulty,
            tier=item.tier,
            pinned=tuple(sorted({*pinned, *pinned_by_words(shown)})),
            exposure=seen.get(item.pk, 0),
        )


def _exposures_of(day: date) -> Mapping[int, int]:
    """`_exposures`, counted once a day: what was delivered before it changes no more."""
    if day not in _counted:
        counted = _exposures(day)
        _counted.clear()
        _counted[day] = counted
    return _counted[day]


def _exposures(day: date) -> dict[int, int]:
    """How often each item was on a paper that was delivered before the day. Forms that were drawn
    together count as one: nobody sits both."""
    began = datetime.combine(day, time.min, tzinfo=clock.CITY_ZONE)
    rows = PaperQuestion.objects.unscoped("how often questions were seen, whoever saw them")
    counted = rows.filter(attempt__started_at__lt=began).values_list("version__item_id")
    times = Counter(dict(counted.annotate(times=Count("pk")).order_by()))
    times.update(printed(FormQuestion.objects.filter(form__recorded_at__lt=began)))
    return times


def printed(asked: QuerySet[FormQuestion]) -> dict[int, int]:
    """On how many pairs of forms each item stands."""
    pair = Coalesce("form__beside_id", "form_id")
    counted = asked.values_list("version__item_id")
    return dict(counted.annotate(times=Count(pair, distinct=True)).order_by())
