"""What the database itself holds about the roster, on SQLite and PostgreSQL alike; used by
migrations.

PostgreSQL has exclusion constraints, SQLite triggers of the same meaning; the same generated cases
test both. A later migration that lets SQLite rebuild one of these tables must put its guards up
again.
"""

from dataclasses import dataclass
from typing import Any

from portal.guards import Guard

EXCLUSION = """
ALTER TABLE {table} ADD CONSTRAINT {name}
EXCLUDE USING gist ({key} WITH =, daterange(starts, ends) WITH &&) {where}
"""
ALIVE = "superseded_at IS NULL"
OVERLAPPING = """
EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key} {also}
AND starts < coalesce(NEW.ends, '9999-12-31') AND NEW.starts < coalesce(ends, '9999-12-31'))
"""


@dataclass(frozen=True)
class NoOverlap:
    """Two rows of the same `key` never cover the same day; `flag` narrows it to rows where that
    column is true, `corrected` to rows that no correction has superseded."""

    name: str
    table: str
    key: str
    flag: str = ""
    corrected: bool = False

    def put_up(self, apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            self._trigger().put_up(apps, editor)
        else:
            narrowed = " AND ".join(part for part in (self.flag, ALIVE * self.corrected) if part)
            where = f"WHERE ({narrowed})" if narrowed else ""
            words = {"table": self.table, "name": self.name, "key": self.key, "where": where}
            editor.execute(EXCLUSION.format(**words))

    def take_down(self, apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            self._trigger().take_down(apps, editor)
        else:
            editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT IF EXISTS {self.name}")

    def _trigger(self) -> Guard:
        also = f"AND {self.flag} AND NEW.{self.flag}" if self.flag else ""
        if self.corrected:
            also += f" AND {ALIVE} AND NEW.{ALIVE}"
        broken = OVERLAPPING.format(table=self.table, key=self.key, also=also)
        return Guard(self.name, self.table, "INSERT", broken)


WORDS = {
    "sqlite": {"lock": "", "recorded_day": "date(NEW.recorded_at, '+8 hours')"},
    "postgresql": {
        "lock": " FOR SHARE OF c",
        "recorded_day": "(NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date",
    },
}


@dataclass(frozen=True)
class VendorGuard:
    """A guard whose SQL has a word of its own on each database: `lock` waits for whoever is
    changing the certificate `c`, `recorded_day` is the city's day on which the row is written."""

    name: str
    table: str
    act: str
    broken: str

    def put_up(self, apps: Any, editor: Any) -> None:
        words = WORDS[editor.connection.vendor]
        Guard(self.name, self.table, self.act, self.broken.format(**words)).put_up(apps, editor)

    def take_down(self, apps: Any, editor: Any) -> None:
        Guard(self.name, self.table, self.act, "").take_down(apps, editor)


def range_operators(_apps: Any, editor: Any) -> None:
    """PostgreSQL needs btree_gist to exclude over a plain column and a range together."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
