"""Tombstones: who was erased, kept outside the database, so that a restored backup is erased again.

One line of JSON each in `tombstones.jsonl` in the data directory: ids and moments, no name. The
file is saved apart from the database's backups (docs/privacy.md).
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Tombstone:
    """`recorded_at` (ISO) of the record beside its id: a restored row is known to be the same."""

    person: int
    recorded_at: str
    erased_at: str
    by: int
    second: int
    reason: str


def path() -> Path:
    return Path(settings.DATA_DIR) / "tombstones.jsonl"


def put(stones: Iterable[Tombstone]) -> None:
    """Append all at once and force to the disk, before the erasure commits."""
    with path().open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in stones)
        file.flush()
        os.fsync(file.fileno())


def all_stones() -> Iterator[Tombstone]:
    if path().is_file():
        for line in path().read_text(encoding="utf-8").splitlines():
            yield Tombstone(**json.loads(line))
