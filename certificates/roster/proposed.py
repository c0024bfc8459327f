"""What a proposal of two people says, read back from how it is kept; what the gate says to it."""

from datetime import date
from typing import Any

from certificates.roster import correcting
from certificates.roster.choices import ProposalAct
from certificates.roster.correcting import Right
from certificates.roster.gate import Gate, decide_gate
from certificates.roster.models import Appointment, RosterProposal
from certificates.roster.writing import End, Terms

WHY = "what is proposed to somebody who was let in by scope"


def terms_of(proposal: RosterProposal) -> Terms:
    """The terms of an appointment as proposed."""
    told = proposal.terms
    return Terms(
        told["basis"],
        day_of(told["term_ends"]) if told["term_ends"] else None,
        told["minority_member"],
    )


def end_of(told: dict[str, Any]) -> End:
    """An end as proposed."""
    return End(**(told | {"day": day_of(told["day"])}))


def day_of(text: str) -> date:
    """A day as proposals keep it."""
    return date.fromisoformat(text)


def entry_of(proposal: RosterProposal) -> Appointment:
    """The entry it is about, as it is now."""
    rows = Appointment.objects.unscoped(WHY).select_related("person", "post__organisation")
    return rows.select_related("organisation", "ending").get(proposals=proposal)


def right_of(proposal: RosterProposal) -> Right:
    """How the entry is to read; of proposals of older days no end was kept."""
    told = proposal.terms
    end = end_of(told["end"]) if told.get("end") else None
    return Right(told["mode"], day_of(told["starts"]), terms_of(proposal), end)


def gate_of(proposal: RosterProposal) -> Gate | None:
    """What the gate says now to what is proposed: for the second person, who stands for what is
    missing. None where nobody would take up a post."""
    if proposal.act == ProposalAct.APPOINT:
        right = right_of(proposal)
        return decide_gate(
            proposal.person, proposal.post, right.mode, right.starts, until=right.until
        )
    if proposal.act == ProposalAct.CORRECT:
        return correcting.gate_of(entry_of(proposal), right_of(proposal))
    return None
