"""The cache in files: written without looking through all of it each time, and yet bounded; its
counters keep their end and lose no count."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from portal.filed_cache import SELDOM, SeldomCulled


def test_writes_do_not_look_through_the_folder_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache: Any = SeldomCulled(str(tmp_path), {})
    list_files, looked = cache._list_cache_files, []

    def listed() -> Any:
        looked.append(1)
        return list_files()

    monkeypatch.setattr(cache, "_list_cache_files", listed)
    for n in range(2 * SELDOM):
        cache.add(f"key{n}", n)
    assert len(looked) == 2
    assert cache.get("key7") == 7


def test_it_is_bounded_all_the_same(tmp_path: Path) -> None:
    cache = SeldomCulled(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 50}})
    for n in range(5 * SELDOM):
        cache.set(f"key{n}", n)
    assert len(list(tmp_path.glob("*"))) <= 50 + 3 * SELDOM  # a third goes each time


def test_a_counter_keeps_its_end_however_often_it_is_counted_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = SeldomCulled(str(tmp_path), {})
    assert cache.add("tries", 0, 90_000)
    assert (cache.incr("tries"), cache.incr("tries", 5), cache.decr("tries")) == (1, 6, 5)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 89_000)
    assert cache.get("tries") == 5
    monkeypatch.setattr(time, "time", lambda: now + 90_001)
    assert cache.get("tries") is None
    with pytest.raises(ValueError, match="no tries"):
        cache.incr("tries")


def test_a_counter_without_an_end_stays_without(tmp_path: Path) -> None:
    cache = SeldomCulled(str(tmp_path), {})
    cache.set("all", 1, None)
    assert cache.incr("all") == 2
    assert cache._end_of("all", None) is None


def test_of_many_hands_at_once_no_count_is_lost(tmp_path: Path) -> None:
    cache = SeldomCulled(str(tmp_path), {})

    def count(_n: int) -> bool:
        added = cache.add("tries", 1, 60)
        if not added:
            cache.incr("tries")
        return added

    with ThreadPoolExecutor(8) as hands:
        assert sum(hands.map(count, range(200))) == 1
    assert cache.get("tries") == 200
