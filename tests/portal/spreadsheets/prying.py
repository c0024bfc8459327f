"""Stands in for the child: confines itself as the child does, then tries what it must not."""

import json
import os
import tempfile

from portal.spreadsheets.child import confine
from portal.spreadsheets.tables import Seen

if __name__ == "__main__":
    confine()
    rows: list[list[str]] = [sorted(os.environ)]
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * 100_000)
        rows.append(["written"])
    except OSError:
        rows.append(["no file"])
    try:
        rows.append([str(len(bytes(900_000_000)))])
    except MemoryError as error:
        rows.append([type(error).__name__])
    print(json.dumps(Seen("xlsx").__dict__))  # noqa: T201
    for row in rows:
        print(json.dumps(row))  # noqa: T201
