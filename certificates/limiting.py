"""How often one network may ask the register in a minute."""

from ipaddress import IPv6Address, ip_address, ip_network

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal import clock
from portal.policy.rules import rule

log = structlog.get_logger("hezhong.certificates")

MINUTE = 60
IPV4_KEPT, IPV6_KEPT = 24, 64  # bits of an address that are counted by and logged


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
    try:
        address = ip_address(peer)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    kept = IPV6_KEPT if isinstance(address, IPv6Address) else IPV4_KEPT
    return str(ip_network((address, kept), strict=False))


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
