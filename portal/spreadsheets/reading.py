"""Reading somebody's file: sizes and names first, the rest in a confined child process."""

import json
import subprocess
from typing import Any

from portal.children import run_child
from portal.spreadsheets.tables import TEXT, Cell, FileRefused, Seen, Table

MOST_BYTES = 10_000_000
SECONDS = 20  # by the clock, on a machine that is busy with other things
CHILD = "portal.spreadsheets.child"
TEXTS = ("csv", "tsv", "txt")
ENDINGS = {"xlsx": ("xlsx",), "xls": ("xls", "et"), "ods": ("ods",), "csv": TEXTS}
KNOWN = tuple(ending for endings in ENDINGS.values() for ending in endings)


def read_table(content: bytes, name: str, *, sheet: str = "", encoding: str = "") -> Table:
    """The table in a file. `name` is what its owner calls it and is only compared with the content.

    Raises FileRefused: `empty`, `size`, `ending` (a name that is none of a table), `mismatch`
    (bad input 27), `slow`, and what the child says (`password`, `unpacked`, `unsafe`, `doctype`,
    `damaged`, `encoding`, …). Takes at most 20 s and 600 MB, in a process of its own that may
    write no file and knows no secret.
    """
    ending = name.rpartition(".")[2].lower()
    if not content:
        raise FileRefused("empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("size", megabytes=MOST_BYTES // 1_000_000)
    if ending not in KNOWN:
        raise FileRefused("ending")
    lines = _ask_child(content, sheet, encoding)
    head = _refuse_or(lines[0])
    if ending not in ENDINGS[head["form"]]:
        raise FileRefused("mismatch")
    return Table(_seen(head), [_row(line) for line in lines[1:]])


def _ask_child(content: bytes, sheet: str, encoding: str) -> list[bytes]:
    try:
        done = run_child(CHILD, sheet, encoding, content=content, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        raise FileRefused("slow") from None
    except ValueError:  # a NUL in the name of a sheet
        raise FileRefused("damaged") from None
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise FileRefused("slow" if done.returncode < 0 else "damaged")
    return lines


def _refuse_or(line: bytes) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(line)
    if "refused" in head:
        raise FileRefused(head["refused"], **head["facts"])
    return head


def _seen(head: dict[str, Any]) -> Seen:
    lists = {key: tuple(head[key]) for key in ("sheets", "hidden_rows", "hidden_columns")}
    formulas = {int(row): tuple(columns) for row, columns in head["formulas"].items()}
    return Seen(**{**head, **lists, "formulas": formulas})


def _row(line: bytes) -> list[Cell]:
    return [
        Cell(cell, TEXT) if isinstance(cell, str) else Cell(cell[0], cell[1])
        for cell in json.loads(line)
    ]
