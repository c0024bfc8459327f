"""The chaos test of a batch: certificates are issued and printed while the worker is killed.

`python -m tests.chaos.batching [--sqlite] [--certificates N] [--kills N] [--broken NAME]`; the full
form are 2,000 certificates and 20 kills. HR proposes the batch by the page, twice pressed; somebody
else agrees; it is paused and goes on. Then database and files are read with plain SQL.
"""

import argparse
import hashlib
import os
import random
import re
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path

from tests import environment
from tests.chaos import running, stored
from tests.chaos.batch_judging import Found, judged
from tests.chaos.killing import alive
from tests.chaos.line import Line, Reply, form
from tests.chaos.platform import Platform, owner_of, standing
from tests.chaos.scale import Scale

PAGES = "/desk/certificates/batches/"
WAIT_SECONDS = 3600.0
STUCK_SECONDS, BROKEN_STUCK_SECONDS = 240.0, 45.0  # a lease lasts 30 s, or 6
GIVE_UP = 60.0
HIDDEN = re.compile(r'name="(key|seen)" value="([^"]*)"')
MEMBERS = "SELECT person_id, state, certificate_id FROM batching_batchmember"
BATCHES = "SELECT id, state, total FROM batching_batch"
CERTIFICATES = """
SELECT id, person_id, attempt_id, number FROM certificates_certificate WHERE kind = 'post'
"""
VERSIONS = """
SELECT certificate_id, file_sha256, file_size FROM certificates_certificateversion
WHERE attempt_id IS NOT NULL
"""
DONE = """
SELECT (SELECT count(*) FROM certificates_certificateversion
WHERE file_sha256 <> '' AND attempt_id IS NOT NULL)
"""
SWEPT = "SELECT count(*) FROM jobs_job WHERE kind = 'certificate.sweep' AND state = 'done'"
JOBS = """
SELECT kind, key, state FROM jobs_job WHERE kind IN
('certificate.batch', 'certificate.issue', 'certificate.render', 'notice.send')
"""
ACTS = """
SELECT kind, subject, count(*) FROM audit_auditevent
WHERE kind LIKE 'certificate.%' OR kind LIKE 'batch.%' GROUP BY kind, subject
"""
NOTICES = """
SELECT person_id, count(*) FROM notices_notice WHERE kind = 'certificate.issued' GROUP BY person_id
"""
Say = Callable[[str], None]


@dataclass
class Figures:
    certificates: int = 0
    files: int = 0
    kills: int = 0
    died_at: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    missing: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        moments = ", ".join(f"{name} {count}" for name, count in sorted(self.died_at.items()))
        return [
            f"{self.certificates} certificates, {self.files} files with the right hash",
            f"{self.kills} kills of the worker (with jobs in its hands: {moments or 'none'})",
            f"{self.seconds:.0f} s from the second person's word to the last file",
            *(f"MISSING {one}" for one in self.missing),
            "nothing is missing" if not self.missing else f"{len(self.missing)} promises broken",
        ]


def run(scale: Scale, say: Say) -> Figures:
    """Propose, agree, kill, pause, go on, wait, judge."""
    figures = Figures()
    say(f"seed {scale.seed}; starting the platform with {scale.submissions} people who passed")
    with standing(scale) as platform:
        _wait_for_the_sweep(platform)
        number = _propose(platform)
        say(f"batch {number} agreed to; the worker is killed {scale.kills} times")
        began = time.monotonic()
        _kill_while_at_work(platform, scale, number, figures, say)
        figures.seconds = time.monotonic() - began
        say("all printed; waiting for the rest, then judging")
        if running.settle(platform) is None:
            figures.missing.append("not settled in time")
        found = _read(platform, scale.submissions)
        figures.certificates = len(found.certificates)
        whole = sum(bool(sha256) for _pk, sha256, _size in found.versions)
        figures.files = whole - len(found.broken_files)
        figures.missing += list(judged(found))
        figures.missing += [str(one) for one in running.asked_itself(platform)]
    return figures


@contextmanager
def _lines(platform: Platform) -> Iterator[list[Line]]:
    """Those who propose and agree, each with a line of their own."""
    lines = [Line(platform.netloc, key, GIVE_UP) for key in platform.seeded["staff"]]
    yield lines
    for line in lines:
        line.hang_up()


def _wait_for_the_sweep(platform: Platform) -> None:
    """The night's sweep, made up for at the start, asks again for what has no file: a job that is
    lost before it would be found, as it would in a city on the next night only."""
    with stored.opened(platform.place.database, owner_of(platform.place)) as database:
        end = time.monotonic() + GIVE_UP
        while stored.rows(database, SWEPT)[0][0] < 1:
            if time.monotonic() > end:
                raise TimeoutError("the night's sweep was not made up for")
            time.sleep(0.2)


def _propose(platform: Platform) -> int:
    """By the page: shown, sent twice, then agreed to by somebody else, twice pressed."""
    with _lines(platform) as (first, second):
        page = first.until(_shown, "GET", f"{PAGES}new/")
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(page.text)}
        body = form(**hidden, reason="二〇二六年秋季上岗培训（示例）")
        sent = [first.until(_sent_on, "POST", f"{PAGES}new/", body) for _n in range(2)]
        if sent[0].where != sent[1].where:
            raise AssertionError(f"one form, two batches: {sent[0].where} {sent[1].where}")
        for _n in range(2):
            second.until(_sent_on, "POST", f"{sent[0].where}approve/")
    return int(sent[0].where.strip("/").rpartition("/")[2])


def _shown(reply: Reply) -> bool:
    return reply.status == 200


def _sent_on(reply: Reply) -> bool:
    return reply.status == 302 and reply.where.startswith(PAGES)


def _kill_while_at_work(
    platform: Platform, scale: Scale, number: int, figures: Figures, say: Say
) -> None:
    """At random moments of the whole work, from the first step to the last file."""
    luck = random.Random(scale.seed)
    kills = sorted(luck.uniform(0.0, scale.latest) for _n in range(scale.kills))
    rest = [luck.uniform(0.05, 0.2)]
    patience = BROKEN_STUCK_SECONDS if scale.broken else STUCK_SECONDS
    seen, since = -1.0, time.monotonic()
    end = since + WAIT_SECONDS
    with stored.opened(platform.place.database, owner_of(platform.place)) as database:
        while (now := _progress(database, scale.submissions)) < 1.0:
            if now != seen:
                seen, since = now, time.monotonic()
            if time.monotonic() > min(end, since + patience):
                figures.missing.append(f"stands still at {now:.0%}")
                return
            if rest and now >= rest[0]:
                rest.clear()
                _rest(platform, number)
                say(f"{now:.0%}: paused and gone on with")
            if not kills or now < kills[0]:
                time.sleep(0.1)
                continue
            time.sleep(luck.uniform(0.0, 0.8))  # something was just done: in the midst of the next
            if _kill(platform, database, figures):
                kills.pop(0)
                say(f"{now:.0%}: worker killed")
    if kills:
        figures.missing.append(f"too quick for the killer: {len(kills)} kills left")


def _progress(database: stored.Database, people: int) -> float:
    """Half for being issued, half for being printed."""
    issued = len(stored.rows(database, CERTIFICATES))
    return (issued + int(stored.rows(database, DONE)[0][0])) / (2 * people)


def _rest(platform: Platform, number: int) -> None:
    with _lines(platform) as (first, _second):
        for verb in ("pause", "pause", "resume", "resume"):
            first.until(_sent_on, "POST", f"{PAGES}{number}/{verb}/")


def _kill(platform: Platform, database: stored.Database, figures: Figures) -> bool:
    pid = platform.stack.pid("worker")
    if not alive(pid):
        return False
    os.kill(pid, signal.SIGKILL)
    figures.kills += 1
    held = "SELECT kind FROM jobs_job WHERE state = 'running'"
    figures.died_at.update(kind for (kind,) in stored.rows(database, held))
    return True


def _read(platform: Platform, people: int) -> Found:
    with stored.opened(platform.place.database, owner_of(platform.place)) as database:
        versions = stored.rows(database, VERSIONS)
        return Found(
            people,
            stored.rows(database, BATCHES),
            stored.rows(database, MEMBERS),
            stored.rows(database, CERTIFICATES),
            versions,
            stored.rows(database, JOBS),
            {(kind, subject): n for kind, subject, n in stored.rows(database, ACTS)},
            dict(stored.rows(database, NOTICES)),
            list(_broken_files(platform.place.data / "files", versions)),
        )


def _broken_files(folder: Path, versions: list[tuple[int, str, int | None]]) -> Iterator[str]:
    """Files that are gone, or not what their name says."""
    for _pk, sha256, size in versions:
        if not sha256:
            continue
        path = folder / sha256[:2] / f"{sha256}.pdf"
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != size:
            yield sha256


def full(certificates: int, kills: int, seed: int, *, sqlite: bool, broken: str = "") -> Scale:
    """Everybody of age."""
    form = Scale(certificates, kills, 0, 0, certified=certificates, seed=seed, sqlite=sqlite)
    return replace(form, broken=broken, batch=True)


def _say(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.batching")
    parser.add_argument("--sqlite", action="store_true", help="instead of PostgreSQL and Redis")
    parser.add_argument("--certificates", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--broken", choices=("lost_jobs",), default="")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    asked = parser.parse_args()
    form = full(
        asked.certificates, asked.kills, asked.seed, sqlite=asked.sqlite, broken=asked.broken
    )
    try:
        figures = run(form, _say)
    finally:
        environment.pytest_unconfigure()
    sys.stdout.write("".join(f"{line}\n" for line in figures.lines()))
    return bool(figures.missing)


if __name__ == "__main__":
    sys.exit(main())
