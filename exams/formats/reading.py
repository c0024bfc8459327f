"""Reading somebody's file of questions: size first, the rest in a confined child process."""

import json
import subprocess

from exams.formats import wire
from exams.formats.entries import Contents, Unreadable
from portal.children import run_child

MOST_BYTES = 20_000_000
SECONDS = 90  # by the clock, on a machine that is busy with other things
CHILD = "exams.formats.child"
LONGEST_NAME = 300


def read(content: bytes, name: str) -> Contents:
    """The questions in a file that its owner calls `name`: xlsx, xls, ods, csv and other text
    tables, docx, text, JSON, JSON lines, GIFT, Aiken, Moodle XML, QTI, or a zip of such files. What
    it is, its content says first.

    Raises Unreadable: `empty`; `size` (over 20 MB); `ending` (a kind of file that holds no
    questions we read), `pdf`, `picture`, `archive` (packed otherwise than zip), `old` (.doc, .rtf);
    `encoding`, `binary`; `password`; `macros`; `doctype`, `unsafe` (not put together as programs
    write it); `unpacked` (too large when unpacked), `long` (over 20,000 questions, 50,000 rows or
    200 columns), `slow`; `damaged`; `table`, `json` (with its line); `heading` (a table that names
    no columns we know); `only_examples` (our template, not filled in); `unknown` (no question in
    it).

    Takes at most 30 s of a processor and 800 MB, in a process of its own that knows no secret,
    opens no connection and writes no file.
    """
    if not content:
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("size", megabytes=str(MOST_BYTES // 1_000_000))
    lines = _ask_child(content, name)
    if lines[0].startswith(b'{"unreadable"'):
        told = json.loads(lines[0])
        raise Unreadable(told["unreadable"], **told["facts"])
    return wire.contents_of(lines)


def _ask_child(content: bytes, name: str) -> list[bytes]:
    called = "".join(char for char in name[-LONGEST_NAME:] if char.isprintable()) or "file"
    try:
        done = run_child(CHILD, called, content=content, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable("slow") from None
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise Unreadable("slow" if done.returncode < 0 else "damaged")
    return lines
