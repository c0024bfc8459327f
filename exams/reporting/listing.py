"""The questions of a report as they are shown: the gravest doubt first; with what was chosen and
which option is right only for who may see keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import pgettext

from exams.analysis.judging import gravity, named_options
from exams.analysis.options import NONE, Chosen, idle
from exams.choices import Kind
from exams.models import Item, ItemVersion
from exams.reporting.choices import FEWEST
from exams.reporting.keeping import chosen_of, keys_of, letters_of
from exams.reporting.models import ExamReport, ItemReport
from exams.reporting.wording import OPTION_NOTES, Doubt, doubts

IDLE_PERCENT = 2


@dataclass(frozen=True)
class Option:
    """A line of the table of options; `percent` of all who had the question."""

    letter: str
    text: str
    chosen: Chosen
    percent: int
    right: bool
    notes: tuple[Any, ...]


@dataclass(frozen=True)
class Line:
    """A question as it measured; without `options` for who may not see keys, and without times
    where too few people have them for who looks."""

    number: int
    item: ItemReport
    doubts: list[Doubt]
    options: list[Option] = field(default_factory=list)
    fewest: int = 1

    @property
    def has_times(self) -> bool:
        return self.item.timed >= self.fewest

    @property
    def version(self) -> ItemVersion:
        return self.item.version

    @property
    def percent(self) -> int:
        return round(self.item.facility * 100)


def ordered(report: ExamReport) -> list[ItemReport]:
    """The questions, those with the gravest doubts first, then those that tell least apart."""
    rows = report.items.select_related("version__item")
    return sorted(rows, key=_order)


def _order(item: ItemReport) -> tuple[object, ...]:
    apart = item.discrimination if item.discrimination is not None else 1.0
    return (*gravity(item.doubts), apart, item.version_id)


def lines(items: Sequence[ItemReport], *, keys: bool, fewest: int = 1) -> list[Line]:
    right = keys_of([item.version_id for item in items]) if keys else {}
    return [
        Line(n, item, doubts(item.doubts), _options(item, right) if keys else [], fewest)
        for n, item in enumerate(items, start=1)
    ]


def _options(item: ItemReport, right: Any) -> list[Option]:
    found, key = chosen_of(item), right.get(item.version_id, "")
    texts = _texts(item.version)
    drawing, rare = named_options(found, key), idle(found, key, item.n, IDLE_PERCENT)
    return [
        Option(
            one.letter,
            texts.get(one.letter, ""),
            one,
            round(100 * one.many / item.n),
            one.letter != NONE and one.letter in key,
            tuple(_notes(one.letter, key, drawing, rare)),
        )
        for one in found
    ]


def _notes(letter: str, key: str, drawing: Sequence[str], rare: Sequence[str]) -> Iterable[Any]:
    if letter == NONE:
        yield OPTION_NOTES["open"]
    elif letter in key:
        yield OPTION_NOTES["right"]
    if letter in drawing:
        yield OPTION_NOTES["tempting"]
    if letter in rare:
        yield OPTION_NOTES["idle"]


def _texts(version: ItemVersion) -> dict[str, str]:
    texts = version.options
    if version.item.kind == Kind.TRUE_FALSE:
        texts = [pgettext("answer", "True"), pgettext("answer", "False")]
    return dict(zip(letters_of(version), texts, strict=False))


def of_item(item: Item) -> list[Line]:
    """How its versions measured in whole exams, the newest version and the latest exam first: for
    who reads the bank, and only where people enough had it."""
    rows = ItemReport.objects.filter(
        version__item=item, report__sitting__isnull=True, n__gte=FEWEST
    ).select_related("version__item", "report__exam")
    return lines(list(rows.order_by("-version__n", "-report__made_at")), keys=True, fewest=FEWEST)


def dubious() -> QuerySet[Any]:
    """The ids of the questions whose version in use measured badly in an exam."""
    rows = ItemReport.objects.filter(dubious=True, report__sitting__isnull=True, n__gte=FEWEST)
    return rows.filter(version__n=F("version__item__approved_n")).values("version__item_id")
