"""The cache in files: written without looking through all of it each time, and yet bounded."""

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
