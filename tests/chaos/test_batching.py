"""A batch under kills in its fast form, and what the judge sees."""

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.chaos import batching
from tests.chaos.batch_judging import Found, judged
from tests.environment import OUTSIDE

SQLITE = not OUTSIDE.get("DATABASE_URL")
NUMBERS = ("99010120260000017", "99010120260000025")


def say(line: str) -> None:
    """Shown when the test fails."""
    sys.stdout.write(f"{line}\n")


@pytest.mark.stack
def test_a_batch_of_thirty_loses_and_doubles_nothing_while_the_worker_is_killed() -> None:
    form = replace(batching.full(30, 3, 7, sqlite=SQLITE), hurried=True)
    figures = batching.run(form, say)
    assert not figures.missing, "\n".join(figures.lines())
    assert (figures.certificates, figures.files, figures.kills) == (30, 30, 3)


def sound() -> Found:
    """Two people, one batch."""
    certificates = [(8, 50, 5, NUMBERS[0]), (9, 51, 6, NUMBERS[1])]
    of_certificate = ("certificate.issued", "certificate.rendered")
    of_batch = ("batch.proposed", "batch.approved", "batch.finished")
    return Found(
        people=2,
        batches=[(1, "done", 2)],
        members=[(50, "issued", 8), (51, "issued", 9)],
        certificates=certificates,
        versions=[(8, "one", 1), (9, "two", 1)],
        jobs=[("certificate.batch", "certificate.batch:1:1", "done")],
        acts={
            **{
                (kind, f"certificates.certificate:{pk}"): 1
                for kind in of_certificate
                for pk in (8, 9)
            },
            **{(kind, "batching.batch:1"): 1 for kind in of_batch},
        },
        notices={50: 1, 51: 1},
        broken_files=[],
    )


def test_a_sound_batch_misses_nothing() -> None:
    assert list(judged(sound())) == []


def skip_a_number(found: Found) -> None:
    found.certificates[1] = (9, 51, 6, "99010120260000033")


def issue_twice_for_a_pass(found: Found) -> None:
    found.certificates[1] = (9, 51, 5, NUMBERS[1])


def hold_somebody(found: Found) -> None:
    found.members[1] = (51, "held", None)


def print_nothing(found: Found) -> None:
    found.versions[1] = (9, "", None)


def damage_a_file(found: Found) -> None:
    found.broken_files.append("two")


def leave_a_job(found: Found) -> None:
    found.jobs.append(("certificate.render", "certificate.render:9", "running"))


def tell_twice(found: Found) -> None:
    found.notices[50] = 2


def tell_the_trail_twice(found: Found) -> None:
    found.acts["certificate.rendered", "certificates.certificate:8"] = 2


def agree_twice(found: Found) -> None:
    found.acts["batch.approved", "batching.batch:1"] = 2


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (skip_a_number, "numbers with a gap"),
        (issue_twice_for_a_pass, "not one certificate for each pass"),
        (hold_somebody, "not everybody was issued one"),
        (print_nothing, "not one file for each"),
        (damage_a_file, "file two"),
        (leave_a_job, "certificate.render:9 is running"),
        (tell_twice, "person 50 was told 2 times"),
        (tell_the_trail_twice, "certificate.rendered of certificate 8"),
        (agree_twice, "batch.approved is 2 times"),
    ],
)
def test_each_harm_to_a_batch_is_named(harm: Callable[[Found], None], what: str) -> None:
    found = sound()
    harm(found)
    assert what in next(judged(found))
