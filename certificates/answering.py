"""What is kept of a question to the register: its number, the verdict and the network, no more."""

import structlog
from django.http import HttpRequest

from certificates import limiting
from certificates.choices import Standing
from certificates.verification import Verdict

log = structlog.get_logger("hezhong.certificates")


def note(request: HttpRequest, verdict: Verdict, beginning: str) -> None:
    """Log an answer under its query number, so that a telephone call about it finds it again, and
    count it when nothing was found (`limiting.seconds_after_misses` says what `beginning` is).

    Neither code, number nor name is logged, and of the address only its network.
    """
    if verdict.standing == Standing.NOT_FOUND:
        limiting.count_miss(beginning)
    log.info(
        "certificate verified",
        query=verdict.query,
        verdict=verdict.standing.value,
        network=limiting.network_of(request),
    )
