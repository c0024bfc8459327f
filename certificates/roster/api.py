"""The roster for programs of offices: how somebody stands, who holds which post, what changed.

A key of an office opens all three; rosters and changes only of the organisation the key is for.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from certificates import answering as keeping
from certificates import api, interface, limiting, numbering
from certificates.asking import noting, spending
from certificates.asking.choices import Way
from certificates.asking.keying import Held
from certificates.asking.noting import Note
from certificates.roster import answering, following
from certificates.roster.following import Happened
from certificates.roster.interface import (
    CHANGES,
    MEMBERS,
    ON_DUTY,
    Changes,
    Label,
    Members,
    MembersQuestion,
    StandingAnswer,
    StandingQuestion,
    What,
)
from certificates.roster.models import Appointment
from certificates.roster.standing import Standing
from certificates.verification import Verdict
from portal import clock
from portal.problems import Refused, problem

router = Router(tags=["roster"], auth=api.OfficeKey())
LABELS = {"replaced": Label.LEFT, "retired": Label.LEFT, "trainee": Label.LEARNING}
KINDS = {
    "appointment.made": What.APPOINTED,
    "appointment.ended": What.ENDED,
    "duty.suspended": What.SUSPENDED,
    "duty.resumed": What.RESUMED,
    "appointment.corrected": What.CORRECTED,
    "appointment.annulled": What.CORRECTED,
}


@router.post(
    "/standing",
    response=StandingAnswer,
    summary="How the holder of a certificate stands on a day",
    openapi_extra=interface.described(body=True, example=ON_DUTY),
)
def standing(request: HttpRequest, response: HttpResponse, question: StandingQuestion) -> Any:
    """On a day up to today, as known now or at `known_at`. Counts as one certificate."""
    asked, hint = api.understood(question)
    if hint:
        raise Refused(api.cannot_be(hint))
    day, known_at = _time(question.day, question.known_at)
    api.hold_limits(asked)

    def answered() -> list[Verdict]:
        verdict = api.look_up(asked)
        key: Held = request.auth  # type: ignore[attr-defined]
        left = keeping.answer_with_key(request, key, verdict, api.guessed(asked))
        api.say_left(response, key, left)
        return [verdict]

    (verdict,) = keeping.counting_back([asked], answered)
    return _standing(verdict, day, known_at)


def _standing(verdict: Verdict, day: date, known_at: datetime | None) -> dict[str, Any]:
    """What is kept of a question is the certificate and its verdict, as of every other."""
    told: dict[str, Any] = {
        "standing": Label.NOT_FOUND,
        "day": day,
        "known_at": known_at or verdict.asked_at,
        "posts": [],
        "certificate": None,
        "query": verdict.query,
    }
    if verdict.holder_id is None:
        return told
    found, rows = answering.standing(verdict.holder_id, day, known_at)
    labels = dict(found.appointments)
    posts = [_post(row, known_at) | {"standing": _label(labels[row.pk])} for row in rows]
    stands = {"standing": _label(found.label), "posts": posts, "certificate": found.certificate}
    return told | stands


@router.get(
    "/members",
    response=Members,
    summary="Who holds which post at an organisation on a day",
    openapi_extra=interface.described(body=False, example=MEMBERS),
)
def members(
    request: HttpRequest, response: HttpResponse, question: Annotated[MembersQuestion, Query()]
) -> Any:
    """At the organisation and below it, in pages; each post told counts as one certificate, an
    empty page as one."""
    key = _reading_key(request)
    _refuse_others(request, MembersQuestion.model_fields)
    day, known_at = _time(question.day, question.known_at)
    try:
        place = answering.place_of(
            key.roster_path, question.organisation_id, question.division_code
        )
    except answering.NoPlace:
        raise Refused(_out_of_reach()) from None
    found = answering.members(place, day, known_at, question.after)
    _pay(request, response, key, Way.ROSTER, len(found))
    return {
        "organisation_id": place.pk,
        "day": day,
        "known_at": known_at or clock.now(),
        "members": [_member(row, told, facts, day, known_at) for row, told, facts in found],
        "after": found[-1][0].pk if len(found) == answering.AT_ONCE else None,
    }


def _member(
    row: Appointment, told: Standing, facts: Any, day: date, known_at: datetime | None
) -> dict[str, Any]:
    number, until = answering.certificate_of(told, facts, day)
    return _post(row, known_at) | {
        "standing": _label(dict(told.appointments)[row.pk]),
        "appointment": row.pk,
        "name": row.person.name,
        "certificate_number": number or None,
        "certificate": told.certificate,
        "certificate_until": until,
        "assessor": told.assessor,
    }


@router.get(
    "/changes",
    response=Changes,
    summary="What changed in the roster since a cursor",
    openapi_extra=interface.described(body=False, example=CHANGES),
)
def changes(request: HttpRequest, response: HttpResponse, since: str = "") -> Any:
    """Of the organisation the key is for, and below it: appointments, their ends, suspensions and
    corrections, also those that were recorded with a day long past. Without `since` from the
    beginning. Each change told counts as one certificate, an empty answer as one."""
    key = _reading_key(request)
    _refuse_others(request, {"since"})
    try:
        found = following.since(since, key.roster_path)
    except following.NoCursor:
        words = _("This is no cursor. Send `next` of the answer before, or nothing.")
        raise Refused(api.cannot_be(words)) from None
    _pay(request, response, key, Way.CHANGES, len(found.happened))
    told = [_change(one) for one in found.happened]
    return {"changes": told, "next": found.cursor, "more": found.more}


def _change(one: Happened) -> dict[str, Any]:
    return _post(one.appointment, None) | {
        "cursor": one.cursor,
        "what": KINDS.get(one.kind, What.CHANGED),
        "recorded_at": one.recorded_at,
        "appointment": one.appointment.pk,
        "name": one.appointment.person.name,
        "day": one.day,
        "counts": one.appointment.superseded_at is None,
    }


def _post(row: Appointment, known_at: datetime | None) -> dict[str, Any]:
    return {
        "organisation": row.organisation.name,
        "organisation_id": row.organisation_id,
        "post": row.post.kind,
        "mode": row.mode,
        "since": row.starts,
        "until": answering.last_day(row, known_at),
    }


def _label(label: str) -> Label:
    return LABELS.get(label) or Label(label)


def _time(day: date | None, known_at: datetime | None) -> tuple[date, datetime | None]:
    """Raises Refused for a day or a moment to come, and for a moment that names no zone."""
    if day is not None and day > clock.today():
        raise Refused(
            api.cannot_be(_("How somebody will stand on a day to come is not known yet."))
        )
    return day or clock.today(), _moment(known_at)


def _moment(known_at: datetime | None) -> datetime | None:
    """In UTC. Raises Refused, also for a moment that its zone carries past the first year."""
    try:
        moment = known_at.astimezone(UTC) if known_at and known_at.tzinfo else None
    except OverflowError:
        moment = None
    if known_at is not None and (moment is None or moment > clock.now()):
        words = _("`known_at` is a moment up to now with its zone, such as 2027-01-04T02:03:04Z.")
        raise Refused(api.cannot_be(words))
    return moment


def _refuse_others(request: HttpRequest, names: Collection[str]) -> None:
    """A name that is not asked for may be a filter that somebody thinks holds. Raises Refused."""
    if set(request.GET) - set(names):
        words = _("Behind the question mark this address takes only: %(names)s.")
        raise Refused(api.cannot_be(words % {"names": ", ".join(names)}))


def _reading_key(request: HttpRequest) -> Held:
    """Raises Refused for a key that only verifies."""
    key: Held = request.auth  # type: ignore[attr-defined]
    if not key.roster_path:
        words = _(
            "This key verifies certificates and reads no roster. The city's staff make keys that"
            " read the roster of one organisation."
        )
        raise Refused(problem(HTTPStatus.FORBIDDEN, words, reason="no_roster"))
    return key


def _out_of_reach() -> HttpResponse:
    words = _("The key reads no roster of such an organisation.")
    return problem(HTTPStatus.NOT_FOUND, words, reason="out_of_reach")


def _pay(request: HttpRequest, response: HttpResponse, key: Held, way: Way, told: int) -> None:
    """Take what is told from the quota and keep the question, before the answer is given. Raises
    Refused."""
    count = max(1, told)
    left = spending.spend(key, count)
    api.say_left(response, key, left)
    day = clock.today()
    query = f"HY-{day:%y%m%d}-{numbering.new_code()[:5]}"
    network = limiting.network_of(request)
    noting.note([Note(query, day, "told", way.value, network, None, key.pk)])
