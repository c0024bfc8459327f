"""Which certificate a file says it is: read in a confined process, believed in nothing."""

import json
import subprocess
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from certificates import numbering
from portal.children import run_child

CHILD = "certificates.uploads.child"
SECONDS = 15  # by the clock, on a machine that is busy with other things
# Anybody may bring files: one process of the site opens no more than so many at a time.
_turns = BoundedSemaphore(2)


class Locked(ValueError):
    """The file opens with a password only."""


class Several(ValueError):
    """More than one certificate is named in the file."""


@dataclass(frozen=True)
class Named:
    """The certificate that a file names: by its code, or by number and name, or by its number
    alone; all empty when it names none."""

    code: str = ""
    number: str = ""
    name: str = ""

    @property
    def beginning(self) -> str:
        """What a miss is counted for (`limiting.seconds_after_misses`)."""
        return self.code[: numbering.GROUP] or self.number

    @property
    def can_be_asked(self) -> bool:
        """A number alone asks nothing: the public page wants a second fact too."""
        return bool(self.code or (self.number and self.name))


def named_in(content: bytes) -> Named:
    """The certificate in a file; none for one that cannot be read, or not now. Raises Locked,
    Several."""
    told = _told(content)
    records = [_of_record(one) for one in told.get("records", [])]
    codes = {one.code for one in records} | set(filter(numbering.is_code, _cleaned(told)))
    typed = {numbering.read_number(one) for one in told.get("numbers", [])}
    numbers = {one.number for one in records} | {number or "" for number in typed}
    codes, numbers = codes - {""}, numbers - {""}
    if max(len(codes), len(numbers)) > 1:
        raise Several
    code, number = "".join(codes), "".join(numbers)
    name = next((one.name for one in records if one.number), "")
    return Named(code, number, name)


def _cleaned(told: dict[str, Any]) -> list[str]:
    return [numbering.clean_code(code) for code in told.get("codes", [])]


def _of_record(claims: dict[str, str]) -> Named:
    """What of a record can be a code and a number at all."""
    code = numbering.clean_code(claims["code"])
    number = numbering.read_number(claims["number"]) or ""
    return Named(code if numbering.is_code(code) else "", number, claims["name"])


def _told(content: bytes) -> dict[str, Any]:
    if not _turns.acquire(blocking=False):
        return {}
    try:
        done = run_child(CHILD, content=content, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        return {}
    finally:
        _turns.release()
    if done.returncode or not done.stdout:
        return {}
    told: dict[str, Any] = json.loads(done.stdout)
    if told.get("refused") == "locked":
        raise Locked
    return told
