"""Verification for programs of offices: the same answers as the pages, with a key and a quota."""

from collections.abc import Collection, Sequence
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
from certificates.choices import Standing
from certificates.forms import SIX_SIGNS, code_advice, is_ending
from certificates.interface import Answer, Answers, Certificate, Question, Questions
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
        raise Refused(_no_key())

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
    """By its code, or by its number together with the holder's exact name or the last six signs of
    the holder's ID document."""
    asked, hint = _read(question)
    if hint:
        raise Refused(_cannot_be(hint))
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
    """As many answers as questions, in their order; each counts for the quota. What can be no code
    or number at all is `not_found` with a hint."""
    read = [_read(question) for question in questions.questions]
    asked = [one_asked for one_asked, _hint in read]
    seconds: dict[str, tuple[str, str]] = {}
    given = ((one.number, (one.name, one.ending)) for one in asked if one.number)
    if any(seconds.setdefault(number, second) != second for number, second in given):
        raise Refused(_cannot_be(_("A number stands there with two names. Please ask for one.")))
    verdicts = _some(request, response, asked)
    beginnings = [_guessed(one_asked) for one_asked in asked]
    key: Held = request.auth  # type: ignore[attr-defined]
    told = list(zip(verdicts, beginnings, strict=True))
    answering.note_of_key(request, key, told)
    shown = [_shown(v, hint) for v, (_asked, hint) in zip(verdicts, read, strict=True)]
    return Answers(answers=shown)


@router.get(
    "/{code}",
    response=Answer,
    summary="Verify one certificate by its code",
    openapi_extra=interface.described(body=False, example=interface.VALID),
)
def by_code(request: HttpRequest, response: HttpResponse, code: str) -> Any:
    """The code as printed, with or without hyphens."""
    if request.GET:
        raise Refused(_cannot_be(_("This address takes nothing behind the question mark.")))
    asked, hint = _read_code(code)
    if hint:
        raise Refused(_cannot_be(hint))
    return _one(request, response, asked)


def _read(question: Question) -> tuple[verification.Question, str]:
    """What is looked for, and, when it can be nothing at all, where to look again."""
    if question.code is not None:
        return _read_code(question.code)
    number = numbering.read_number(question.number or "")
    if number is None:
        hint = _("This cannot be a certificate number. Compare all 17 digits with the paper.")
        return verification.Question(number=NOT_READ), hint
    if question.ending is None:
        return verification.Question(number=number, name=question.name or ""), ""
    ending = identity.normalised(question.ending)
    if not is_ending(ending):
        return verification.Question(number=NOT_READ), str(SIX_SIGNS)
    return verification.Question(number=number, ending=ending), ""


def _read_code(code: str) -> tuple[verification.Question, str]:
    cleaned = numbering.clean_code(code)
    hint = "" if numbering.is_code(cleaned) else code_advice(cleaned)
    return verification.Question(code=cleaned or NOT_READ), hint


def _guessed(question: verification.Question) -> str:
    """The number whose name might be guessed; what could not be read is nobody's."""
    return "" if question.number == NOT_READ else question.number


def _one(request: HttpRequest, response: HttpResponse, asked: verification.Question) -> Any:
    """Limits first; the answer is given when the quota pays for it."""
    _hold_limits([asked])
    if asked.code:
        verdict = verification.by_code(asked.code)
    elif asked.ending:
        verdict = verification.by_document(asked.number, asked.ending)
    else:
        verdict = verification.by_number(asked.number, asked.name)
    key: Held = request.auth  # type: ignore[attr-defined]
    _say_left(response, key, answering.answer_with_key(request, key, verdict, _guessed(asked)))
    _count_endings([asked], [verdict])
    return _shown(verdict, "")


def _some(
    request: HttpRequest, response: HttpResponse, asked: Sequence[verification.Question]
) -> list[Verdict]:
    """Limits first, then the quota, then the register. Raises Refused."""
    _hold_limits(asked)
    key: Held = request.auth  # type: ignore[attr-defined]
    _say_left(response, key, spending.spend(key, len(asked)))
    verdicts = verification.many(asked)
    _count_endings(asked, verdicts)
    return verdicts


def _hold_limits(asked: Sequence[verification.Question]) -> None:
    """Raises Refused."""
    wait = limiting.seconds_for_a_key({number for one in asked if (number := _guessed(one))})
    if wait:
        raise Refused(_too_many(wait, "misses_spent"))
    ended = limiting.too_often_ended({one.number for one in asked if one.ending})
    if ended:
        raise Refused(_rest_today(ended))


def _say_left(response: HttpResponse, key: Held, left: int | None) -> None:
    """Raises Refused when nothing could be spent."""
    if left is None:
        raise Refused(_quota_spent(key) if keying.is_open(key) else _no_key())
    response.headers["X-Quota-Left"] = str(left)
    response.headers["Cache-Control"] = "no-store"


def _count_endings(asked: Sequence[verification.Question], verdicts: Sequence[Verdict]) -> None:
    for one, verdict in zip(asked, verdicts, strict=True):
        if one.ending and verdict.standing == Standing.NOT_FOUND:
            limiting.count_ending(one.number)


def _shown(verdict: Verdict, hint: str) -> Answer:
    return Answer(
        standing=verdict.standing,
        since=verdict.since,
        certificate=Certificate(**vars(verdict.printed)) if verdict.printed else None,
        asked_at=verdict.asked_at,
        query=verdict.query,
        hint=hint or None,
    )


def _no_key() -> HttpResponse:
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


def _cannot_be(hint: str) -> HttpResponse:
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


def _rest_today(numbers: Collection[str]) -> HttpResponse:
    response = problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        _(
            "Too many wrong endings were tried for this number today. Use the name, or try "
            "tomorrow."
        ),
        reason="endings_spent",
        numbers=sorted(numbers),
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
