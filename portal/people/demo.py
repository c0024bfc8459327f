"""The demo city: a centre, a court, three townships, six villages, two committees, 40 people."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from portal import clock
from portal.people import organising, recording
from portal.people.models import Organisation, Person

CITY = Path(__file__).parent / "demo_city.toml"
WRITTEN_FOR = date(2026, 11, 23)
FOUNDED = datetime(2022, 1, 10, 1, 0, tzinfo=UTC)


def moved() -> timedelta:
    """How far the demo's days are moved so that it looks as on the day it was written for: whole
    weeks, so that weekdays stay. Ask before standing in the past.
    """
    return timedelta(weeks=(clock.today() - WRITTEN_FOR).days // 7)


@cache
def city() -> dict[str, Any]:
    """The demo city as it is written down: `organisations`, `posts`, `people`. Read once, since
    every `person(ref)` asks; nobody changes it."""
    return tomllib.loads(CITY.read_text(encoding="utf-8"))


def person(ref: str) -> Person:
    """The demo person with this ref (p01 … p40)."""
    entry = next(entry for entry in city()["people"] if entry["ref"] == ref)
    return Person.objects.unscoped("demo").get(name=entry["name"])


def organisation(ref: str) -> Organisation:
    """The demo organisation with this ref."""
    entry = next(entry for entry in city()["organisations"] if entry["ref"] == ref)
    found: Organisation = Organisation.objects.get(name=entry["name"])
    return found


def seed() -> None:
    written = city()
    nodes: dict[str, Organisation] = {}
    with clock.at(FOUNDED + moved()):
        for entry in written["organisations"]:
            nodes[entry["ref"]] = organising.found_organisation(
                entry["name"],
                entry["short"],
                entry["kind"],
                below=nodes.get(entry.get("below", "")),
                division_code=entry.get("code", ""),
                actor_id=None,
            )
        for entry in written["posts"]:
            for number in range(1, entry["count"] + 1):
                recording.open_post(nodes[entry["at"]], entry["kind"], number, actor_id=None)
        for entry in written["people"]:
            recording.register_person(
                entry["name"],
                nodes[entry["at"]],
                sex=entry["sex"],
                birth_date=entry["born"],
                latin_name=entry["latin"],
                phone=entry.get("phone", ""),
                actor_id=None,
            )
