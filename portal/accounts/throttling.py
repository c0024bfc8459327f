"""Wrong tries at a door are counted in the database: the count holds across processes and without
any cache. A try is written before the password is looked at and taken back when it was right, so
that tries at the same instant cannot slip past together."""

import hashlib
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.db.models import Count, Min

from portal import clock, masking
from portal.accounts.models import SignInTry

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 50
KEPT = timedelta(days=1)


class Locked(Exception):
    """Too many wrong tries; `seconds` until the next one is heard."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"locked for {seconds} s")
        self.seconds = seconds


class Ticket:
    """A counted try."""

    def __init__(self, rows: list[SignInTry]) -> None:
        self._rows = rows

    def give_back(self) -> None:
        """The try was right: it counts no longer."""
        SignInTry.objects.filter(pk__in=[row.pk for row in self._rows]).delete()


def take(*counted: tuple[str, int]) -> Ticket:
    """Count a try against each (key, most in 15 minutes). Raises Locked and then counts none."""
    now = clock.now()
    most_of = {_digest(key): most for key, most in counted}
    tries = [SignInTry(key=key, at=now) for key in most_of]
    ticket = Ticket(SignInTry.objects.bulk_create(tries))
    recent = SignInTry.objects.filter(key__in=most_of, at__gt=now - WINDOW).values("key")
    for one in recent.annotate(many=Count("pk"), oldest=Min("at")).order_by("oldest"):
        if one["many"] > most_of[one["key"]]:
            ticket.give_back()
            raise Locked(max(1, int((one["oldest"] + WINDOW - now).total_seconds()) + 1))
    return ticket


def account(user_id: int) -> tuple[str, int]:
    return f"login:{user_id}", PER_ACCOUNT


def unknown(name: str) -> tuple[str, int]:
    """A name nobody has is counted like one that somebody has: the answers do not differ."""
    return f"name:{name}", PER_ACCOUNT


def device(device_id: str, user_id: int) -> tuple[str, int]:
    """A device that has opened this login before has a count of its own: a stranger's wrong tries
    elsewhere do not shut it out."""
    return f"device:{device_id}:{user_id}", PER_ACCOUNT


def address(ip: str) -> tuple[str, int]:
    return f"address:{line(ip)}", PER_ADDRESS


def line(ip: str) -> str:
    """Whom an address counts as: an IPv4 as itself, since a whole village may share one; an IPv6
    as its /64, of which every line has all the addresses to itself."""
    try:
        found = ip_address(ip)
    except ValueError:
        return ip
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or masking.network(ip))
    return str(found)


def code(user_id: int) -> tuple[str, int]:
    """One-time codes of a login's second factor."""
    return f"code:{user_id}", PER_ACCOUNT


def forget(user_id: int) -> int:
    """Forget the wrong tries against a login: password and code; how many there were."""
    keys = [_digest(account(user_id)[0]), _digest(code(user_id)[0])]
    return SignInTry.objects.filter(key__in=keys).delete()[0]


def is_locked(user_id: int) -> bool:
    """Would a password typed on a strange device be refused now, whatever it is?"""
    recent = SignInTry.objects.filter(key=_digest(account(user_id)[0]), at__gt=clock.now() - WINDOW)
    return recent.count() >= PER_ACCOUNT


def forget_old() -> int:
    """Drop the tries that count no longer; how many rows."""
    return SignInTry.objects.filter(at__lt=clock.now() - KEPT).delete()[0]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
