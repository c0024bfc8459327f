"""The articles the demo cites, as gists in our own words; official texts replace them."""

import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path

from courses.statutes.importing import Gist, put_gists
from courses.statutes.titles import BY_SLUG

GISTS = Path(__file__).parent.parent / "demo_content" / "gists"

# Adopted or last amended on, in force since.
DATES: dict[str, tuple[date | None, date | None]] = {
    "mediation-law": (date(2010, 8, 28), date(2011, 1, 1)),
    "civil-code": (date(2020, 5, 28), date(2021, 1, 1)),
    "civil-procedure": (date(2023, 9, 1), date(2024, 1, 1)),
    "assessor-law": (date(2018, 4, 27), date(2018, 4, 27)),
    "assessor-interpretation": (date(2019, 2, 18), date(2019, 5, 1)),
    "committee-regulation": (date(1989, 5, 5), date(1989, 6, 17)),
    "invited-mediation": (None, date(2016, 7, 1)),
    "judicial-confirmation": (date(2011, 3, 21), date(2011, 3, 30)),
    "labour-mediation-arbitration": (date(2007, 12, 29), date(2008, 5, 1)),
}


def gists() -> dict[str, list[Gist]]:
    """The gists by statute, in the order of DATES; of two for one article the first file's."""
    found: dict[str, dict[int, Gist]] = defaultdict(dict)
    for path in sorted(GISTS.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["gist"]:
            gist = Gist(entry["statute"], entry["article"], entry["heading"], entry["text"].strip())
            found[gist.slug].setdefault(gist.number, gist)
    return {slug: list(found[slug].values()) for slug in DATES if slug in found}


def seed() -> None:
    for slug, held in gists().items():
        adopted_on, in_force_on = DATES[slug]
        put_gists(BY_SLUG[slug], held, adopted_on=adopted_on, in_force_on=in_force_on)
