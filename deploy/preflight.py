"""What must be right before anything starts; each fault is one line with its remedy.

`python -m deploy.preflight` prints them and exits 1; it also guards a production host.
"""

import ctypes
import errno
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator

from deploy.place import MEGABYTE, Misnamed, Place, here

FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC")
SUBSETTER = "libharfbuzz-subset.so.0"
REPAIR = "run deploy/prepare as root, or: apt-get install"


def data_directory(place: Place) -> str | None:
    """Written to, not asked about: for root every directory claims to be writable."""
    try:
        place.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place.data):
            return None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return f"the disk of {place.data} is full: free some space"
        if place.data.exists() and not place.data.is_dir():
            return f"{place.data} is a file, not a directory: set HEZHONG_DATA to another path"
        return (
            f"the data directory {place.data} is not writable ({error.strerror}): "
            "change its owner or set HEZHONG_DATA to another"
        )


def disk_space(place: Place) -> str | None:
    existing = next(path for path in (place.data, *place.data.parents) if path.is_dir())
    free = shutil.disk_usage(existing).free
    if free >= place.least_free:
        return None
    return (
        f"the disk of {place.data} is full: {free // MEGABYTE} MB are free, "
        f"{place.least_free // MEGABYTE} MB are needed"
    )


def port(place: Place) -> str | None:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"port {place.port} is taken: stop the other program or take another port, "
                    "as in PORT=8123 make run"
                )
            return f"cannot listen on {place.host}:{place.port}: {error.strerror}"
    return None


def fonts(place: Place) -> str | None:
    if shutil.which("fc-list") is None:
        return f"fc-list is missing: {REPAIR} fontconfig"
    command = ["fc-list", "--format", "%{family}\n"]
    listed = subprocess.run(
        command, capture_output=True, text=True, check=False, env=place.environment
    )
    families = {name for line in listed.stdout.splitlines() for name in line.split(",")}
    missing = [family for family in FAMILIES if family not in families]
    if missing:
        return f"the font {' and '.join(missing)} is missing: {REPAIR} fonts-noto-cjk"
    return None


def subsetter(_place: Place, library: str = SUBSETTER) -> str | None:
    """Without it WeasyPrint takes 12 s for one certificate instead of half a second."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return f"{library} is missing: {REPAIR} libharfbuzz-subset0"
    return None


Check = Callable[[Place], str | None]
CHECKS: tuple[Check, ...] = (data_directory, disk_space, fonts, subsetter, port)


def faults(place: Place, checks: tuple[Check, ...] = CHECKS) -> Iterator[str]:
    return (fault for check in checks if (fault := check(place)))


def main() -> int:
    try:
        found = list(faults(here(dict(os.environ))))
    except Misnamed as error:
        found = [str(error)]
    for fault in found:
        sys.stderr.write(f"hezhong: {fault}\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
