"""The confined child that opens a template: limits on itself first, then the file, then JSON.

`python -m certificates.roster.sharing.child` reads the workbook from its standard input.
"""

import json
import sys
from typing import Any

from certificates.roster.sharing import vetting
from portal.spreadsheets.child import confine
from portal.spreadsheets.tables import FileRefused


def main() -> None:
    confine()
    try:
        found = vetting.vet(sys.stdin.buffer.read())
        vetting.refuse_unfit(found)
        told: dict[str, Any] = {"found": found.as_json()}
    except FileRefused as refused:
        told = {"refused": refused.code, "facts": refused.facts}
    except (MemoryError, RecursionError):
        told = {"refused": "unpacked", "facts": {}}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
