"""What a proposal to the roster says, in lines that anybody understands."""

from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.roster import correcting, proposed
from certificates.roster.choices import EndReason, ProposalAct
from certificates.roster.models import RosterProposal
from certificates.roster.writing import End
from portal.people.choices import AppointmentMode


class Told(NamedTuple):
    """One fact: what it is, how it stands today (empty for something new), how it would read."""

    title: Any
    before: str
    after: str


def told(proposal: RosterProposal) -> list[Told]:
    """The facts of a proposal; of a correction only those that would change."""
    if proposal.act == ProposalAct.ANNUL:
        return []
    if proposal.act == ProposalAct.END:
        return _new(_end(proposed.end_of(proposal.terms)))
    facts = _beginning(proposal.terms)
    end = proposal.terms.get("end")
    facts |= _end(proposed.end_of(end) if end else None)
    if proposal.act == ProposalAct.APPOINT or proposal.appointment is None:
        return _new(facts)
    standing = correcting.of_appointment(proposal.appointment)
    before = _facts(
        standing.mode,
        date_format(standing.starts),
        standing.terms.basis,
        date_format(standing.terms.term_ends) if standing.terms.term_ends else "",
        standing.terms.minority_member,
    ) | _end(standing.end)
    return [
        Told(title, before.get(title, ""), facts.get(title, ""))
        for title in {**facts, **before}
        if before.get(title, "") != facts.get(title, "")
    ]


def _new(facts: dict[Any, str]) -> list[Told]:
    return [Told(title, "", text) for title, text in facts.items() if text]


def _beginning(terms: dict[str, Any]) -> dict[Any, str]:
    ends = terms["term_ends"]
    return _facts(
        terms["mode"],
        date_format(proposed.day_of(terms["starts"])),
        terms["basis"],
        date_format(proposed.day_of(ends)) if ends else "",
        terms["minority_member"],
    )


def _facts(
    mode: str, starts: str, basis: str, term_ends: str, minority_member: bool | None
) -> dict[Any, str]:
    minority = {None: "", True: _("yes"), False: _("no")}[minority_member]
    return {
        pgettext("column", "Mode"): capfirst(str(AppointmentMode(mode).label)),
        _("In office from"): starts,
        _("Paper"): basis,
        _("Term ends before"): term_ends,
        _("Belongs to an ethnic group that is few here"): minority,
    }


def _end(end: End | None) -> dict[Any, str]:
    if end is None:
        return {}
    return {
        _("No longer in office from"): date_format(end.day),
        _("Reason of the end"): capfirst(str(EndReason(end.reason).label)),
        _("Deciding body"): end.deciding_body,
        _("Document number"): end.document_number,
        pgettext("ending", "Explanation"): end.note,
    }
