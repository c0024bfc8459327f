"""Room for the frames of Python's calls, asked for once instead of a piece at a time.

CPython (3.11 to 3.13, `push_chunk` in Python/pystate.c) keeps frames in pieces of 16 KB. A piece
is taken from the system when a call does not fit into the last one, and given back when that call
returns: a loop that happens to call across that edge pays two system calls and a page fault for
each call, a thousand times in some requests. A frame too large for a piece gets one of twice its
size at least, rounded up; what is left of it holds the frames of all calls below.
"""

from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar, cast

SLOTS = 17_000  # of 8 bytes: a piece of 256 KB, of which 120 KB are left; frames take 100 to 300 B
P = ParamSpec("P")
R = TypeVar("R")


def roomy(function: Callable[P, R]) -> Callable[P, R]:
    """The same function, called from a frame that is large enough. Its pages are not touched, so
    that it takes no memory."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    made = cast(FunctionType, call)
    made.__code__ = made.__code__.replace(co_stacksize=SLOTS)
    return call
