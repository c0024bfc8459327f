"""What is kept of a question to the register: its number, the verdict and the network, no more."""

from collections import Counter
from collections.abc import Callable, Sequence

import structlog
from django.http import HttpRequest

from certificates import limiting
from certificates.asking import noting, spending
from certificates.asking.choices import Way
from certificates.asking.keying import Held
from certificates.choices import Standing
from certificates.verification import Question, Verdict
from portal import clock
from portal.accounts.scoping import request_scope
from portal.policy.rules import rule

log = structlog.get_logger("hezhong.certificates")


def note(request: HttpRequest, verdict: Verdict, beginning: str, way: Way) -> None:
    """Log an answer under its query number, so that a telephone call about it finds it again,
    count it for the holder, and count it when nothing was found (`limiting.seconds_after_misses`
    says what `beginning` is).

    Neither code, number nor name is kept, and of the address only its network.
    """
    if verdict.standing == Standing.NOT_FOUND:
        limiting.count_miss(beginning)
    network = limiting.network_of(request)
    noting.note([_note(verdict, _by_whom(request, verdict) or way, network, None)])
    _tell(verdict, network)


def _by_whom(request: HttpRequest, verdict: Verdict) -> Way | None:
    """Whoever looks up their own certificate, and the platform's staff, are told apart from the
    public; None for everybody else."""
    if not request.user.is_authenticated:
        return None
    scope = request_scope(request)
    if verdict.holder_id and verdict.holder_id == scope.person_id:
        return Way.OWN
    return Way.STAFF if any(scope.places.values()) else None


def answer_with_key(
    request: HttpRequest, key: Held, verdict: Verdict, beginning: str
) -> int | None:
    """The same for an answer to an office's key, with what it takes of the quota: how many are left
    of the day, or None, nothing noted, when the key may ask no more and is not answered."""
    network = limiting.network_of(request)
    left = spending.spend_on(key, _note(verdict, Way.KEY_ONE, network, key.pk))
    if left is not None:
        _count_misses_of_key([(verdict, beginning)])
        _tell(verdict, network)
    return left


def note_of_key(request: HttpRequest, key: Held, answers: Sequence[tuple[Verdict, str]]) -> None:
    """The same for many answers to a key, whose quota is spent already, each with the beginning of
    what was asked."""
    _count_misses_of_key(answers)
    network = limiting.network_of(request)
    noting.note([_note(verdict, Way.KEY_MANY, network, key.pk) for verdict, _beginning in answers])
    log.info("certificates verified", key=key.pk, count=len(answers), network=network)


def _count_misses_of_key(answers: Sequence[tuple[Verdict, str]]) -> None:
    """Misses of a key are counted for what they began with, but do not close the register for
    everybody: its quota ends them."""
    for verdict, beginning in answers:
        if verdict.standing == Standing.NOT_FOUND:
            limiting.count_miss(beginning, everywhere=False)


def counting_back(asked: Sequence[Question], look_up: Callable[[], list[Verdict]]) -> list[Verdict]:
    """The verdicts on questions whose endings were counted as tried; those that were right, or got
    no answer, are counted back."""
    wrong: set[str] = set()
    try:
        verdicts = look_up()
        both = zip(asked, verdicts, strict=True)
        wrong = {one.number for one, verdict in both if one.ending and not verdict.printed}
    finally:
        for number in {one.number for one in asked if one.ending} - wrong:
            limiting.count_back_ending(number)
    return verdicts


def note_of_list(
    request: HttpRequest, answers: Sequence[tuple[Verdict, Question]], way: Way, named: str
) -> None:
    """The same for a list, logged once under its own number. Every row counts for its holder.

    Misses are counted for their numbers, whose names might be guessed; of codes a list walks no
    more than its rows. They close the register for everybody no more than one network's questions
    of a minute could, those of somebody signed in not at all.
    """
    missed = [asked for verdict, asked in answers if verdict.standing == Standing.NOT_FOUND]
    most = rule("verify.tries_per_minute", on=clock.today()).number
    limiting.count_misses(
        Counter(asked.number for asked in missed if asked.number),
        min(len(missed), most) if way == Way.PAGE_MANY else 0,
    )
    network = limiting.network_of(request)
    noting.note([_note(verdict, way, network, None) for verdict, _asked in answers])
    log.info("list verified", list=named, count=len(answers), way=way.value, network=network)


def _note(verdict: Verdict, way: Way, network: str, key_id: int | None) -> noting.Note:
    return noting.Note(
        query=verdict.query,
        day=clock.day_of(verdict.asked_at),
        verdict=verdict.standing.value,
        way=way.value,
        network=network,
        certificate_id=verdict.certificate_id,
        key_id=key_id,
    )


def _tell(verdict: Verdict, network: str) -> None:
    log.info(
        "certificate verified",
        query=verdict.query,
        verdict=verdict.standing.value,
        network=network,
    )
