"""What importing each question of a file would do; writes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from exams.checking import ItemRefused, check
from exams.citing import Why, faults
from exams.formats.entries import Contents, Entry, Note, Place
from exams.importing.choices import RowVerdict
from exams.likeness import Heap, essence
from exams.models import Item, ItemVersion
from exams.picturing import NoPicture, look_at
from exams.recalling import newest_versions, recall_all
from exams.verifying import cited_by_words, cites_of, library, texts_of
from exams.wording import Wording
from portal import clock

REF_PREFIX = "file-"
DIGEST_LENGTH = 24
AT_ONCE = 500
IN_FILE = "#"
TOLD = (Why.REPEALED, Why.COMING, Why.MISSING, Why.NOT_HELD)
MOST_TOLD = 3


@dataclass(frozen=True)
class Judged:
    """A question of a file: `entry` is None when the reader refused it. `problem` says why it
    cannot be imported: a note of the reader, or `rule` with the field that the bank refuses."""

    verdict: str
    entry: Entry | None
    ref: str = ""
    problem: Note | None = None
    notes: tuple[Note, ...] = ()
    alike: str = ""
    ratio: int = 0


def judge(contents: Contents) -> list[Judged]:
    """Every question of the file in its order, taken and refused."""
    judge = _Judge(contents.entries)
    rows: list[Entry | Note] = [*contents.entries, *contents.refused]
    parts = {part: n for n, part in enumerate(dict.fromkeys(row.place.part for row in rows))}
    rows.sort(key=lambda row: (parts[row.place.part], row.place.line))
    return [
        judge.decide(row, n)
        if isinstance(row, Entry)
        else Judged(RowVerdict.REFUSED, None, problem=row)
        for n, row in enumerate(rows, start=1)
    ]


def ref_of(wording: Wording) -> str:
    """The reference of an imported question: it is known by its content."""
    return REF_PREFIX + wording.digest[:DIGEST_LENGTH]


def answer_of(wording: Wording) -> tuple[object, ...]:
    """What makes two questions with the same words differ."""
    return (wording.key, wording.accepted, *(answer_of(part) for part in wording.parts))


class Stood(NamedTuple):
    """What stands already under a reference: its key as written and all that makes its answer;
    `row` is its number in the file, 0 in the bank."""

    key: str
    answer: tuple[object, ...]
    row: int = 0


@dataclass
class _Judge:
    """Knows the bank as it is, and the rows before."""

    entries: Sequence[Entry]
    known: dict[str, Stood] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    own: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.taken = _taken()
        for ref, wording in _bank():
            self.known[ref_of(wording)] = Stood(wording.key, answer_of(wording))
            self.texts[ref] = essence(wording)
        self.library, self.today = library(), clock.today()

    @cached_property
    def heap(self) -> Heap[str]:
        """Made when the first new question is to be compared: a known file needs none."""
        heap: Heap[str] = Heap(chain(self.texts.values(), map(self._essence, self.entries)))
        for ref, text in self.texts.items():
            heap.add(ref, text)
        return heap

    def _essence(self, entry: Entry) -> str:
        """Asked twice of each question: for what is common, and to compare."""
        text = self.own.get(id(entry))
        if text is None:
            text = self.own[id(entry)] = essence(entry.wording)
        return text

    def decide(self, given: Entry, number: int) -> Judged:
        entry = replace(given, wording=self._cited(given.wording))
        wording = entry.wording
        ref = ref_of(wording)
        try:
            check(wording)
        except ItemRefused as refused:
            place = replace(entry.place, column=entry.columns.get(refused.field, ""))
            return Judged(
                RowVerdict.REFUSED, entry, problem=Note("rule", place, {"field": refused.field})
            )
        if not _can_be_shown(entry):
            return Judged(RowVerdict.REFUSED, entry, problem=Note("picture", entry.place))
        notes = (*entry.notes, *self._law_notes(entry.place, wording))
        before = self._before(ref, entry)
        if before is not None:
            return replace(before, entry=entry, ref=ref, notes=notes)
        if ref in self.taken:
            revised = Note("revised_since", entry.place)
            return Judged(RowVerdict.KNOWN, entry, ref, notes=(*notes, revised))
        self.known[ref] = Stood(wording.key, answer_of(wording), number)
        good = Judged(RowVerdict.GOOD, entry, ref, notes=notes)
        return self._compared(good, self._essence(given), number)

    def _before(self, ref: str, entry: Entry) -> Judged | None:
        """Known or repeated; refused when the same question is there with another answer."""
        other = self.known.get(ref)
        if other is None:
            return None
        if other.answer != answer_of(entry.wording):
            place = replace(entry.place, column=entry.columns.get("key", ""))
            facts = {"before": other.key or "…", "here": entry.wording.key or "…"}
            return Judged(RowVerdict.REFUSED, None, problem=Note("other_answer", place, facts))
        if not other.row:
            return Judged(RowVerdict.KNOWN, None)
        return Judged(RowVerdict.REPEATED, None, alike=f"{IN_FILE}{other.row}", ratio=100)

    def _compared(self, good: Judged, text: str, number: int) -> Judged:
        found = self.heap.nearest_then_add(f"{IN_FILE}{number}", text)
        if found is None:
            return good
        return replace(
            good, verdict=RowVerdict.ALIKE, alike=found.name, ratio=int(found.ratio * 100)
        )

    def _law_notes(self, place: Place, wording: Wording) -> list[Note]:
        """Citations of repealed law, of law not yet in force, and of articles that do not exist,
        with the day (bad input 51)."""
        found = faults(cites_of(wording), texts_of(wording), self.library, self.today)
        return [
            Note(
                "law",
                place,
                {
                    "cited": fault.cited,
                    "why": fault.why,
                    "day": fault.day.isoformat() if fault.day else "",
                    "now": fault.now,
                },
            )
            for fault in found
            if fault.why in TOLD
        ][:MOST_TOLD]

    def _cited(self, wording: Wording) -> Wording:
        """With the articles that its words cite, when it lists none itself."""
        if wording.cites or not self.library.names:
            return wording
        return replace(wording, cites=cited_by_words(wording, self.library.names))


def _can_be_shown(entry: Entry) -> bool:
    """Whether every picture of the question is in the file and one that a browser shows."""
    try:
        for digest in entry.wording.pictures():
            look_at(entry.pictures.get(digest, b""))
    except NoPicture:
        return False
    return True


def _bank() -> Iterator[tuple[str, Wording]]:
    """Every question of the bank in its newest version."""
    versions = newest_versions().order_by("item_id")
    ids = list(versions.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        batch = list(versions.filter(pk__in=ids[start : start + AT_ONCE]))
        yield from zip((row.item.ref for row in batch), recall_all(batch), strict=True)


def _taken() -> set[str]:
    """The references of all questions, and those that their former versions would have: what is
    there, though its words have changed since."""
    found = set(Item.objects.values_list("ref", flat=True))
    former = ItemVersion.objects.exclude(pk__in=newest_versions().values("pk")).order_by("pk")
    ids = list(former.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        batch = list(former.filter(pk__in=ids[start : start + AT_ONCE]).select_related("item"))
        found.update(map(ref_of, recall_all(batch)))
    return found


def refs_in_bank(refs: Iterable[str]) -> set[str]:
    """Which of the references are taken."""
    wanted = list(refs)
    found: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        rows = Item.objects.filter(ref__in=wanted[start : start + AT_ONCE])
        found.update(rows.values_list("ref", flat=True))
    return found
