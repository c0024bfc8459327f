"""Drawing papers of 100 questions from a bank of 10,000, and looking for what a blueprint lacks."""

from exams.papers.blueprint import Blueprint, read_blueprint
from exams.papers.drawing import Limits, draw
from exams.papers.pool import Candidate, Pool
from exams.papers.shortage import shortages
from tests.benchmarks.registry import Limit, Meter, benchmark

PAPERS = 1_000
SUBJECTS = ("mediation", "property", "contract", "family", "inheritance", "tort", "craft")
KINDS = ("single", "multiple", "true_false")
LEVELS = ("easy", "medium", "hard")
CHECKS = 20
SEEN = 10  # every tenth question was seen by the person


def _bank(size: int) -> Pool:
    """Spread over all cells, unevenly seen."""
    return Pool(
        Candidate(
            version_id=n,
            ref=f"q{n:06}",
            subject=SUBJECTS[n % len(SUBJECTS)],
            kind=KINDS[n // 7 % len(KINDS)],
            options=4,
            difficulty=LEVELS[n // 21 % len(LEVELS)],
            tier=("city", "township")[n // 63 % 2],
            exposure=n * 7919 % 13,
        )
        for n in range(size)
    )


def _blueprint() -> Blueprint:
    """100 questions: strict rows, rows free in one way or another, fixed questions."""
    strict = [
        {"subject": subject, "kind": kind, "count": count, "points": 1}
        for subject in SUBJECTS
        for kind, count in zip(KINDS, (4, 2, 2), strict=True)
    ]
    free = [
        {"kind": "single", "count": 12, "points": 1, "difficulty": "hard"},
        {"kind": "single", "count": 10, "points": 1, "tier": "city"},
        {"kind": "multiple", "count": 10, "points": 1},
        {"kind": "true_false", "count": 10, "points": 1, "difficulty": "easy"},
    ]
    fixed = [{"ref": f"q{n:06}", "points": 1} for n in (1, 2)]
    return read_blueprint({"sections": [{"rows": strict, "fixed": fixed}, {"rows": free}]})


@benchmark(
    "drawing",
    full=10_000,
    small=800,
    limits={"new candidates": Limit(5), "resits": Limit(5), "shortage": Limit(0.05 * CHECKS)},
)
def drawing(meter: Meter, size: int) -> None:
    """1,000 papers of 100 for people who have seen nothing, and for people who have seen a tenth of
    the bank; the shortage check of the same blueprint."""
    bank, blueprint = _bank(size), _blueprint()
    papers = PAPERS * size // 10_000
    with meter.measure("new candidates", papers):
        for n in range(papers):
            assert len(draw(blueprint, bank, f"new-{n}")) == blueprint.questions
    seen = frozenset(item.ref for item in bank.items[::SEEN])
    with meter.measure("resits", papers):
        for n in range(papers):
            draw(blueprint, bank, f"again-{n}", Limits(seen, most_new=size // SEEN))
    with meter.measure("shortage", CHECKS):
        for _check in range(CHECKS):
            assert not shortages(blueprint, bank)
