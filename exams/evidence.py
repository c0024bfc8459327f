"""What reached the server of one attempt, in the order of the server's time, and what became of it.

Reads only. Nothing here reads a key.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from exams import remembering
from exams.answering import device_of
from exams.asking import drawn
from exams.choices import Fate, Kind
from exams.models import AnswerEvent, Attempt, ItemVersion, PaperQuestion, Pause
from exams.wording import LETTERS
from portal import masking
from portal.prepared import Prepared

ENTRY = re.compile(r"entry(?P<turn>[1-3]):")
NOT_COUNTED = (Fate.STALE, Fate.ELSEWHERE, Fate.LATE)


@dataclass(frozen=True)
class Said:
    """An answer as it reached the server: `number` is its row, `place` its question's place,
    `value` what was sent (letters as shown, or the texts of blanks), `words` the same for reading.
    `fates` has one name when it counts or counted, else every reason why it does not."""

    number: int
    at: datetime
    place: int
    kind: str
    sequence: int
    value: tuple[str, ...]
    words: str
    window: str
    fates: tuple[Fate, ...]
    paused: bool = False

    @property
    def counts(self) -> bool:
        return self.fates == (Fate.COUNTS,)

    @property
    def kept_only(self) -> bool:
        """Kept as evidence, and never counted."""
        return self.fates[0] in NOT_COUNTED


@dataclass(frozen=True)
class Window:
    """A window that answers came from, counted in the order of their first answers."""

    name: str
    device: int
    number: int

    @property
    def entry(self) -> str:
        """Which entry by hand it was (`entering.window_of`); "" when somebody wrote on a screen."""
        found = ENTRY.match(self.name)
        return found["turn"] if found else ""


@dataclass(frozen=True)
class Totals:
    """What arrived: answers in all, those that count, those that were replaced, and by reason
    those that are kept and do not count (one answer may have several reasons)."""

    arrived: int
    counting: int
    replaced: int
    kept_only: int
    why: tuple[tuple[Fate, int], ...]


@dataclass(frozen=True)
class Received:
    """What a receipt tells: how many questions have an answer, the places of those without, when
    the last answer that counts was saved, and how many are kept and do not count."""

    total: int
    unanswered: tuple[int, ...]
    last_saved_at: datetime | None
    kept_only: int

    @property
    def answered(self) -> int:
        return self.total - len(self.unanswered)


def said(attempt: Attempt) -> tuple[Said, ...]:
    """Every answer that reached the server; two queries."""
    stood = _pauses(attempt)
    rows = AnswerEvent.objects.unscoped("one attempt as it was").filter(attempt=attempt)
    found = list(
        rows.order_by("at", "pk").values_list(
            *("pk", "at", "question__position", "question__version__item__kind"),
            *("question__version_id", "sequence", "value", "window"),
            *("stale", "elsewhere", "late"),
        )
    )
    stand = [(place, pk) for pk, _at, place, *_rest, s, e, late in found if not (s or e or late)]
    standing = dict(sorted(stand))
    names = _names_of({row[4] for row in found if row[3] == Kind.CASE})
    return tuple(
        Said(
            number=pk,
            at=at,
            place=place,
            kind=kind,
            sequence=sequence,
            value=shown(value),
            words=as_read(kind, shown(value), names.get(version_id, ())),
            window=window,
            fates=_fates(reasons) or (Fate.COUNTS if standing[place] == pk else Fate.REPLACED,),
            paused=any(began <= at and (not ended or at < ended) for began, ended in stood),
        )
        for pk, at, place, kind, version_id, sequence, value, window, *reasons in found
    )


def _pauses(attempt: Attempt) -> list[tuple[datetime, datetime | None]]:
    rows = Pause.objects.unscoped("one attempt as it was").filter(attempt=attempt)
    return list(rows.values_list("began_at", "ended_at"))


def windows(answers: Iterable[Said]) -> dict[str, Window]:
    """The windows that answered, by their names."""
    devices: dict[str, int] = {}
    found: dict[str, Window] = {}
    for name in dict.fromkeys(one.window for one in answers if one.window):
        device = devices.setdefault(device_of(name), len(devices) + 1)
        number = sum(window.device == device for window in found.values()) + 1
        found[name] = Window(name, device, number)
    return found


def shown(value: Sequence[str]) -> tuple[str, ...]:
    """An ID number that somebody typed into a blank is no answer, and nobody needs it whole."""
    return tuple(masking.within(text) for text in value)


def _fates(reasons: Sequence[bool]) -> tuple[Fate, ...]:
    return tuple(fate for fate, so in zip(NOT_COUNTED, reasons, strict=True) if so)


def _names_of(cases: Collection[int]) -> dict[int, tuple[str, ...]]:
    """How the lines of these cases are called, by their versions."""
    return {pk: line_names(version) for pk, version in remembering.versions(cases).items()}


def line_names(version: ItemVersion) -> tuple[str, ...]:
    """What the lines of a case are called: its questions' numbers, 2-1 a blank of the second."""
    return tuple(line.letter for line in drawn(version, ()).lines)


def as_read(kind: str, value: Sequence[str], names: Sequence[str] = ()) -> str:
    """An answer as people read it; a dash for none. `names` are those of the lines of a case."""
    if not any(value):
        return "—"
    if kind == Kind.TRUE_FALSE:
        words = {"A": pgettext("answer", "True"), "B": pgettext("answer", "False")}
        return "".join(str(words.get(letter, letter)) for letter in value)
    if kind == Kind.FILL_BLANK:
        return "; ".join(f"({n}) {text or '—'}" for n, text in enumerate(value, start=1))
    if kind == Kind.CASE:
        pairs = zip(names, value, strict=False)
        return "\n".join(f"({name}) {text or '—'}" for name, text in pairs)
    if kind in (Kind.MATCHING, Kind.ORDERING):
        left = LETTERS if kind == Kind.MATCHING else map(str, range(1, len(value) + 1))
        return " ".join(
            f"{name}→{letter or '—'}" for name, letter in zip(left, value, strict=False)
        )
    return "".join(value)


def totals(answers: Sequence[Said]) -> Totals:
    reasons = Counter(fate for one in answers for fate in one.fates)
    return Totals(
        arrived=len(answers),
        counting=reasons[Fate.COUNTS],
        replaced=reasons[Fate.REPLACED],
        kept_only=sum(one.kept_only for one in answers),
        why=tuple((fate, reasons[fate]) for fate in NOT_COUNTED if reasons[fate]),
    )


_GIVEN = Prepared(
    lambda attempt_id: PaperQuestion.with_answers(attempt_id, "one's own receipt").values_list(
        *("position", "given__value", "given__saved_at")
    ),
    int,
)


def received(attempt: Attempt) -> Received:
    """The summary of a receipt; two queries."""
    found = _GIVEN.rows(attempt.pk)
    events = AnswerEvent.objects.unscoped("one's own receipt").filter(attempt=attempt)
    counted = {"stale": False, "elsewhere": False, "late": False}
    return Received(
        total=len(found),
        unanswered=tuple(place for place, value, _at in found if not value),
        last_saved_at=max((at for _place, _value, at in found if at), default=None),
        kept_only=events.exclude(**counted).count(),
    )
