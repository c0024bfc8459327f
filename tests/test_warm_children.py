"""A child that is forked from a warm one does what one does that is started anew."""

import json
import subprocess
from collections.abc import Iterator

import pytest

from exams.pressing import NO_SIGN
from portal.children import run_child
from tests.warm_children import OURS, WarmChildren

PRESS, READ = "exams.pressing", "exams.formats.child"
TABLE = "题干\t答案\t题型\n调解不收费。\t对\t判断题".encode()


def page(words: str) -> bytes:
    return json.dumps({"page": f"<html lang=zh><p>{words}", "style": "@page{size:A5}"}).encode()


@pytest.fixture(scope="module")
def warm() -> Iterator[WarmChildren]:
    made = WarmChildren()
    yield made
    made.end()


@pytest.mark.parametrize(
    ("module", "arguments", "content"),
    [
        (PRESS, (), page("调解")),
        (PRESS, (), page("\U000f0000")),
        (PRESS, (), b"{"),
        (READ, ("题.tsv",), TABLE),
        (READ, ("题.tsv",), b"\0"),
        (READ, (), TABLE),
    ],
    ids=["a page", "no sign", "no page", "a table", "nothing", "no name"],
)
def test_it_ends_and_answers_alike(
    warm: WarmChildren, module: str, arguments: tuple[str, ...], content: bytes
) -> None:
    anew = run_child(module, *arguments, content=content, seconds=60)
    for _twice in range(2):
        forked = warm.run_child(module, *arguments, content=content, seconds=60)
        assert (forked.returncode, forked.stdout) == (anew.returncode, anew.stdout)


@pytest.mark.parametrize("module", sorted(OURS))
def test_each_of_them_refuses_alike_what_it_cannot_read(warm: WarmChildren, module: str) -> None:
    for arguments in ((), ("1", "utf-8")):
        anew = run_child(module, *arguments, content=b"\0 nothing", seconds=60)
        forked = warm.run_child(module, *arguments, content=b"\0 nothing", seconds=60)
        assert (forked.returncode, forked.stdout) == (anew.returncode, anew.stdout)


def test_the_answers_are_what_they_should_be(warm: WarmChildren) -> None:
    assert warm.run_child(PRESS, content=page("调解"), seconds=60).stdout.startswith(b"%PDF")
    assert warm.run_child(PRESS, content=page("\U000f0000"), seconds=60).returncode == NO_SIGN
    said = warm.run_child(READ, "题.tsv", content=TABLE, seconds=60).stdout.splitlines()
    assert json.loads(said[1])["entry"]["wording"]["stem"] == "调解不收费。"


def test_what_takes_too_long_is_stopped_and_the_next_is_answered(warm: WarmChildren) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run_child(PRESS, content=page("调解"), seconds=0)
    assert warm.run_child(PRESS, content=page("调解"), seconds=60).returncode == 0


def test_a_nul_in_an_argument_is_refused(warm: WarmChildren) -> None:
    with pytest.raises(ValueError, match="null"):
        warm.run_child(READ, "题\0.tsv", content=TABLE, seconds=60)


def test_what_is_no_child_of_ours_is_started_anew(warm: WarmChildren) -> None:
    assert warm.run_child("no.such.room", content=b"", seconds=60).returncode == 1
    assert "no.such.room" not in warm.by_module
