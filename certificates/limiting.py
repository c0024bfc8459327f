"""How often one network may ask the register in a minute."""

from ipaddress import ip_address, ip_network

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal import clock
from portal.policy.rules import rule

log = structlog.get_logger("hezhong.certificates")

MINUTE = 60


def network_of(request: HttpRequest) -> str:
    """The asker's address, IPv6 by /64. `X-Forwarded-For` counts only as far as our own proxies
    wrote it (ALLAUTH_TRUSTED_PROXY_COUNT), so that inventing one gains nothing."""
    peer = request.META.get("REMOTE_ADDR", "")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies:
        header = request.headers.get("X-Forwarded-For", "")
        told = [part.strip() for part in header.split(",") if part.strip()]
        peer = told[-proxies] if len(told) >= proxies else peer
    try:
        address = ip_address(peer)
    except ValueError:
        return "unknown"
    if address.version == 6:  # noqa: PLR2004
        return str(ip_network(f"{address}/64", strict=False).network_address)
    return str(address)


def seconds_to_wait(request: HttpRequest) -> int:
    """0 when the question may be asked (and is counted), else the seconds until the next minute.

    The limit is the rule `verify.tries_per_minute`. Without its cache the register still answers:
    a broken limiter must not keep anybody from verifying.
    """
    most = rule("verify.tries_per_minute", on=clock.today()).number
    seconds = int(clock.now().timestamp())
    key = f"verify:{network_of(request)}:{seconds // MINUTE}"
    try:
        cache.add(key, 0, 2 * MINUTE)
        count = cache.incr(key)
    except Exception as error:  # noqa: BLE001 - whatever the cache raises
        log.warning("no limit on verification", error=type(error).__name__)
        return 0
    return MINUTE - seconds % MINUTE if count > most else 0
