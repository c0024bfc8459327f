"""Pools of plain values for the tests of papers."""

from collections.abc import Iterable
from itertools import count

from exams.papers.blueprint import Blueprint, read_blueprint
from exams.papers.pool import Candidate, Pool

_numbers = count(1)


def questions(
    number: int, subject: str = "property", kind: str = "single", *, seen: int = 0, level: str = ""
) -> list[Candidate]:
    """Questions of one cell, each seen so often; their references name subject, kind and number."""
    return [
        Candidate(
            version_id=(n := next(_numbers)),
            ref=f"{subject}-{kind}-{n:06}",
            subject=subject,
            kind=kind,
            options=4,
            difficulty=level or "medium",
            exposure=seen,
        )
        for _ in range(number)
    ]


def row(
    number: int, subject: str = "", kind: str = "single", points: object = 1, **more: str
) -> dict[str, object]:
    return {"count": number, "subject": subject, "kind": kind, "points": points, **more}


def paper(*rows: dict[str, object], fixed: Iterable[str] = ()) -> Blueprint:
    """A blueprint of one section."""
    fixed_ones = [{"ref": ref, "points": 2} for ref in fixed]
    return read_blueprint({"sections": [{"title": "", "rows": [*rows], "fixed": fixed_ones}]})


def pool(*groups: Iterable[Candidate]) -> Pool:
    return Pool([item for group in groups for item in group])


def chi_square(observed: Iterable[int], expected: float) -> float:
    return sum((seen - expected) ** 2 / expected for seen in observed)
