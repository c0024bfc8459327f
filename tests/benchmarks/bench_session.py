"""What one candidate's whole exam costs, from the door to the result, the candidates mixed as they
are in life; and that it costs the same whether 50 sit or 500. As in `bench_exam` web processes,
PostgreSQL and Redis count, and the hash of the password is told apart."""

from tests.benchmarks import seated, served
from tests.benchmarks.bench_exam import HASHES, PASSWORD, forty_questions, hash_passwords
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 500
TENTH = 10
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FIRST = 40  # each process imports what it needs, each connection learns the tables
EACH = 150e-3  # CPU seconds
GROWTH = 1.10


@benchmark(
    "session",
    full=FULL,
    small=3,
    served=True,
    limits={
        "of few": Limit(EACH * FULL / TENTH),
        "of many": Limit(EACH * FULL, times=GROWTH, of="of few"),
    },
)
def session(meter: Meter, size: int) -> None:
    """A tenth of the candidates come first, then all the others, eight at a time."""
    first, few = min(FIRST, size), max(1, size // TENTH)
    quiz, users = forty_questions(first + few + size, CHEAP)
    seated.seat(meter, quiz, users)
    logins = {user.username: "" for user in users}
    hash_passwords(meter, min(HASHES, size))
    with (
        served.web(size, "tests.benchmarks.settings_cheap_hash") as port,
        served.candidates(port, logins, PASSWORD, quiz.pk) as they,
    ):
        meter.apart(they.pid)
        they.do("session", only=first)
        with meter.measure("of few", few):
            they.do("session", after=first, only=few)
        with meter.measure("of many", size):
            they.do("session", after=first + few)
