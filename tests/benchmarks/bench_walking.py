"""Whoever walks codes learns nothing from the time an answer takes: unknown codes against void
ones, in process and in turns. A revoked one says so itself: there is nothing to hide."""

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from certificates import lifecycle, numbering, verification
from certificates.choices import Standing
from certificates.models import Certificate
from tests.benchmarks.comparing import p_of
from tests.benchmarks.registry import Meter, benchmark
from tests.certificates.roster import city
from tests.certificates.rows import PLAN

LEAST = 0.01  # likelihood that both are one thing
FIRST = 50


def withdrawn() -> tuple[str, str]:
    """The codes of a void certificate and of a revoked one."""
    place, codes = city.place(), []
    for name, act in (("周桂芳", lifecycle.void), ("王秀英", lifecycle.revoke)):
        plan = replace(PLAN, name=name).as_json()
        row = city.certify(city.somebody(place, name), plan=plan)
        act(
            row,
            reason_code="error" if act is lifecycle.void else "resigned",
            reason="测",
            actor_id=None,
        )
        codes.append(str(Certificate.objects.unscoped("benchmark").get(pk=row.pk).code))
    return codes[0], codes[1]


def took(code: str) -> float:
    begun = time.perf_counter_ns()
    verification.by_code(code)
    ended = time.perf_counter_ns()
    return float(ended - begun)


def in_turns(size: int, kinds: tuple[Callable[[], str], ...]) -> list[list[float]]:
    """So many times of each kind, in an order nobody knows, so that what else the machine does
    falls on all alike."""
    times: list[list[float]] = [[] for _kind in kinds]
    for _time in range(size):
        order = list(range(len(kinds)))
        secrets.SystemRandom().shuffle(order)
        for which in order:
            times[which].append(took(kinds[which]()))
    return times


@benchmark("walking", full=2000, small=5)
def walking(meter: Meter, size: int) -> None:
    voided, revoked = withdrawn()
    assert verification.by_code(voided).standing == Standing.NOT_FOUND
    assert verification.by_code(revoked).standing == Standing.REVOKED
    kinds = (numbering.new_code, lambda: voided, lambda: revoked)
    in_turns(min(FIRST, size), kinds)
    with meter.measure("unknown, void and revoked", 3 * size):
        unknown, void, told = in_turns(size, kinds)
    p = p_of(unknown, void)
    meter.note(f"p = {p:.3f} that unknown and void take one time", holds=p > LEAST)
    ratio = median(told) / median(unknown)
    meter.note(f"revoked, which says so itself, takes {ratio:.2f} times that of unknown")
