"""Whoever walks codes learns nothing from the time an answer takes: unknown codes against void
ones, in process and in turns. A revoked one says so itself: there is nothing to hide."""

import secrets
import time
from collections.abc import Callable

from certificates import lifecycle, numbering, verification
from certificates.choices import Standing
from certificates.models import Certificate
from portal.people.models import Organisation
from tests.benchmarks.comparing import p_of
from tests.benchmarks.registry import Meter, benchmark
from tests.certificates.roster import city
from tests.certificates.rows import PLAN

LEAST = 0.01  # likelihood that both are one thing
FIRST = 50


def void() -> str:
    """The code of a void certificate."""
    place = Organisation.objects.order_by("pk").first()
    row = city.certify(city.somebody(place, "周桂芳"), plan=PLAN.as_json())
    lifecycle.void(row, reason_code="error", reason="测", actor_id=None)
    return str(Certificate.objects.unscoped("benchmark").get(pk=row.pk).code)


def took(code: str) -> float:
    begun = time.perf_counter_ns()
    verdict = verification.by_code(code)
    ended = time.perf_counter_ns()
    assert verdict.standing == Standing.NOT_FOUND
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
    code = void()
    in_turns(min(FIRST, size), (numbering.new_code, lambda: code))
    with meter.measure("unknown and void", 2 * size):
        unknown, voided = in_turns(size, (numbering.new_code, lambda: code))
    p = p_of(unknown, voided)
    meter.note(f"p = {p:.3f} that the times are of one thing", holds=p > LEAST)
