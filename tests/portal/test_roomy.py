"""Calls across the edge of a piece of stack ask the system for nothing."""

import resource
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FunctionType
from typing import cast

import pytest

from portal.roomy import roomy

DEEPEST, TIMES = 400, 1_000


def _wide() -> None:
    """Called with a frame of 800 bytes, so that some depth has less than that left of its piece."""


_function = cast(FunctionType, _wide)
_function.__code__ = _function.__code__.replace(co_stacksize=100)


def _faults(depth: int) -> int:
    """How often a loop of calls from this many frames down is given a page of memory."""
    if depth:
        return _faults(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _n in range(TIMES):
        _wide()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def _most(call: Callable[[int], int]) -> int:
    """At any depth, in a thread of its own: each begins with a stack of its own."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return max(pool.map(call, range(DEEPEST)))


def test_a_loop_at_any_depth_is_given_no_memory_again_and_again() -> None:
    assert _most(roomy(_faults)) < TIMES / 10


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="a later 3.13 does so by itself")
def test_without_it_there_is_a_depth_where_each_call_is_given_some() -> None:
    assert _most(_faults) >= TIMES


def test_what_is_called_gets_its_arguments_and_its_answer_or_error_comes_back() -> None:
    assert roomy(divmod)(7, 2) == (3, 1)
    assert roomy(dict)(a=1) == {"a": 1}
    with pytest.raises(ZeroDivisionError):
        roomy(divmod)(1, 0)
