"""What the candidates were told, read from their logs."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Spot = tuple[int, int]
"""An attempt and a place on its paper."""


@dataclass(frozen=True)
class Given:
    """An answer as it was sent; `right` as its candidate knows."""

    sequence: int
    value: tuple[str, ...]
    right: bool


@dataclass
class Acknowledged:
    """`saved` in the order of the acknowledgements; `right` says of every number that was ever sent
    whether its answer was right; `refused` are numbers that the platform said it would not take."""

    attempts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    saved: dict[Spot, list[Given]] = field(default_factory=lambda: defaultdict(list))
    right: dict[tuple[int, int, int], bool] = field(default_factory=dict)
    refused: set[tuple[int, int, int]] = field(default_factory=set)
    receipts: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    faults: list[str] = field(default_factory=list)
    trouble: Counter[str] = field(default_factory=Counter)

    @property
    def saves(self) -> int:
        return sum(map(len, self.saved.values()))

    def hear(self, line: dict[str, Any]) -> None:
        """One line of a log."""
        what = line["what"]
        if what == "started":
            self.attempts[line["candidate"]].add(line["attempt"])
        elif what == "receipt":
            self.receipts[line["attempt"]].add(line["receipt"])
        elif what == "fault":
            self.faults.append(f"attempt {line.get('attempt', '?')}: {line['text']}")
        elif what == "trouble":
            self.trouble.update(line["counts"])
        else:
            self._hear_answer(what, line)

    def _hear_answer(self, what: str, line: dict[str, Any]) -> None:
        spot = line["attempt"], line["question"]
        number = (*spot, line["sequence"])
        self.right[number] = line["right"]
        if what == "refused":
            self.refused.add(number)
        elif what == "saved":
            given = Given(line["sequence"], tuple(line["value"]), line["right"])
            self.saved[spot].append(given)


def read(logs: Iterable[Path]) -> Acknowledged:
    told = Acknowledged()
    for line in lines(logs):
        told.hear(line)
    return told


def lines(logs: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for log in logs:
        for text in log.read_text(encoding="utf-8").splitlines():
            yield json.loads(text)
