"""The confined child that opens somebody's PDF: limits on itself first, then the file, then JSON.

`python -m certificates.uploads.child` reads the file from its standard input and says
`{"refused": …}` or what it found (`extracting.Found`).
"""

import json
import resource
import sys
from dataclasses import asdict

from certificates.uploads import extracting

MEMORY = 500_000_000  # bytes of address space
SECONDS = 8  # of one processor


def confine() -> None:
    """No more memory and time than a certificate can need, and no file written."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    confine()
    try:
        told: object = asdict(extracting.found_in(sys.stdin.buffer.read()))
    except extracting.Locked:
        told = {"refused": "locked"}
    except (extracting.Unreadable, MemoryError, RecursionError):
        told = {"refused": "unreadable"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
