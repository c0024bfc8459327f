"""What the interface takes and gives, with the examples of its description."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, model_validator

from certificates.choices import CertificateKind, Standing

AT_ONCE = 1_000  # questions of one call
WILDCARDS = re.compile("[*?%＊？％]")
NUMBER, CODE, NAME = "99010120260003187", "7K3M-Q2XD-9HTB-4WNE", "周桂芳"
CERTIFICATE: dict[str, Any] = {
    "name": NAME,
    "title": {"zh": "人民调解员上岗证", "en": "Post Certificate of a People’s Mediator"},
    "number": NUMBER,
    "organisation": "青石镇柳溪村人民调解委员会",
    "issued_on": "2026-12-25",
    "valid_from": "2026-12-25",
    "valid_until": "2029-12-24",
    "authority": {"zh": "示例市司法局", "en": "Shili City Justice Bureau"},
    "kind": "post",
}
VALID: dict[str, Any] = {
    "standing": "valid",
    "since": None,
    "printed_anew": None,
    "certificate": CERTIFICATE,
    "asked_at": "2027-01-04T02:03:04Z",
    "query": "HY-270104-5Q7M2",
    "hint": None,
}
NOT_FOUND = VALID | {"standing": "not_found", "certificate": None, "query": "HY-270104-9T2XD"}
VALID_OF_MANY = VALID | {"rests": None, "again_in": None}
RESTS = VALID_OF_MANY | {
    "standing": None,
    "certificate": None,
    "query": None,
    "rests": "endings_spent",
    "again_in": 3_600,
}
QUESTIONS = [
    {"code": CODE},
    {"number": NUMBER, "name": NAME},
    {"number": NUMBER, "ending": "05002X"},
]


def _examples(*values: Any) -> dict[str, Any]:
    return {"examples": list(values)}


class Rest(StrEnum):
    """Why a number is not asked for a while."""

    MISSES = "misses_spent"
    ENDINGS = "endings_spent"


class Certificate(Schema):
    """What is printed on the certificate; never an ID number, a birth date or a score."""

    model_config = ConfigDict(json_schema_extra=_examples(CERTIFICATE))

    name: str
    title: dict[str, str] = Field(description="by language: zh, en")
    number: str
    organisation: str
    issued_on: date
    valid_from: date
    valid_until: date = Field(description="the last valid day; 9999-12-31: without end")
    authority: dict[str, str] = Field(description="by language: zh, en")
    kind: CertificateKind = Field(
        CertificateKind.POST, description="whoever is on duty needs a valid one of the kind `post`"
    )


class Told(Schema):
    """What the register says, at the moment of asking."""

    since: date | None = Field(description="day of suspension, revocation or reissue")
    printed_anew: date | None = Field(
        description="day of the print in force, when it is not the first: compare with it"
    )
    certificate: Certificate | None
    asked_at: datetime
    hint: str | None = Field(
        description="where to look again in what cannot be a code or number at all"
    )


class Answer(Told):
    """The register's answer at the moment of asking.

    `not_found` also stands for a number with another name. It says nothing on any mediation
    agreement.
    """

    model_config = ConfigDict(json_schema_extra=_examples(VALID, NOT_FOUND))

    standing: Standing
    query: str = Field(description="number of this question, for telephone calls about it")


class AnswerOfMany(Told):
    """As `Answer`; of a number that rests `standing` and `query` are null: it was not asked, costs
    nothing of the quota, and nothing may be concluded of its certificate."""

    model_config = ConfigDict(json_schema_extra=_examples(VALID_OF_MANY, RESTS))

    standing: Standing | None
    query: str | None
    rests: Rest | None = Field(
        description="too much was asked in vain about this number, by whomever"
    )
    again_in: int | None = Field(description="seconds until a number that rests may be asked")


class Answers(Schema):
    """As many answers as questions, in their order."""

    model_config = ConfigDict(json_schema_extra=_examples({"answers": [VALID_OF_MANY, RESTS]}))

    answers: list[AnswerOfMany]


def _without_wildcards(name: str) -> str:
    """`*`, `?` and `%` stand in nobody's name; whoever sends them hopes for several answers."""
    if WILDCARDS.search(name):
        raise ValueError("a whole name: there are no wildcards")
    return name


class Question(Schema):
    """A code as printed; or a number as printed together with the holder's exact name, with the
    last six signs of the holder's ID document, or with both. Blanks and hyphens make no
    difference; there are no wildcards."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_examples(*QUESTIONS))

    code: str | None = Field(None, max_length=40)
    number: str | None = Field(None, max_length=40)
    name: Annotated[str, AfterValidator(_without_wildcards)] | None = Field(None, max_length=50)
    ending: str | None = Field(None, max_length=40, description="instead of the name, or with it")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_code, by_number = self.code is not None, self.number is not None
        has_second = self.name is not None or self.ending is not None
        if by_code == by_number or has_second != by_number:
            raise ValueError("either a code, or a number together with a name or an ending")
        return self


class Questions(Schema):
    """Up to 1,000 questions. A number may stand there with one name or ending only."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra=_examples({"questions": QUESTIONS[:2]})
    )

    questions: list[Question] = Field(min_length=1, max_length=AT_ONCE)


class Problem(Schema):
    """Problem details after RFC 9457: why there is no answer. Nothing may be concluded from it
    about a certificate."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="for a human: what happened, and what to do")
    reason: str | None = Field(None, description="for a program")
    errors: list[dict[str, str]] | None = Field(None, description="with 422: at and what")
    begins_anew: datetime | None = Field(None, description="with 429 for a spent quota")


PROBLEMS: dict[int, dict[str, Any]] = {
    400: {"title": "Bad Request", "detail": "the body is no JSON"},
    401: {"title": "Unauthorized", "reason": "no_key", "detail": "send the key of your office"},
    422: {
        "title": "Unprocessable Content",
        "reason": "not_clear",
        "detail": "what was sent does not fit",
        "errors": [{"at": "body.age", "what": "Extra inputs are not permitted"}],
    },
    429: {
        "title": "Too Many Requests",
        "reason": "quota_spent",
        "detail": "the quota of the day is spent",
        "begins_anew": "2027-01-05T00:00:00+08:00",
    },
    500: {"title": "Internal Server Error", "detail": "a fault on our side"},
    503: {
        "title": "Service Unavailable",
        "reason": "register_silent",
        "detail": "cannot be verified now; do not conclude anything from this",
    },
}
WHEN = {
    400: "The body could not be read.",
    401: "No key, or one that is unknown, ended or past its last day.",
    422: "A field is unknown or missing, or this can be no code or number.",
    429: "The quota of the day is spent, or too much was asked in vain. `Retry-After` says when; "
    "with `endings_spent` the member `numbers` says for which certificates.",
    500: "A fault on our side. Conclude nothing from it.",
    503: "The register does not answer. Conclude nothing from it; ask again.",
}
LEFT = {
    "X-Quota-Left": {
        "description": "how many certificates the key may still ask for today",
        "schema": {"type": "integer"},
    }
}
AFTER = {"Retry-After": {"description": "in seconds", "schema": {"type": "integer"}}}


def described(*, body: bool, example: Any) -> dict[str, Any]:
    """What the description of an operation says beside what ninja reads off its types."""
    answers: dict[int, Any] = {
        200: {
            "headers": LEFT,
            "content": {"application/json": {"example": example}},
        }
    }
    for status, told in PROBLEMS.items():
        if status == 400 and not body:  # noqa: PLR2004 - the status of a body no one can read
            continue
        answers[status] = {
            "description": WHEN[status],
            "content": {
                "application/problem+json": {
                    "schema": Problem.model_json_schema(),
                    "example": {"type": "about:blank", "status": status, **told},
                }
            },
        }
    answers[429]["headers"] = answers[503]["headers"] = AFTER
    return {"responses": answers}
