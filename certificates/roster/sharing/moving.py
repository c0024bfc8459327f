"""Where the rows of a sheet stand once the repeated row stands there many times. Pure."""

import re
from dataclasses import dataclass

RANGE = re.compile(rb"(\$?[A-Z]{1,3}\$?)([0-9]{1,7})")


@dataclass(frozen=True)
class Move:
    """What lies below the repeated row goes down by so many rows; what holds it grows."""

    row: int
    down: int

    def ranges(self, told: bytes) -> bytes:
        """The ranges in `A4:H9 J2`, as they stand afterwards."""

        return b" ".join(self._range(words) for words in told.split(b" "))

    def _range(self, words: bytes) -> bytes:
        first, colon, last = words.partition(b":")
        begin = RANGE.sub(lambda found: found[1] + b"%d" % self.number(int(found[2])), first)
        if not colon and not (self.down and first.endswith(b"%d" % self.row)):
            return begin
        end = RANGE.sub(
            lambda found: found[1] + b"%d" % self.number(int(found[2]), ends=True), last or first
        )
        return begin if begin == end else begin + b":" + end

    def number(self, row: int, *, ends: bool = False) -> int:
        below = row >= self.row if ends else row > self.row
        return row + self.down if below else row
