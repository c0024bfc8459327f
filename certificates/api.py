"""Verification for other systems: the same answers, the same limits as the pages."""

from datetime import date, datetime
from typing import Any

import structlog
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from certificates import answering, limiting, numbering, verification
from certificates.choices import Standing
from certificates.verification import Verdict

log = structlog.get_logger("hezhong.certificates")
router = Router(tags=["certificates"])


class Certificate(Schema):
    """What is printed on the certificate; never an ID number, a birth date or a score."""

    name: str
    title: dict[str, str] = Field(description="by language: zh, en")
    number: str
    organisation: str
    issued_on: date
    valid_from: date
    valid_until: date = Field(description="the last valid day")
    authority: dict[str, str] = Field(description="by language: zh, en")


class Answer(Schema):
    """The register's answer at the moment of asking.

    `not_found` also stands for a number with another name. It says nothing on any mediation
    agreement.
    """

    standing: Standing
    since: date | None = Field(description="day of suspension, revocation or reissue")
    certificate: Certificate | None
    asked_at: datetime
    query: str = Field(description="number of this question, for telephone calls about it")


class Problem(Schema):
    """Why there is no answer; with 503 and 429 nothing may be concluded about a certificate."""

    detail: str


class Question(Schema):
    """A number as printed, with or without blanks, and the holder's exact name."""

    model_config = ConfigDict(extra="forbid")

    number: str = Field(max_length=40)
    name: str = Field(max_length=50)


ANSWERS: Any = {200: Answer, 422: Problem, 429: Problem, 503: Problem}


@router.post("/verify", response=ANSWERS, summary="Verify by number and name")
def by_number(request: HttpRequest, response: HttpResponse, question: Question) -> Any:
    """The answer for a number together with a name; 422 when no number can look like this."""
    number = numbering.read_number(question.number)
    if number is None:
        return Status(422, Problem(detail="not a certificate number: check the digits"))
    return _answer(request, response, number, lambda: verification.by_number(number, question.name))


@router.get("/{code}", response=ANSWERS, summary="Verify by code")
def by_code(request: HttpRequest, response: HttpResponse, code: str) -> Any:
    """The answer for a public code as printed; 422 when no code can look like this."""
    cleaned = numbering.clean_code(code)
    if not numbering.is_code(cleaned):
        return Status(422, Problem(detail="not a code: check the characters"))
    beginning = cleaned[: numbering.GROUP]
    return _answer(request, response, beginning, lambda: verification.by_code(cleaned))


def _answer(request: HttpRequest, response: HttpResponse, beginning: str, look_up: Any) -> Any:
    try:
        wait = limiting.seconds_to_wait(request) or limiting.seconds_after_misses(beginning)
        verdict: Verdict | None = None if wait else look_up()
    except (DatabaseError, InterfaceError) as error:
        log.error("the register does not answer", error=type(error).__name__)
        response.headers["Retry-After"] = "60"
        return Status(
            503, Problem(detail="cannot be verified now; do not conclude anything from this")
        )
    response.headers["Cache-Control"] = "no-store"
    if verdict is None:
        response.headers["Retry-After"] = str(wait)
        return Status(429, Problem(detail=f"too many questions; try again in {wait} s"))
    answering.note(request, verdict, beginning)
    return Answer(
        standing=verdict.standing,
        since=verdict.since,
        certificate=Certificate(**vars(verdict.printed)) if verdict.printed else None,
        asked_at=verdict.asked_at,
        query=verdict.query,
    )
