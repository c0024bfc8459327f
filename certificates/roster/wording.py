"""The gate's answer in the reader's words, each missing thing with the way to mend it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.roster.choices import RequirementState
from certificates.roster.gate import Gate, Requirement
from portal.people.choices import AppointmentMode, Have
from portal.templatetags.look import grouped_number


@dataclass(frozen=True)
class Line:
    """One line of the gate list; `url` mends what is missing."""

    title: Any
    text: str
    state: str
    blocks: bool
    url: str = ""
    action: str = ""

    @property
    def stands_in_the_way(self) -> bool:
        return self.state == RequirementState.MISSING and self.blocks

    @property
    def mark(self) -> str:
        """The icon before the line."""
        if self.state == RequirementState.MET:
            return "check"
        return "dash" if self.state == RequirementState.NOT_NEEDED else "warn"


def gate_lines(gate: Gate, back: str = "") -> list[Line]:
    """The whole list, in the gate's order; the way to a missing have leads back to `back`."""
    return [_line(found, gate, back) for found in gate.requirements]


def have_line(found: Requirement, back: str = "") -> Line:
    """One of the four haves of a post; `back` is our own address to return to once it is mended."""
    title = Have(found.id.removeprefix("have.")).label
    if found.state == RequirementState.MET:
        return Line(title, found.evidence, found.state, found.blocks)
    if found.state == RequirementState.NOT_NEEDED:
        return Line(title, _("not applicable"), found.state, found.blocks)
    url = reverse("roster_post", args=[found.mend])
    if back:
        url += "?" + urlencode({"next": back})
    return Line(title, _("not entered yet"), found.state, found.blocks, url, _("Enter it"))


def _line(found: Requirement, gate: Gate, back: str) -> Line:
    if found.id.startswith("have."):
        return have_line(found, back)
    return _WORDS[found.id](found, gate)


def _mode(found: Requirement, gate: Gate) -> Line:
    title = _("Way into the post")
    if found.state == RequirementState.MET:
        return Line(title, str(AppointmentMode(gate.mode).label), found.state, found.blocks)
    text = _(
        "This post is filled by hiring. Only members of village, community, enterprise and"
        " institution committees are elected."
    )
    return Line(title, text, found.state, found.blocks)


def _certificate(found: Requirement, gate: Gate) -> Line:
    title = _("Post certificate")
    if found.state == RequirementState.MET:
        number, until = found.evidence.split()
        text = _("No. %(number)s, valid until %(day)s") % {
            "number": grouped_number(number),
            "day": date_format(date.fromisoformat(until)),
        }
        return Line(title, text, found.state, found.blocks)
    url = reverse("roster_person", args=[gate.person_id])
    if found.blocks:
        text = _("None that is valid on that day. The certificate follows from passing the exam.")
    elif gate.until:
        text = _("None that was valid then. The person was in office and not on duty.")
    else:
        text = _("Not yet. The person is recorded now and is on duty once it has been issued.")
    return Line(title, text, found.state, found.blocks, url, _("See the person"))


def _age(found: Requirement, _gate: Gate) -> Line:
    title = pgettext("requirement", "Age")
    text = _("%(age)s years") % {"age": found.evidence}
    if found.state == RequirementState.MISSING:
        text = _("%(age)s years: a mediator must be of age.") % {"age": found.evidence}
    return Line(title, text, found.state, found.blocks)


def _vacant(found: Requirement, gate: Gate) -> Line:
    title = pgettext("requirement", "Vacant post")
    if found.state == RequirementState.MET:
        return Line(title, _("Nobody holds it that day."), found.state, found.blocks)
    if gate.until or found.mend is None:
        text = _(
            "%(name)s held it on some of these days. Choose other days, or correct that entry."
        ) % {"name": found.evidence}
        return Line(title, text, found.state, found.blocks)
    text = _("Held by %(name)s. Record the end of that appointment first.") % {
        "name": found.evidence
    }
    url = reverse("roster_end", args=[found.mend])
    return Line(title, text, found.state, found.blocks, url, _("Record the end"))


def _full_time(found: Requirement, gate: Gate) -> Line:
    title = _("No second full-time post")
    if found.state == RequirementState.MISSING:
        text = _("Full-time at %(place)s already.") % {"place": found.evidence}
        url = reverse("roster_person", args=[gate.person_id])
        return Line(title, text, found.state, found.blocks, url, _("See the person"))
    met = found.state == RequirementState.MET
    text = _("Not full-time elsewhere.") if met else _("not applicable")
    return Line(title, text, found.state, found.blocks)


def _age_max(found: Requirement, _gate: Gate) -> Line:
    age, most = found.evidence.split()
    text = _("%(age)s years; the city's bound is %(most)s.") % {"age": age, "most": most}
    return Line(pgettext("requirement", "Age"), text, found.state, found.blocks)


def _quota(found: Requirement, _gate: Gate) -> Line:
    title = _("Number of such posts")
    if found.state == RequirementState.NOT_NEEDED:
        return Line(title, _("not applicable"), found.state, found.blocks)
    number, most = found.evidence.split()
    text = _("With this one %(number)s are held here, of at most %(most)s.")
    return Line(title, text % {"number": number, "most": most}, found.state, found.blocks)


def _other_person(found: Requirement, _gate: Gate) -> Line:
    title = _("Not replaced here before")
    if found.state == RequirementState.MET:
        return Line(title, _("Nobody succeeds himself here."), found.state, found.blocks)
    day = date_format(date.fromisoformat(found.evidence))
    text = _("The same person was replaced at this post on %(day)s.") % {"day": day}
    return Line(title, text, found.state, found.blocks)


def _alive(found: Requirement, gate: Gate) -> Line:
    day = date_format(date.fromisoformat(found.evidence))
    text = _(
        "An ending says that the person died, on %(day)s. If that was entered wrongly, correct it"
        " first."
    )
    url = reverse("roster_person", args=[gate.person_id])
    title = pgettext("requirement", "Person")
    return Line(title, text % {"day": day}, found.state, found.blocks, url, _("See the person"))


def _place(found: Requirement, _gate: Gate) -> Line:
    day = date_format(date.fromisoformat(found.evidence))
    text = _("The organisation is no more since %(day)s. Please choose a post elsewhere.")
    title = pgettext("column", "Organisation")
    return Line(title, text % {"day": day}, found.state, found.blocks)


def _open(found: Requirement, _gate: Gate) -> Line:
    day = date_format(date.fromisoformat(found.evidence))
    text = _("Closed from %(day)s. A closed post is not filled again; set up a new one.")
    url = reverse("roster_ending", args=[found.mend])
    title = pgettext("requirement", "Post")
    return Line(title, text % {"day": day}, found.state, found.blocks, url, _("See the closing"))


_WORDS = {
    "mode": _mode,
    "alive": _alive,
    "place": _place,
    "open": _open,
    "certificate": _certificate,
    "age": _age,
    "vacant": _vacant,
    "full_time": _full_time,
    "age_max": _age_max,
    "quota": _quota,
    "other_person": _other_person,
}
