"""What the interface of the roster takes and gives, with the examples of its description."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from certificates import interface
from certificates.choices import Standing as CertificateStanding

AT_ONCE = 200  # lines and changes of one answer
POST: dict[str, Any] = {
    "organisation": "青石镇柳溪村人民调解委员会",
    "organisation_id": 17,
    "post": "member",
    "mode": "elected",
    "since": "2026-12-28",
    "until": None,
}
ON_DUTY: dict[str, Any] = {
    "standing": "on_duty",
    "day": "2027-01-04",
    "known_at": "2027-01-04T02:03:04Z",
    "posts": [POST | {"standing": "on_duty"}],
    "certificate": "valid",
    "query": "HY-270104-5Q7M2",
}
NOT_FOUND = ON_DUTY | {"standing": "not_found", "posts": [], "certificate": None}
MEMBER: dict[str, Any] = {
    "appointment": 4711,
    "name": "周桂芳",
    "certificate_number": "99010120260003187",
    "certificate": "valid",
    "certificate_until": "2029-12-24",
    "standing": "on_duty",
    "assessor": False,
    **POST,
}
MEMBERS: dict[str, Any] = {
    "organisation_id": 12,
    "day": "2027-01-04",
    "known_at": "2027-01-04T02:03:04Z",
    "members": [MEMBER],
    "after": None,
}
CHANGE: dict[str, Any] = {
    "cursor": "20270104-17",
    "what": "appointed",
    "recorded_at": "2027-01-04T02:03:04Z",
    "appointment": 4711,
    "name": "周桂芳",
    **POST,
    "day": "2026-12-28",
    "counts": True,
}
CHANGES: dict[str, Any] = {"changes": [CHANGE], "next": "20270104-17", "more": False}


def _examples(*values: Any) -> dict[str, Any]:
    return {"examples": list(values)}


class Label(StrEnum):
    """How somebody stands on a day. `left`: in office no more, for whatever reason; `learning`:
    not certified yet. `not_found` also stands for a number with another name."""

    ON_DUTY = "on_duty"
    SUSPENDED = "suspended"
    PENDING = "pending"
    LAPSED = "lapsed"
    QUALIFIED = "qualified"
    LEFT = "left"
    LEARNING = "learning"
    NONE = "none"
    NOT_FOUND = "not_found"


class What(StrEnum):
    """What happened to an appointment. `changed`: something else than these; read it anew."""

    APPOINTED = "appointed"
    ENDED = "ended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CORRECTED = "corrected"
    CHANGED = "changed"


class StandingQuestion(interface.Question):
    """A certificate as in `/certificates/verify`, and a day: today unless told. `known_at` leaves
    out what was recorded later; without it, what is known now."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra=_examples(
            {"number": interface.NUMBER, "name": interface.NAME, "day": "2027-01-04"},
            {"code": interface.CODE, "day": "2026-12-01", "known_at": "2026-12-31T16:00:00Z"},
        ),
    )

    day: date | None = None
    known_at: datetime | None = None


class Held(Schema):
    """A post that is held on the day. `until` is the last day of the term, null for an open one."""

    organisation: str
    organisation_id: int
    post: str = Field(description="chair, vice_chair, member, full_time, part_time")
    mode: str = Field(description="elected, hired")
    since: date
    until: date | None


class HeldAndStanding(Held):
    standing: Label


class StandingAnswer(Schema):
    """Whether somebody may mediate on a day: only `on_duty` says yes. It says nothing on any
    mediation agreement."""

    model_config = ConfigDict(json_schema_extra=_examples(ON_DUTY, NOT_FOUND))

    standing: Label
    day: date
    known_at: datetime
    posts: list[HeldAndStanding]
    certificate: CertificateStanding | None = Field(
        description="of the post certificate that counts on the day"
    )
    query: str = Field(description="number of this question, for telephone calls about it")


class MembersQuestion(Schema):
    """Whose roster: an organisation by its id or by its division code, with all below it; on which
    day. `after` is that of the page before."""

    model_config = ConfigDict(extra="forbid")

    organisation_id: int | None = Field(None, ge=1, le=2**53)
    division_code: str | None = Field(None, pattern=r"^[0-9]{6,12}$")
    day: date | None = None
    known_at: datetime | None = None
    after: int = Field(0, ge=0, le=2**53)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.organisation_id is None) == (self.division_code is None):
            raise ValueError("either organisation_id or division_code")
        return self


class Member(HeldAndStanding):
    """A post with its holder; never an ID number, a phone or a birth date."""

    appointment: int
    name: str
    certificate_number: str | None
    certificate: CertificateStanding | None
    certificate_until: date | None
    assessor: bool = Field(description="also a people's assessor on the day")


class Members(Schema):
    """A page of up to 200 posts, by the number of the appointment. `after` leads to the next page;
    null: this is the last."""

    model_config = ConfigDict(json_schema_extra=_examples(MEMBERS))

    organisation_id: int
    day: date
    known_at: datetime
    members: list[Member]
    after: int | None


class Change(Held):
    """Something that was recorded of an appointment, as the appointment stands now. `day`: from
    when it holds."""

    cursor: str
    what: What
    recorded_at: datetime
    appointment: int
    name: str
    day: date | None
    counts: bool = Field(description="false: recorded wrongly, and corrected since")


class Changes(Schema):
    """In the order in which they were sealed, a few seconds after they were recorded. Ask next with
    `since=next`; nothing comes twice, and nothing that was recorded late is left out. `more`: ask
    at once."""

    model_config = ConfigDict(json_schema_extra=_examples(CHANGES))

    changes: list[Change]
    next: str
    more: bool
