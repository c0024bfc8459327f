"""Where a table of the roster meets the verbs of the roster: the same acts as on the desk. With
`late`, why a past day is entered only now, an act is proposed, and a second person decides."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from certificates.roster import appointing, proposing, replacing
from certificates.roster.models import Appointment
from certificates.roster.writing import End
from portal.people.models import Person, Post


@dataclass(frozen=True)
class Ending:
    """An appointment to be ended from a day on."""

    appointment: Appointment
    day: date
    reason: str
    body: str
    document: str
    late: str = ""

    @property
    def where(self) -> tuple[int, int]:
        """Post and person."""
        return self.appointment.post_id, self.appointment.person_id

    def write(self, actor_id: int) -> None:
        """Raises Refused."""
        if self.late:
            end = End(self.day, self.reason, self.body, self.document)
            proposing.propose_end(self.appointment, end, reason=self.late, actor_id=actor_id)
            return
        replacing.end(
            self.appointment,
            day=self.day,
            reason=self.reason,
            deciding_body=self.body,
            document_number=self.document,
            actor_id=actor_id,
        )


@dataclass(frozen=True)
class Taking:
    """A post to be taken up from a day on, or one that was left already, with its end."""

    person: Person
    post: Post
    mode: str
    starts: date
    basis: str
    term_ends: date
    late: str = ""
    end: End | None = None

    @property
    def where(self) -> tuple[int, int]:
        """Post and person."""
        return self.post.pk, self.person.pk

    def write(self, actor_id: int) -> None:
        """Raises Refused."""
        told: Any = {"mode": self.mode, "starts": self.starts, "basis": self.basis}
        told |= {"term_ends": self.term_ends, "actor_id": actor_id}
        if self.late:
            told |= {"end": self.end, "reason": self.late}
            proposing.propose_appointment(self.person, self.post, **told)
        else:
            appointing.appoint(self.person, self.post, **told)


@dataclass
class Steps:
    """What a row does: ends first, of the whole table, then who takes up a post."""

    endings: list[Ending] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)
