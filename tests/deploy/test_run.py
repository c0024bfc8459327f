"""The running platform: who is killed comes back, a deleted broker costs nothing, Ctrl-C ends
all."""

import http.client
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deploy.run import LOGINS
from tests.environment import OUTSIDE
from tests.stack import Stack

AN_EVENT = """
INSERT INTO audit_auditevent (at, place, kind, subject, digest)
VALUES (datetime('now'), '', 'test.done', 'test:1', '')
"""


def get(running: Stack, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(running.base_url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def soon(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def answers(running: Stack) -> bool:
    try:
        return get(running, "/readyz")[0] == 200
    except OSError:
        return False


def test_it_says_where_to_go_and_who_may_sign_in(real_stack: Stack) -> None:
    said = real_stack.said()
    assert f"hezhong: open {real_stack.base_url}/\n" in said
    assert f"demo logins: {LOGINS}" in said
    assert f"mail goes to {real_stack.data}/mail/" in said


def test_the_worker_takes_the_tick_from_its_own_queue(real_stack: Stack) -> None:
    tick = "from portal.jobs.sweeping import last_tick; print(last_tick())"
    soon(lambda: "None" not in real_stack.manage("shell", "--no-imports", "-c", tick))


def test_health_says_the_process_answers_and_can_work(real_stack: Stack) -> None:
    assert get(real_stack, "/healthz") == (200, b"ok\n")
    status, body = get(real_stack, "/readyz")
    assert (status, json.loads(body)) == (200, {"database": True, "cache": True})


def test_each_command_begins_anew_and_one_that_fails_says_why(real_stack: Stack) -> None:
    command = ("shell", "--no-imports", "-c")
    begun = "import portal; print(hasattr(portal, 'seen')); portal.seen = True"
    for _n in range(2):
        assert real_stack.manage(*command, begun) == "False\n"
    with pytest.raises(subprocess.CalledProcessError) as refused:
        real_stack.manage(*command, "raise ValueError('no such thing')")
    assert "ValueError: no such thing" in refused.value.stderr


def test_who_sends_ten_megabytes_of_answers_hears_413_on_a_whole_line(real_stack: Stack) -> None:
    connection = http.client.HTTPConnection(urlsplit(real_stack.base_url).netloc, timeout=10)
    with closing(connection):
        for _ in range(3):
            connection.request("POST", "/exams/attempts/1/answers/", b" " * 10_000_000)
            answer = connection.getresponse()
            assert (answer.status, bool(json.loads(answer.read())["text"])) == (413, True)


def test_whoever_is_killed_comes_back(real_stack: Stack) -> None:
    before = {name: real_stack.kill(name) for name in ("web", "worker", "beat")}
    after = {name: real_stack.restarted(name, pid) for name, pid in before.items()}
    assert set(before.values()).isdisjoint(after.values())
    soon(lambda: answers(real_stack))


@pytest.mark.skipif("REDIS_URL" in OUTSIDE, reason="the embedded broker is a folder")
def test_a_deleted_broker_comes_back_and_the_tick_goes_on(real_stack: Stack) -> None:
    gone = (real_stack.data / "broker").rename(real_stack.data / "gone")
    shutil.rmtree(gone, ignore_errors=True)  # the worker may still be writing there
    soon((real_stack.data / "broker" / "queue").is_dir, 5)
    with closing(sqlite3.connect(real_stack.data / "hezhong.sqlite3", timeout=20)) as database:
        event = database.execute(AN_EVENT).lastrowid
        database.commit()
        seal = f"SELECT count(*) FROM audit_auditseal WHERE event_id = {event}"
        soon(lambda: database.execute(seal).fetchone() == (1,), 40)


def group(leader: int) -> list[int]:
    """The living processes of the group that this child leads."""
    return [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdecimal() and _group_of(entry) == leader
    ]


def _group_of(entry: Path) -> int:
    try:
        fields = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[2]) if fields[0] != "Z" else 0


def test_ctrl_c_ends_everything_within_seconds_and_the_next_start_is_quick(
    real_stack: Stack,
) -> None:
    pids = real_stack.pids()
    assert set(pids) == {"web", "worker", "beat"}
    assert all(group(pid) for pid in pids.values())
    began = time.monotonic()
    assert real_stack.stop(signal.SIGINT) == 0
    assert time.monotonic() - began < 8
    assert [group(pid) for pid in pids.values()] == [[], [], []]
    assert real_stack.said().endswith("hezhong: stopped\n")
    began = time.monotonic()
    real_stack.start()
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert time.monotonic() - began < 10 * busy
    assert "loading the demo city" not in real_stack.said()
