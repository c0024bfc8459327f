"""Keys of offices: made, shown once, ended; and which key somebody holds."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.asking.models import OfficeKey
from portal import clock
from portal.audit.recording import record
from portal.people.models import Organisation
from portal.policy.rules import rule
from portal.prepared import Prepared

SIGN = "hz_"
BYTES = 32
LONGEST = 100  # characters looked at
REMEMBERED = 3.0  # seconds
MOST = 1_000


class KeyRefused(ValueError):
    """The key cannot be made or ended so; the message says why."""


@dataclass(frozen=True)
class Wish:
    """What a key is asked for: by whom, what for, how many certificates a day, its last day, and
    whose roster it may read (None: nobody's)."""

    organisation: Organisation
    purpose: str
    daily: int
    until: date
    roster_of: Organisation | None = None


@dataclass(frozen=True)
class Held:
    """A key that opens, as the interface needs it; `roster_path` is the tree path of the
    organisation whose roster it may read, with all below it, or empty."""

    pk: int
    daily: int
    roster_path: str = ""


def make(wish: Wish, once: str, *, actor_id: int) -> tuple[OfficeKey, str]:
    """The new key and its secret, which is kept nowhere: show it now.

    Raises KeyRefused for an end day or a quota outside the rules `verify.key_days` and
    `verify.key_questions_per_day`, and when the form (`once`) has made its key already.
    """
    _judge(wish)
    secret = SIGN + secrets.token_urlsafe(BYTES)
    try:
        with transaction.atomic():
            row = OfficeKey.objects.create(
                organisation=wish.organisation,
                purpose=wish.purpose,
                daily=wish.daily,
                until=wish.until,
                roster_of=wish.roster_of,
                digest=_digest(secret),
                once=once,
                made_at=clock.now(),
                made_by_id=actor_id,
            )
            record(
                "office_key.made",
                row,
                actor_id=actor_id,
                place=wish.organisation.path,
                reason=wish.purpose,
                data=_told(wish),
            )
    except IntegrityError:
        raise KeyRefused(
            _(
                "This form has made its key already, and a key is shown only once. If it was not"
                " written down, end it and make a new one."
            )
        ) from None
    return row, secret


def _told(wish: Wish) -> dict[str, Any]:
    told: dict[str, Any] = {"daily": wish.daily, "until": wish.until.isoformat()}
    return told | ({"roster_of": wish.roster_of.pk} if wish.roster_of else {})


def _judge(wish: Wish) -> None:
    today = clock.today()
    most = rule("verify.key_questions_per_day", on=today).number
    last = today + timedelta(days=rule("verify.key_days", on=today).number)
    if not 1 <= wish.daily <= most:
        raise KeyRefused(_("A key may ask for 1 to %(most)s certificates a day.") % {"most": most})
    if not today <= wish.until <= last:
        raise KeyRefused(
            _("The last day of a key is from today to %(last)s.") % {"last": last.isoformat()}
        )


def end(row: OfficeKey, reason: str, *, actor_id: int) -> None:
    """From now on the key opens nothing, anywhere. Raises KeyRefused when it had been ended
    before."""
    with transaction.atomic():
        open_one = OfficeKey.objects.unscoped("a key found by its scope").filter(
            pk=row.pk, ended_at__isnull=True
        )
        if not open_one.update(ended_at=clock.now()):
            raise KeyRefused(_("The key had been ended already."))
        record(
            "office_key.ended",
            row,
            actor_id=actor_id,
            place=row.organisation.path,
            reason=reason,
        )


_BY_DIGEST: Prepared[OfficeKey] = Prepared(
    lambda digest: (
        OfficeKey.objects.unscoped("whoever holds the key")
        .filter(digest=digest)
        .values_list("pk", "daily", "until", "ended_at", "roster_of__path")
    ),
    str,
)


_met: dict[str, tuple[float, date, Held]] = {}


def held(secret: str) -> Held | None:
    """The key somebody shows, when it opens today; None for one that is unknown, ended, or whose
    last day is over. The database is searched by the digest, so its time tells nothing.

    A key that opened is remembered for some seconds; `spending.spend` asks anew whether it was
    ended meanwhile.
    """
    digest, now = _digest(secret[:LONGEST]), time.monotonic()
    since, until, met = _met.get(digest, (0.0, date.min, None))
    if met and now - since < REMEMBERED and clock.today() <= until:
        return met
    for pk, daily, until, ended_at, path in _BY_DIGEST.rows(digest):
        if _opens(until, ended_at):
            return _meet(digest, now, until, Held(pk, daily, path or ""))
    return None


def _meet(digest: str, now: float, until: date, key: Held) -> Held:
    if len(_met) >= MOST:
        _met.clear()
    _met[digest] = (now, until, key)
    return key


def forget() -> None:
    """Ask the database for every key anew."""
    _met.clear()


def is_open(key: Held) -> bool:
    """Whether the key opens at this moment, whatever is remembered."""
    rows = OfficeKey.objects.unscoped("whoever holds the key").filter(pk=key.pk)
    return any(_opens(until, ended) for until, ended in rows.values_list("until", "ended_at"))


def _opens(until: date, ended_at: datetime | None) -> bool:
    return ended_at is None and clock.today() <= until


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
