"""Verification for programs of offices: the same answers as the pages, with a key and a quota."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import Router
from ninja.security import HttpBearer

from certificates import answering, interface, limiting, numbering, verification
from certificates.asking import keying, spending
from certificates.asking.keying import Held
from certificates.forms import ENDINGS_SPENT, SIX_SIGNS, code_advice, is_ending
from certificates.interface import (
    Answer,
    AnswerOfMany,
    Answers,
    Certificate,
    Question,
    Questions,
    Rest,
)
from certificates.verification import Verdict
from portal import clock
from portal.people import identity
from portal.problems import Refused, problem

NOT_READ = "?"


class OfficeKey(HttpBearer):
    """The key of an office, as `Authorization: Bearer hz_…`."""

    def __call__(self, request: HttpRequest) -> Held:
        found = super().__call__(request)
        if isinstance(found, Held):
            return found
        wait = limiting.seconds_to_wait(request)
        if wait:
            raise Refused(_too_many(wait, "tries_spent"))
        raise Refused(no_key())

    def authenticate(self, request: HttpRequest, token: str) -> Held | None:
        return keying.held(token)


router = Router(tags=["certificates"], auth=OfficeKey())


@router.post(
    "/verify",
    response=Answer,
    summary="Verify one certificate",
    openapi_extra=interface.described(body=True, example=interface.VALID),
)
def one(request: HttpRequest, response: HttpResponse, question: Question) -> Any:
    """By its code, or by its number together with the holder's exact name, the last six signs of
    the holder's ID document, or both: then both must agree."""
    asked, hint = understood(question)
    if hint:
        raise Refused(cannot_be(hint))
    return _one(request, response, asked)


@router.post(
    "/verify-many",
    response=Answers,
    summary="Verify up to 1,000 certificates",
    openapi_extra=interface.described(
        body=True, example={"answers": [interface.VALID, interface.NOT_FOUND]}
    ),
)
def many(request: HttpRequest, response: HttpResponse, questions: Questions) -> Any:
    """As many answers as questions, in their order; each that was asked counts for the quota. What
    can be no code or number at all is `not_found` with a hint; a number about which too much was
    asked in vain rests, and is not asked."""
    read = [understood(question) for question in questions.questions]
    _refuse_two_seconds([one for one, _hint in read])
    resting = _resting([one for one, _hint in read])
    asked = [one for (one, _hint), rest in zip(read, resting, strict=True) if not rest]
    given = iter(_some(request, response, asked) if asked else ())
    shown = [
        _rests(rest)
        if rest
        else AnswerOfMany(**dict(_shown(next(given), hint)), rests=None, again_in=None)
        for (_one_read, hint), rest in zip(read, resting, strict=True)
    ]
    return Answers(answers=shown)


def _refuse_two_seconds(asked: Sequence[verification.Question]) -> None:
    """Or a list would be a way to guess. Raises Refused."""
    seconds: dict[str, tuple[str, str]] = {}
    given = ((one.number, (one.name, one.ending)) for one in asked if one.number)
    if any(seconds.setdefault(number, second) != second for number, second in given):
        raise Refused(cannot_be(_("A number stands there with two names. Please ask for one.")))


def _resting(asked: Sequence[verification.Question]) -> list[Rest | None]:
    """Why each question is not asked now."""
    missed = limiting.too_often_missed({number for one in asked if (number := guessed(one))})
    ended = limiting.take_endings({one.number for one in asked if one.ending} - missed)

    def rest(one: verification.Question) -> Rest | None:
        if one.number in missed:
            return Rest.MISSES
        return Rest.ENDINGS if one.ending and one.number in ended else None

    return [rest(one) for one in asked]


def _rests(why: Rest) -> AnswerOfMany:
    wait = limiting.HOUR if why == Rest.ENDINGS else limiting.seconds_until_next(limiting.MINUTE)
    return AnswerOfMany(
        standing=None,
        since=None,
        printed_anew=None,
        certificate=None,
        asked_at=clock.now(),
        query=None,
        hint=None,
        rests=why,
        again_in=wait,
    )


@router.get(
    "/{code}",
    response=Answer,
    summary="Verify one certificate by its code",
    openapi_extra=interface.described(body=False, example=interface.VALID),
)
def by_code(request: HttpRequest, response: HttpResponse, code: str) -> Any:
    """The code as printed, with or without hyphens."""
    if request.GET:
        raise Refused(cannot_be(_("This address takes nothing behind the question mark.")))
    asked, hint = _read_code(code)
    if hint:
        raise Refused(cannot_be(hint))
    return _one(request, response, asked)


def understood(question: Question) -> tuple[verification.Question, str]:
    """What is looked for, and, when it can be nothing at all, where to look again."""
    if question.code is not None:
        return _read_code(question.code)
    number = numbering.read_number(question.number or "")
    if number is None:
        hint = _("This cannot be a certificate number. Compare all 17 digits with the paper.")
        return verification.Question(number=NOT_READ), hint
    name = question.name or ""
    if question.ending is None:
        return verification.Question(number=number, name=name), ""
    ending = identity.normalised(question.ending)
    if not is_ending(ending):
        return verification.Question(number=NOT_READ), str(SIX_SIGNS)
    return verification.Question(number=number, name=name, ending=ending), ""


def _read_code(code: str) -> tuple[verification.Question, str]:
    cleaned = numbering.clean_code(code)
    hint = "" if numbering.is_code(cleaned) else code_advice(code)
    return verification.Question(code=cleaned or NOT_READ), hint


def guessed(question: verification.Question) -> str:
    """The number whose name might be guessed; what could not be read is nobody's."""
    return "" if question.number == NOT_READ else question.number


def _one(request: HttpRequest, response: HttpResponse, asked: verification.Question) -> Any:
    """Limits first; the answer is given when the quota pays for it. An ending counts as tried only
    where a wrong one was answered."""
    hold_limits(asked)

    def answered() -> list[Verdict]:
        verdict = look_up(asked)
        key: Held = request.auth  # type: ignore[attr-defined]
        left = answering.answer_with_key(request, key, verdict, guessed(asked))
        say_left(response, key, left)
        return [verdict]

    (verdict,) = answering.counting_back([asked], answered)
    return _shown(verdict, "")


def look_up(asked: verification.Question) -> Verdict:
    if asked.code:
        return verification.by_code(asked.code)
    if asked.ending:
        return verification.by_document(asked.number, asked.ending, asked.name)
    return verification.by_number(asked.number, asked.name)


def _some(
    request: HttpRequest, response: HttpResponse, asked: Sequence[verification.Question]
) -> list[Verdict]:
    """The limit for everybody first, then the quota, then the register. Raises Refused."""

    def answered() -> list[Verdict]:
        wait = limiting.seconds_for_a_key(())
        if wait:
            raise Refused(_too_many(wait, Rest.MISSES))
        key: Held = request.auth  # type: ignore[attr-defined]
        say_left(response, key, spending.spend(key, len(asked)))
        verdicts = verification.many(asked)
        told = [(verdict, guessed(one)) for verdict, one in zip(verdicts, asked, strict=True)]
        answering.note_of_key(request, key, told)
        return verdicts

    return answering.counting_back(asked, answered)


def hold_limits(asked: verification.Question) -> None:
    """Raises Refused."""
    number = guessed(asked)
    wait = limiting.seconds_for_a_key({number} if number else ())
    if wait:
        raise Refused(_too_many(wait, Rest.MISSES))
    if asked.ending and limiting.seconds_to_try_ending(asked.number):
        raise Refused(_rest_today(asked.number))


def say_left(response: HttpResponse, key: Held, left: int | None) -> None:
    """Raises Refused when nothing could be spent."""
    if left is None:
        raise Refused(_quota_spent(key) if keying.is_open(key) else no_key())
    response.headers["X-Quota-Left"] = str(left)
    response.headers["Cache-Control"] = "no-store"


def _shown(verdict: Verdict, hint: str) -> Answer:
    return Answer(
        standing=verdict.standing,
        since=verdict.since,
        printed_anew=verdict.printed_anew,
        certificate=Certificate(**vars(verdict.printed)) if verdict.printed else None,
        asked_at=verdict.asked_at,
        query=verdict.query,
        hint=hint or None,
    )


def no_key() -> HttpResponse:
    refusal = problem(
        HTTPStatus.UNAUTHORIZED,
        _(
            "This needs the key of an office that has not been ended and whose last day is not "
            "over. The city's staff make keys."
        ),
        reason="no_key",
    )
    refusal.headers["WWW-Authenticate"] = "Bearer"
    return refusal


def cannot_be(hint: str) -> HttpResponse:
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, hint, reason="not_clear")


def _too_many(wait: int, reason: str) -> HttpResponse:
    told = ngettext(
        "Too many questions in one minute. Please try again in %(wait)s second.",
        "Too many questions in one minute. Please try again in %(wait)s seconds.",
        wait,
    ) % {"wait": wait}
    response = problem(HTTPStatus.TOO_MANY_REQUESTS, told, reason=reason)
    response.headers["Retry-After"] = str(wait)
    return response


def _rest_today(number: str) -> HttpResponse:
    response = problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        str(ENDINGS_SPENT),
        reason=Rest.ENDINGS,
        numbers=[number],
    )
    response.headers["Retry-After"] = str(limiting.HOUR)
    return response


def _quota_spent(key: Held) -> HttpResponse:
    anew = spending.begins_anew()
    response = problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        _("The key may ask for %(most)s certificates a day, and so many are not left today.")
        % {"most": key.daily},
        reason="quota_spent",
        begins_anew=anew.isoformat(),
    )
    response.headers["Retry-After"] = str(max(1, int((anew - clock.now()).total_seconds())))
    return response
