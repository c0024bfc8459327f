"""Keeping the statistics of exams and sittings, and knowing which are out of date."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum

from exams.analysis.computing import histogram
from exams.analysis.judging import doubts
from exams.analysis.options import Chosen
from exams.choices import CHOSEN, Fix, Kind, ResultState
from exams.models import CorrectedKey, ItemKey, ItemVersion, Result
from exams.reporting.choices import BARS
from exams.reporting.measuring import WHY, Measured, measure
from exams.reporting.models import ExamReport, ItemReport
from exams.wording import LETTERS
from portal import clock

AT_ONCE = 500


@dataclass(frozen=True)
class Of:
    """An exam as a whole, or one sitting of it (ids)."""

    exam_id: int
    sitting_id: int | None = None


@dataclass(frozen=True)
class Facts:
    """What statistics rest on: so many graded results, changed so many times in all."""

    results: int
    revisions: int


def facts(exam_id: int | None = None) -> dict[Of, Facts]:
    """How things stand now, of every exam (or one) and each of its sittings; one query."""
    rows = Result.objects.unscoped(WHY).exclude(state=ResultState.MARKING)
    rows = rows.filter(attempt__exam=exam_id) if exam_id else rows
    grouped = rows.values("attempt__exam_id", "attempt__seat__sitting_id").annotate(
        results=Count("pk"), changes=Sum("revision")
    )
    found: dict[Of, Facts] = {}
    for row in grouped.order_by():
        exam, sitting = row["attempt__exam_id"], row["attempt__seat__sitting_id"]
        for of in {Of(exam), Of(exam, sitting)}:
            before = found.get(of, Facts(0, 0))
            found[of] = Facts(before.results + row["results"], before.revisions + row["changes"])
    return found


def being_marked(of: Of) -> int:
    """How many papers are still being marked, and so not in the figures."""
    rows = Result.objects.unscoped(WHY).filter(attempt__exam=of.exam_id, state=ResultState.MARKING)
    return (rows.filter(attempt__seat__sitting=of.sitting_id) if of.sitting_id else rows).count()


def outdated(exam_id: int | None = None) -> list[Of]:
    """What was never computed, or rests on other facts than there are."""
    rows = ExamReport.objects.filter(Q(exam=exam_id) if exam_id else Q())
    kept = {
        Of(exam, sitting): Facts(results, revisions)
        for exam, sitting, results, revisions in rows.values_list(
            "exam_id", "sitting_id", "results", "revisions"
        )
    }
    now = facts(exam_id)
    return sorted(
        (of for of in now if kept.get(of) != now[of]),
        key=lambda of: (of.exam_id, of.sitting_id or 0),
    )


def reports() -> dict[Of, ExamReport]:
    """All that are kept, each with how many of its questions are `dubious`; one query."""
    counted = ExamReport.objects.annotate(dubious=Count("pk", filter=Q(items__dubious=True)))
    return {Of(one.exam_id, one.sitting_id): one for one in counted}


def renew(of: Of) -> ExamReport | None:
    """Compute and keep; None when nobody has a graded result. Never in a request."""
    now = facts(of.exam_id).get(of)
    return keep(of, now, measure(of.exam_id, of.sitting_id)) if now else None


def keep(of: Of, rests_on: Facts, found: Measured) -> ExamReport:
    """Put it in the place of what was computed before, in one transaction."""
    versions = _versions(found.items)
    keys = keys_of(found.items)
    named: dict[str, Any] = {"exam_id": of.exam_id, "sitting_id": of.sitting_id}
    with transaction.atomic():
        report, _made = ExamReport.objects.update_or_create(
            **named, defaults=_whole(rests_on, found)
        )
        report.items.all().delete()
        ItemReport.objects.bulk_create(
            (
                _item(report, versions[version], found, keys.get(version, ""))
                for version in found.items
            ),
            batch_size=AT_ONCE,
        )
    return report


def _whole(rests_on: Facts, found: Measured) -> dict[str, object]:
    whole, out_of = found.whole, found.out_of
    return {
        "results": rests_on.results,
        "revisions": rests_on.revisions,
        "passed": found.passed,
        "out_of": out_of,
        "mean": whole.mean,
        "deviation": whole.deviation,
        "median": whole.median,
        "alpha": whole.alpha,
        "sem": whole.sem,
        "bars": histogram(found.totals, out_of, BARS) if out_of else [0] * BARS,
        "made_at": clock.now(),
    }


def _item(report: ExamReport, version: ItemVersion, found: Measured, key: str) -> ItemReport:
    one, times = found.items[version.pk], found.times.get(version.pk)
    tally = found.chosen.get(version.pk)
    options = tally.told(letters_of(version)) if tally else []
    named = doubts(one, options, key)
    return ItemReport(
        report=report,
        version=version,
        n=one.n,
        facility=one.facility,
        upper=one.upper,
        lower=one.lower,
        discrimination=one.discrimination,
        biserial=one.biserial,
        doubts=list(named),
        dubious=bool(named),
        options=[[each.letter, each.upper, each.middle, each.lower] for each in options],
        timed=times.n if times else 0,
        quicker=times.first if times else None,
        median=times.middle if times else None,
        slower=times.third if times else None,
    )


def chosen_of(item: ItemReport) -> Sequence[Chosen]:
    """The options of a kept line as they were counted."""
    return [Chosen(*each) for each in item.options]


def letters_of(version: ItemVersion) -> str:
    """The letters of a version's options, in the author's order."""
    return "AB" if version.item.kind == Kind.TRUE_FALSE else LETTERS[: len(version.options)]


def keys_of(versions: Collection[int]) -> Mapping[int, str]:
    """The letters that are right, by which the versions are graded now: a corrected key before the
    first one, none where everybody got the points. For who may see keys, and for judging."""
    choices = ItemKey.objects.filter(version__in=versions, version__item__kind__in=CHOSEN)
    found = dict(choices.values_list("version_id", "key"))
    corrected = CorrectedKey.objects.filter(version__in=list(found))
    for version, fix, key in corrected.values_list("version_id", "fix", "key"):
        found[version] = "" if fix == Fix.FREE else key
    return found


def _versions(ids: Iterable[int]) -> dict[int, ItemVersion]:
    return ItemVersion.objects.select_related("item").in_bulk(list(ids))
