"""An exam by a sitting begins, by the clock: 500 candidates come within 60 s and save an answer
each 15 s for three minutes; web processes, PostgreSQL, Redis and the candidates share the machine.

What is promised (two cores, nothing else to do): no error, 95 % of the first pages within 2 s, 95 %
of the saves within 1 s.
"""

import json
import os
import subprocess
import sys
import time
from typing import Any

from django.conf import settings

from deploy.supervising import die_with_parent
from tests.benchmarks import seated, served, usage
from tests.benchmarks.bench_exam import HASHERS, PASSWORD, forty_questions, session_of
from tests.benchmarks.registry import Meter, benchmark
from tests.environment import ROOT

FULL = 500
SPREAD, EVERY, SAVES = 60.0, 15.0, 12
QUICK = 0.02  # of the time, at a small size
WITHIN = {"cover": 2.0, "start": 2.0, "first page": 2.0, "save": 1.0}


@benchmark("storm", full=FULL, small=5, served=True)
def storm(meter: Meter, size: int) -> None:
    pace = 1.0 if size >= FULL else QUICK
    quiz, users = forty_questions(size, HASHERS)
    seated.seat(meter, quiz, users)
    logins = {user.username: session_of(user) for user in users}
    with served.web(size) as port, _candidates() as they:
        meter.apart(they.pid)
        order = {
            "port": port,
            "origin": settings.PUBLIC_URL,
            "cookie": "__Host-sessionid",
            "logins": logins,
            "password": PASSWORD,
            "exam": quiz.pk,
            "spread": SPREAD * pace,
            "every": EVERY * pace,
            "saves": SAVES,
        }
        busy, began = usage.machine(), time.monotonic()
        with meter.measure("start and save", size):
            said, _none = they.communicate(json.dumps(order) + "\n")
        busy, took = usage.machine() - busy, time.monotonic() - began
    _tell(meter, json.loads(said), size)
    cores = os.cpu_count() or 1
    meter.note(f"the machine worked {busy:.0f} of {took * cores:.0f} CPU-s, others included")


def _candidates() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.pacing"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
    )


def _tell(meter: Meter, came: dict[str, Any], size: int) -> None:
    for step, most in WITHIN.items():
        found = came.get(step, {"operations": 0, "errors": size, "first_error": "nobody came"})
        text = (
            f"{step}: {found['operations']}, {found['errors']} errors, p50"
            f" {found.get('p50', 0):.3f} s, p95 {found.get('p95', 0):.3f} s (at most {most:g} s),"
            f" p99 {found.get('p99', 0):.3f} s, worst {found.get('worst', 0):.3f} s"
            f" {found['first_error'][:200]}".rstrip()
        )
        whole = found["operations"] == size * (SAVES if step == "save" else 1)
        holds = whole and not found["errors"] and found.get("p95", 0) <= most
        meter.note(text.replace("\n", " ").replace("\t", " "), holds=holds)
