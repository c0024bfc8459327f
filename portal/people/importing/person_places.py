"""Which organisation a name in a table means: certainly one, or a question with candidates."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from portal.people.choices import OrganisationAct, RowVerdict
from portal.people.importing.kinds import Bearer, Outcome, Reading, Remark, Setting
from portal.people.models import Organisation, OrganisationChange

BLANKS = re.compile(r"\s+")
MOST_CANDIDATES = 8


def plain(name: str) -> str:
    """A name for comparing: width and blanks aside."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


@dataclass
class Places:
    """The organisations that exist, by name, short name and former name."""

    by_id: dict[int, Organisation] = field(default_factory=dict)
    by_name: dict[str, Organisation] = field(default_factory=dict)
    by_short: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_former: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def find(self, name: str) -> tuple[Organisation | None, str, list[int]]:
        """The organisation, or why not (a word of wording.py) and who may be meant."""
        sought = plain(name)
        if sought in self.by_name:
            return self.by_name[sought], "", []
        alike = self.by_short.get(sought, [])
        if len(alike) == 1:
            return self.by_id[alike[0]], "", []
        if alike:
            return None, "place_ambiguous", alike
        former = self.by_former.get(sought, [])
        if former:
            return None, "place_old", former
        near = get_close_matches(sought, self.by_name, n=MOST_CANDIDATES, cutoff=0.5)
        return None, "place_unknown", [self.by_name[one].pk for one in near]


def read_places() -> Places:
    """All organisations that exist today, with their names of before."""
    places = Places()
    for one in Organisation.objects.filter(dissolved_on__isnull=True).order_by("path"):
        places.by_id[one.pk] = one
        places.by_name[plain(one.name)] = one
        places.by_short[plain(one.short_name)].append(one.pk)
    acts = (OrganisationAct.RENAMED, OrganisationAct.MERGED)
    changes = OrganisationChange.objects.filter(act__in=acts).select_related("organisation")
    for change in changes.order_by("day", "pk"):
        now = change.organisation.merged_into_id or change.organisation_id
        if now in places.by_id and now not in places.by_former[plain(change.before)]:
            places.by_former[plain(change.before)].append(now)
    return places


def offered(places: Places, candidates: list[int], bearer: Bearer) -> list[int]:
    """The candidates among which the bearer may choose."""
    return [pk for pk in candidates if bearer.reaches(places.by_id[pk].path)][:MOST_CANDIDATES]


class Placing:
    """Which organisation the rows of one run name. What nobody knows is asked (`questions`), what
    lies elsewhere is refused and counted (`foreign`)."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.places = read_places()
        self.questions: dict[str, dict[str, Any]] = {}
        self.foreign = 0

    def of(self, reading: Reading) -> tuple[Organisation | None, Outcome | None]:
        """The organisation of a row, None when it names none; or why not."""
        name = reading.values.get("place", "")
        if self.setting.homeless:
            return self.places.by_id.get(self.setting.home), None
        if not name:
            return None, None
        chosen = self.places.by_id.get(self.setting.places.get(name, 0))
        found, why, candidates = (chosen, "", []) if chosen else self.places.find(name)
        if found is None:
            self._ask(name, why, candidates)
            return None, _refused(why, name=name)
        if not self.setting.bearer.reaches(found.path):
            self.foreign += 1
            return None, _refused("no_right")
        return found, None

    def _ask(self, name: str, why: str, candidates: list[int]) -> None:
        near = offered(self.places, candidates, self.setting.bearer)
        asked = self.questions.setdefault(name, {"why": why, "rows": 0, "candidates": near})
        asked["rows"] += 1


def _refused(code: str, **facts: Any) -> Outcome:
    return Outcome(RowVerdict.REFUSED, problems=[Remark(code, "place", facts)])
