"""Secrets of this installation, in files beside the data: made once, readable by the owner only.

`python -m deploy.keys [DATA DIRECTORY]` makes what is missing and never touches what is there.
"""

import os
import secrets
import sys
from pathlib import Path

from deploy.place import here

NAMES = ("secret_key",)
LENGTH = 50  # bytes of randomness, about 67 characters


def make(data: Path) -> list[Path]:
    """Make the missing keys under `data`/keys; the files that were made."""
    folder = data / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for name in NAMES:
        path = folder / name
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(LENGTH) + "\n")
        made.append(path)
    return made


if __name__ == "__main__":
    for made_path in make(Path(sys.argv[1]) if sys.argv[1:] else here(dict(os.environ)).data):
        sys.stdout.write(f"made {made_path}\n")
