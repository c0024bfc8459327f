"""How much room one candidate's exam takes in PostgreSQL, with indexes, and how much is written
ahead (WAL): a paper of 40 questions, 50 answers saved one by one, handed in."""

from django.db import connection

from exams import answering, attempts
from tests.benchmarks.bench_exam import HASHERS, forty_questions
from tests.benchmarks.registry import Meter, benchmark

QUESTIONS, ANSWERS = 40, 50
SIZES = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
SHOWN = 512  # bytes for each candidate: less is not worth a line


@benchmark("room", full=300, small=2)
def room(meter: Meter, size: int) -> None:
    """The size of a table is that of its pages: few candidates tell too much."""
    quiz, users = forty_questions(size, HASHERS)
    before, log = _sizes(), _written()
    with meter.measure("attempts", size):
        for user in users:
            attempt = attempts.start(user.person.pk, quiz, actor_id=user.pk)
            for n in range(ANSWERS):
                place, sequence = 1 + n % QUESTIONS, 1 + n // QUESTIONS
                window = answering.Window("benchmark0")
                answering.save(
                    attempt.pk, question=place, sequence=sequence, value=["A"], window=window
                )
            attempts.submit(attempt.pk, actor_id=user.pk)
    if connection.vendor != "postgresql":
        return
    grown = {name: now - before.get(name, 0) for name, now in _sizes().items()}
    for name, more in sorted(grown.items(), key=lambda pair: -pair[1]):
        if more >= SHOWN * size:
            meter.note(f"{name}: {more / size / 1024:.1f} kB a candidate")
    meter.note(f"all tables: {sum(grown.values()) / size / 1024:.1f} kB a candidate")
    meter.note(f"WAL: {(_written() - log) / size / 1024:.1f} kB a candidate")


def _sizes() -> dict[str, int]:
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SIZES)
        return {str(name): int(size) for name, size in cursor.fetchall()}


def _written() -> int:
    """Bytes written ahead so far."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
        return int(cursor.fetchone()[0])
