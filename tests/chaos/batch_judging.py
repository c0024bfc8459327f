"""What is missing or double after a batch under kills. Plain values in, findings out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Found:
    """What is there afterwards; lists where one is right and two would be a fault."""

    people: int
    batches: list[tuple[int, str, int]]
    members: list[tuple[int, str, int | None]]
    certificates: list[tuple[int, int, int, str]]
    versions: list[tuple[int, str, int | None]]
    jobs: list[tuple[str, str, str]]
    acts: dict[tuple[str, str], int]
    notices: dict[int, int]
    broken_files: list[str]


def judged(found: Found) -> Iterator[str]:
    """Each offence as a line."""
    yield from _batch(found)
    yield from _certificates(found)
    yield from _files(found)
    yield from (f"job {key} is {state}" for _kind, key, state in found.jobs if state != "done")
    yield from _trail(found)


def _batch(found: Found) -> Iterator[str]:
    if [(state, total) for _pk, state, total in found.batches] != [("done", found.people)]:
        yield f"not one finished batch of everybody: {found.batches}"
    states = Counter(state for _person, state, _certificate in found.members)
    if states != {"issued": found.people}:
        yield f"not everybody was issued one: {dict(states)}"
    named = {certificate for _person, _state, certificate in found.members}
    if named != {pk for pk, *_rest in found.certificates}:
        yield "the batch names other certificates than there are"


def _certificates(found: Found) -> Iterator[str]:
    for what, held in (
        ("person", Counter(person for _pk, person, _attempt, _n in found.certificates)),
        ("pass", Counter(attempt for _pk, _person, attempt, _n in found.certificates)),
    ):
        twice = [key for key, count in held.items() if count != 1]
        if len(held) != found.people or twice:
            yield f"not one certificate for each {what}: {len(held)}, twice {twice[:3]}"
    numbers = sorted(int(number[10:16]) for *_rest, number in found.certificates)
    if numbers != list(range(1, found.people + 1)):
        ends = (numbers[0], numbers[-1]) if numbers else ()
        yield f"numbers with a gap or a double: {ends} for {len(numbers)}"


def _files(found: Found) -> Iterator[str]:
    printed = Counter(certificate for certificate, sha256, _size in found.versions if sha256)
    if len(found.versions) != found.people or printed != dict.fromkeys(printed, 1):
        yield f"not one version for each: {len(found.versions)}"
    if len(printed) != found.people:
        yield f"not one file for each: {len(printed)}"
    yield from (f"file {one}" for one in found.broken_files)


def _trail(found: Found) -> Iterator[str]:
    for pk, person, _attempt, _number in found.certificates:
        for kind in ("certificate.issued", "certificate.rendered"):
            if found.acts.get((kind, f"certificates.certificate:{pk}")) != 1:
                yield f"{kind} of certificate {pk} is not once in the trail"
        if found.notices.get(person) != 1:
            yield f"person {person} was told {found.notices.get(person, 0)} times"
    for kind in ("batch.proposed", "batch.approved", "batch.finished"):
        times = sum(count for (act, _subject), count in found.acts.items() if act == kind)
        if times != 1:
            yield f"{kind} is {times} times in the trail"
