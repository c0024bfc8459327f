"""What one verification costs, on the page and with an office's key, with few certificates in the
register and with a million: web processes, PostgreSQL and Redis together, nothing cached, each
question kept. `--size` is the number of certificates."""

from typing import Any

from tests.benchmarks import register, served
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.certificates.asking import rows as keys
from tests.portal.policy import rows as rules

FULL = 1_000_000
FEW = 1_000
ASKED = 400  # of each kind
AT_ONCE = 1_000
PAGE, KEY = 3e-3, 2e-3  # CPU seconds each
RULES = {
    "verify.tries_per_minute": 100_000,
    "verify.key_questions_per_day": 1_000_000,
}


@benchmark(
    "verify",
    full=FULL,
    small=6,
    served=True,
    limits={
        "page of few": Limit(PAGE * ASKED),
        "key, by code, of few": Limit(KEY * ASKED),
        "key, by number, of few": Limit(KEY * ASKED),
        "page of many": Limit(PAGE * ASKED),
        "key, by code, of many": Limit(KEY * ASKED),
        "key, by number, of many": Limit(KEY * ASKED),
    },
)
def verify(meter: Meter, size: int) -> None:
    """The same questions to a register of a thousand and to the whole one."""
    for key, value in RULES.items():
        rules.in_force(key, value)
    _row, secret = keys.made(daily=1_000_000)
    few = min(FEW, size // 2)
    asked = min(ASKED, few)
    with served.web(size) as port, served.verifiers(port, secret) as they:
        meter.apart(they.pid)
        ask(meter, they, register.fill(few, asked), "of few")
        ask(meter, they, register.fill(size - few, asked), "of many")


def ask(meter: Meter, they: served.Candidates, codes: list[str], named: str) -> None:
    numbers = register.numbers_of(codes)
    questions: list[dict[str, str]] = [{"number": n, "name": register.NAME} for n in numbers]
    many = [{"code": code} for code in codes]
    for step in ("page", "key_by_code"):  # each process imports what it needs
        they.do(step, asked=codes[:40])
    steps: list[tuple[str, str, list[Any], int]] = [
        ("page", "page", codes, 1),
        ("key, by code,", "key_by_code", codes, 1),
        ("key, by number,", "key_one", questions, 1),
        ("key, many at once,", "key_many", [(many * AT_ONCE)[:AT_ONCE]] * 4, AT_ONCE),
    ]
    for phase, step, asked, each in steps:
        with meter.measure(f"{phase} {named}", len(asked) * each):
            they.do(step, asked=asked)
