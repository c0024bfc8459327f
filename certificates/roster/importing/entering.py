"""Where a table of the roster meets the verbs of the roster: the same acts as on the desk."""

from dataclasses import dataclass
from datetime import date

from certificates.roster import appointing, replacing
from certificates.roster.models import Appointment
from portal.people.models import Person, Post


@dataclass(frozen=True)
class Ending:
    """An appointment to be ended from a day on."""

    appointment: Appointment
    day: date
    reason: str
    body: str
    document: str

    def write(self, actor_id: int) -> None:
        """Raises Refused."""
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
    """A post to be taken up from a day on."""

    person: Person
    post: Post
    mode: str
    starts: date
    basis: str
    term_ends: date

    def write(self, actor_id: int) -> None:
        """Raises Refused."""
        appointing.appoint(
            self.person,
            self.post,
            mode=self.mode,
            starts=self.starts,
            basis=self.basis,
            term_ends=self.term_ends,
            actor_id=actor_id,
        )
