"""How often the register may be asked in a minute: by one network, and in vain for one beginning
of a code, for one number, and altogether."""

import hashlib
from collections import Counter
from collections.abc import Collection
from datetime import UTC

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal import clock, masking
from portal.policy.remembered import Remembered

log = structlog.get_logger("hezhong.certificates")

MINUTE, HOUR, DAY = 60, 3_600, 90_000  # seconds; the last is a day and an hour
DAY_LONG = 86_400
ALL_MISSED = "missed"

_RULES = Remembered(
    "verify.tries_per_minute",
    "verify.misses_per_beginning",
    "verify.misses_per_minute",
    "verify.wrong_endings_per_day",
)


def network_of(request: HttpRequest) -> str:
    """The asker's network, IPv4 by /24 and IPv6 by /64; the full address is kept nowhere.

    `X-Forwarded-For` counts only as far as our own proxies wrote it (ALLAUTH_TRUSTED_PROXY_COUNT),
    so that inventing one gains nothing.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies:
        header = request.headers.get("X-Forwarded-For", "")
        told = [part.strip() for part in header.split(",") if part.strip()]
        peer = told[-proxies] if len(told) >= proxies else peer
    return masking.network(peer)


def seconds_to_wait(request: HttpRequest, *, counted: bool = True) -> int:
    """0 when the network may ask (and is counted), else the seconds until the next minute.

    The limit is the rule `verify.tries_per_minute`. Not `counted` for a step that only leads to
    the question, which is counted when it is asked. Without its cache the register still answers:
    a broken limiter must not keep anybody from verifying.
    """
    most = _most()[0]
    key = f"network:{network_of(request)}"
    return _until_next_minute() if (_count(key) if counted else _read(key) + 1) > most else 0


def seconds_for_everybody(request: HttpRequest, beginning: str) -> int:
    """Both limits for who asks without a key; the question is counted."""
    if _count(f"network:{network_of(request)}") > _most()[0]:
        return _until_next_minute()
    return _after_misses({beginning})


def seconds_after_misses(beginning: str) -> int:
    """0 when what begins like this may be looked for, else the seconds until the next minute.

    `beginning` is the first group of a code, or a whole number, whose name might be guessed. The
    answers "not found" are counted (`count_miss`), for it and for everything together, whatever
    network asks: rules `verify.misses_per_beginning` and `verify.misses_per_minute`.
    """
    return seconds_for_a_key([beginning])


def seconds_for_a_key(numbers: Collection[str]) -> int:
    """The same for whoever asks with an office's key, for all the numbers of a question at once.

    Names are guessed for a number by nobody; of codes a key walks no more than its quota.
    """
    return _after_misses(numbers)


def _most() -> tuple[int, int, int, int]:
    """Tries of a network and misses for one beginning and altogether, each in a minute; wrong
    endings for one number in a day."""
    tries, here, everywhere, endings = (one.number for one in _RULES.on(clock.today()))
    return tries, here, everywhere, endings


def _after_misses(beginnings: Collection[str]) -> int:
    _tries, here, everywhere, _endings_most = _most()
    most = {_key_of(_missed(beginning)): here for beginning in beginnings}
    most[_key_of(ALL_MISSED)] = everywhere
    try:
        over = any(int(count) >= most[key] for key, count in cache.get_many(most).items())
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)
        over = False
    return _until_next_minute() if over else 0


def count_miss(beginning: str, *, everywhere: bool = True) -> None:
    """Count an answer "not found"; `beginning` is empty when it had none to be counted for."""
    if beginning:
        _count(_missed(beginning))
    if everywhere:
        _count(ALL_MISSED)


def seconds_to_try_ending(number: str) -> int:
    """0 when one more ending of the ID document may be tried for a number, known or not, on this
    day (rule `verify.wrong_endings_per_day`), else an hour: by guesses without end one would learn
    a part of somebody's number.

    The try is counted before it is made, so that of many at once none gets more; a right one is
    given back (`count_back_ending`).
    """
    try:
        tried = _more(_endings(number), 1, DAY)
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)
        return HOUR  # here the limit protects the holder: without it nobody guesses
    if tried <= _most()[3]:
        return 0
    count_back_ending(number)
    return HOUR


def count_back_ending(number: str) -> None:
    """A try that was right, or that was not made, counts for nothing."""
    try:
        cache.decr(_endings(number))
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)


def too_often_missed(numbers: Collection[str]) -> set[str]:
    """Those of a list's numbers that nothing was found for too often in this minute
    (`verify.misses_per_beginning`)."""
    most = _most()[1]
    keys = {_key_of(_missed(number)): number for number in numbers}
    return _at_least(keys, most, when_silent=set())


def take_endings(numbers: Collection[str]) -> set[str]:
    """Count one try of an ending for each of a list's numbers, as `seconds_to_try_ending` does;
    those of them that may be tried no more today, for which nothing was counted."""
    return {number for number in numbers if seconds_to_try_ending(number)}


def _at_least(keys: dict[str, str], most: int, *, when_silent: set[str]) -> set[str]:
    try:
        counts = cache.get_many(keys)
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)
        return when_silent
    return {keys[key] for key, count in counts.items() if int(count) >= most}


def count_misses(numbers: Counter[str], everywhere: int) -> None:
    """Count the answers "not found" of a list at once: for the numbers, and so many for everything
    together."""
    try:
        for number, count in numbers.items():
            _more(_key_of(_missed(number)), count, 2 * MINUTE)
        if everywhere:
            _more(_key_of(ALL_MISSED), everywhere, 2 * MINUTE)
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)


def take(name: str, count: int, most: int, period: int) -> int:
    """Take `count` rows of the `most` that a list's asker has in a period of so many seconds; how
    many were left before, at least `count` when they are taken. Of two at once none gets more than
    there is. Without its cache the register still answers."""
    key = f"verify:rows:{name}:{_city_seconds() // period}"
    try:
        spent = _more(key, count, 2 * period)
        if spent > most:
            cache.decr(key, count)
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)
        return max(count, most)
    return max(0, most - (spent - count))


def seconds_until_next(period: int) -> int:
    """Until the next period of so many seconds begins; days begin at the city's midnight."""
    return period - _city_seconds() % period


def _more(key: str, count: int, seconds: int) -> int:
    """Mostly there is none yet."""
    return count if cache.add(key, count, seconds) else cache.incr(key, count)


def _endings(number: str) -> str:
    return f"verify:endings:{number}:{clock.today():%Y%m%d}"


def _key_of(what: str) -> str:
    return f"verify:{what}:{_seconds() // MINUTE}"


def _missed(beginning: str) -> str:
    """A name for any text: somebody may type what no cache takes as a key."""
    return "missed:" + hashlib.sha256(beginning.encode("utf-8", "replace")).hexdigest()[:32]


def _seconds() -> int:
    return int(clock.now().timestamp())


def _city_seconds() -> int:
    """By the clock on the city's wall."""
    return int(clock.now().astimezone(clock.CITY_ZONE).replace(tzinfo=UTC).timestamp())


def _until_next_minute() -> int:
    return MINUTE - _seconds() % MINUTE


def _count(what: str) -> int:
    """Count one more in this minute; how many there are now, 0 when nobody knows."""
    key = _key_of(what)
    try:
        return _one_more(key)
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)
        return 0


def _one_more(key: str) -> int:
    """Nearly always there is one to count on."""
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 0, 2 * MINUTE)
        return cache.incr(key)


def _read(what: str) -> int:
    """How many were counted in this minute, 0 when nobody knows."""
    try:
        return int(cache.get(_key_of(what), 0))
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)
        return 0
