"""Which organisation a name in a table means: certainly one, or a question with candidates."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches

from portal.people.choices import OrganisationAct
from portal.people.importing.kinds import Bearer
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
