"""The acts of keepers that tests of the roster begin with."""

from datetime import timedelta
from typing import Any

from certificates.roster import appointing, ending, proposing
from certificates.roster.models import Appointment, AppointmentEnding, RosterProposal
from certificates.roster.refusing import Signed
from certificates.roster.writing import End
from portal import clock
from portal.accounts.models import User
from portal.people.choices import Have
from portal.people.models import Person, Post
from tests.certificates.roster import city

DAY = timedelta(days=1)


def keeper(name: str) -> User:
    return User.objects.get_or_create(username=name)[0]


EVERYTHING = frozenset({"certificate", "age_max", "quota", "other_person"}) | {
    f"have.{have}" for have in Have
}


def signed(reason: str = "补录") -> Signed:
    """Both have seen all that may be missing."""
    return Signed(keeper("first").pk, keeper("second").pk, reason, EVERYTHING)


def elected_ago(person: Person, post: Post, days: int) -> Appointment:
    """Elected `days` ago, on that very day."""
    with clock.at(clock.now() - days * DAY):
        return city.elect(person, post)


def past_the_gate(person: Person, post: Post) -> Appointment:
    """Hired today without what the gate asks, by two people."""
    return appointing.appoint(
        person,
        post,
        mode="hired",
        starts=clock.today(),
        basis="聘书1号",
        actor_id=None,
        signed=signed("急用"),
    )


def told(**values: Any) -> dict[str, Any]:
    """How an appointment ends."""
    return {
        "day": clock.today(),
        "reason": "resigned",
        "deciding_body": "村民代表会议",
        "actor_id": None,
    } | values


def end(row: Appointment, **values: Any) -> AppointmentEnding:
    return ending.end_appointment(row, **told(**values))


def an_end(**values: Any) -> End:
    told_so = told(**values)
    del told_so["actor_id"]
    return End(**told_so)


def propose(person: Person, post: Post, **values: Any) -> RosterProposal:
    words: dict[str, Any] = {
        "mode": "elected",
        "starts": clock.today() - 10 * DAY,
        "basis": "会议记录",
        "reason": "上月会议，今日补录",
        "actor_id": keeper("first").pk,
    }
    return proposing.propose_appointment(person, post, **(words | values))
