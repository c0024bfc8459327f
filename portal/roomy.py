"""Room for the frames of Python's calls, asked for once instead of a piece at a time.

CPython keeps frames in pieces of 16 KB (`push_chunk` in Python/pystate.c). A piece is taken from
the system when a call does not fit into the last one, and given back when that call returns: a loop
that happens to call across that edge pays two system calls and a page fault for each call, a
thousand times in some requests. Later ones of 3.13 keep one piece back (gh-142183); 3.11 and 3.12
do not. For a frame that does not fit, 16 KB are doubled until it does with 8 KB more: 133 KB get a
piece of 256, and what is left of it holds the frames of all calls below.
"""

from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar, cast

SLOTS = 17_000  # of 8 bytes; of the piece 120 KB are left, and most frames take 100 to 300 bytes
P = ParamSpec("P")
R = TypeVar("R")


def roomy(function: Callable[P, R]) -> Callable[P, R]:
    """The same function, called from a frame that is large enough. Its pages are not touched, so
    that they take no memory; a traceback that reaches it holds 136 KB of addresses."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    made = cast(FunctionType, call)
    made.__code__ = made.__code__.replace(co_stacksize=SLOTS)
    return call
