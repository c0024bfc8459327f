"""Laws that no longer stand and where their rules are now; the data lie in `repealed.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from courses.statutes.numerals import article_label
from courses.statutes.titles import BY_SLUG

TABLE = Path(__file__).parent / "repealed.toml"


@dataclass(frozen=True)
class Place:
    """A part of the law that took over: articles `first` to `last`."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Repealed:
    """A repealed law. Nothing says which of its articles became which: its successor is a part of
    another law (`places`, at least one), never an article. `basis` repeals it on `repealed_on`."""

    name: str
    names: tuple[str, ...]
    repealed_on: date
    basis: str
    successor: str
    places: tuple[Place, ...]

    @property
    def now(self) -> str:
        """Where its rules stand now: 《民法典》物权编第二百零五条至第四百六十二条."""
        parts = (
            f"{place.name}{article_label(place.first)}至{article_label(place.last)}"
            for place in self.places
        )
        return f"《{BY_SLUG[self.successor].short}》" + "、".join(parts)


def _read() -> tuple[Repealed, ...]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["law"]
    return tuple(
        Repealed(
            name=row["names"][0],
            names=tuple(row["names"]),
            repealed_on=row["repealed_on"],
            basis=row["basis"],
            successor=row["successor"],
            places=tuple(Place(*place) for place in row["places"]),
        )
        for row in rows
    )


REPEALED = _read()
BY_NAME = {name: law for law in REPEALED for name in law.names}
