"""The confined child that opens a file: limits on itself first, then the file, then JSON lines.

`python -m portal.spreadsheets.child SHEET ENCODING` reads the file from its standard input. The
first line of the answer is what was seen (or `{"refused": …}`), each further line a row.
"""

import json
import resource
import sys
from dataclasses import asdict, replace

from portal.spreadsheets import decoding, workbooks
from portal.spreadsheets.tables import TEXT, Cell, FileRefused, Seen, Table

MEMORY = 600_000_000  # bytes of address space; Python and calamine alone take 40 MB
SECONDS = 10  # of one processor
LONGEST_CELL = 5_000


def confine() -> None:
    """No more memory, time, files and output to files than a table can need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, sheet: str, encoding: str) -> Table:
    """Any file as a table, by its content. Raises FileRefused."""
    form = workbooks.form_of(content)
    if form:
        return workbooks.read(content, form, sheet)
    text, found = decoding.decode(content, encoding)
    if text.lstrip().lower().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise FileRefused("form")
    records, separator = decoding.records_of(text)
    rows = [[Cell(cell) for cell in record] for record in records]
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise FileRefused("empty")
    if len(rows) > workbooks.MOST_ROWS or len(rows[0]) > workbooks.MOST_COLUMNS:
        raise FileRefused("long", rows=workbooks.MOST_ROWS, columns=workbooks.MOST_COLUMNS)
    return Table(Seen("csv", encoding=found, separator=separator), rows)


def packed(cell: Cell) -> str | list[str]:
    """A text as it is, anything else with its kind."""
    text = cell.text[: LONGEST_CELL + 1]
    return text if cell.kind == TEXT else [text, cell.kind]


def main() -> None:
    confine()
    out = sys.stdout
    try:
        table = read(sys.stdin.buffer.read(), sys.argv[1], sys.argv[2])
    except FileRefused as refused:
        out.write(json.dumps({"refused": refused.code, "facts": refused.facts}) + "\n")
        return
    except (MemoryError, RecursionError):
        out.write(json.dumps({"refused": "unpacked", "facts": {}}) + "\n")
        return
    few = replace(table.seen, hidden_rows=table.seen.hidden_rows[: len(table.rows)])
    out.write(json.dumps(asdict(few)) + "\n")
    for row in table.rows:
        out.write(json.dumps([packed(cell) for cell in row], ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
