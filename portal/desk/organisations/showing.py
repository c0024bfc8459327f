"""The tree as it is drawn, and what is remarkable about one organisation: name and staffing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal import clock
from portal.people.choices import OrganisationKind, PostKind
from portal.people.models import Organisation
from portal.policy.rules import rule

ENDING = "人民调解委员会"  # Ministry of Justice, opinions on carrying out the Mediation Law, 6
SECTORAL = (
    OrganisationKind.REGIONAL, OrganisationKind.SECTORAL, OrganisationKind.PROFESSIONAL,
)  # fmt: skip
TOWNSHIP = (OrganisationKind.TOWNSHIP, OrganisationKind.SUBDISTRICT)


@dataclass
class Node:
    """An organisation with those below it; `open` when it is shown unfolded."""

    organisation: Organisation
    below: list["Node"] = field(default_factory=list)
    open: bool = False


def tree(rows: Iterable[Organisation]) -> list[Node]:
    """Rows in the order of their paths as a forest; the first level is unfolded."""
    roots: list[Node] = []
    known: dict[str, Node] = {}
    for row in rows:
        node = known[row.path] = Node(row)
        above = known.get(row.path[: -Organisation.steplen])
        node.open = above is None
        (roots if above is None else above.below).append(node)
    return roots


def naming_hint(row: Organisation) -> str:
    """How such a committee is usually named; empty when it is. A hint, never a refusal: the rule is
    a ministry's opinion (司法部贯彻实施人民调解法的意见, 6)."""
    if not row.is_committee or row.kind == OrganisationKind.CITY or row.name.endswith(ENDING):
        return ""
    return _("The name of such a committee usually ends in %(ending)s.") % {"ending": ENDING}


def least_staff(kind: str) -> tuple[int, str] | None:
    """How many full-time posts such a committee should have today, and on which basis."""
    today = clock.today()
    if kind == OrganisationKind.CITY:
        found = rule("staffing.city_centre", on=today)
    elif kind in TOWNSHIP:
        found = rule("staffing.township", on=today)
    elif kind in SECTORAL:
        found = rule("staffing.sectoral", on=today)
    else:
        return None
    return found.number, found.basis


def staffing_hint(row: Organisation, posts: dict[str, int]) -> str:
    """What lacks in full-time posts; empty when nothing does or no rule speaks of the kind."""
    least = least_staff(row.kind)
    there = posts.get(PostKind.FULL_TIME, 0)
    if least is None or there >= least[0]:
        return ""
    return _("%(there)s full-time posts; there should be %(least)s (%(basis)s).") % {
        "there": there, "least": least[0], "basis": least[1],
    }  # fmt: skip
