"""The tree as it is drawn, and what is remarkable about one organisation: name and staffing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal import clock
from portal.people.choices import OrganisationKind, PostKind, Sex
from portal.people.models import Organisation
from portal.policy.rules import rule

MEMBERS = (PostKind.CHAIR, PostKind.VICE_CHAIR, PostKind.MEMBER)
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
    if not row.is_committee or row.kind == OrganisationKind.CITY:
        return ""
    ending = rule("committee.name_ending", on=clock.today()).text
    if row.name.endswith(ending):
        return ""
    return _("The name of such a committee usually ends in %(ending)s.") % {"ending": ending}


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


def member_hints(row: Organisation, holders: list[tuple[str, str]]) -> list[str]:
    """What lacks among the members of a committee (People's Mediation Law art. 8); `holders` has
    kind of post and sex. Nothing is said of a committee of which no member is recorded yet."""
    members = [(kind, sex) for kind, sex in holders if kind in MEMBERS]
    if not members or row.kind == OrganisationKind.CITY:
        return []
    chairs = sum(kind == PostKind.CHAIR for kind, _sex in members)
    women = sum(sex == Sex.FEMALE for _kind, sex in members)
    today = clock.today()
    least = rule("committee.members_min", on=today)
    most = rule("committee.members_max", on=today)
    chair = rule("committee.chair", on=today)
    woman = rule("committee.women_min", on=today)
    found = []
    if not least.number <= len(members) <= most.number:
        found.append(
            _("Members in office: %(there)s; there should be %(least)s to %(most)s (%(basis)s).")
            % {"there": len(members), "least": least.number, "most": most.number,
               "basis": least.basis}
        )  # fmt: skip
    if chairs != chair.number:
        found.append(
            _("Chairs in office: %(there)s; there should be %(least)s (%(basis)s).")
            % {"there": chairs, "least": chair.number, "basis": chair.basis}
        )
    if women < woman.number:
        found.append(
            _("Women among the members: %(there)s; there should be at least %(least)s (%(basis)s).")
            % {"there": women, "least": woman.number, "basis": woman.basis}
        )
    return found
