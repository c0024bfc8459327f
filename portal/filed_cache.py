"""The cache of a platform without Redis: in files, looked through seldom, with counters that keep
their end."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

SELDOM = 100  # writes
LOCK = "counting.lock"


class _End(float):
    """When a key ends, as its file says it."""


class SeldomCulled(FileBasedCache):
    """Django lists all files at each write, so that many counters at once (a list of certificates)
    take a time that grows with their square; here each hundredth write does. Django's own counting
    forgets when a counter ends, and lets two at once count as one; here it does neither."""

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self.folder = Path(folder)
        self.written = 0

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        with self._alone():
            return bool(super().add(key, value, timeout, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Raises ValueError for a key that is not there."""
        with self._alone():
            value = self.get(key, None, version)
            if value is None:
                raise ValueError(f"no {key} to count up")
            counted = int(value) + delta
            self.set(key, counted, self._end_of(key, version), version)
            return counted

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        return float(timeout) if isinstance(timeout, _End) else super().get_backend_timeout(timeout)

    def _end_of(self, key: Any, version: int | None) -> _End | None:
        """None when it does not end; Django writes the end before the value."""
        inside: Any = self
        with Path(inside._key_to_file(key, version)).open("rb") as file:  # noqa: SLF001
            end = pickle.load(file)  # noqa: S301 - written by this cache
        return None if end is None else _End(end)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as file:
            locks.lock(file, locks.LOCK_EX)
            yield

    def _cull(self) -> None:
        self.written += 1
        if self.written % SELDOM == 0:
            super()._cull()  # type: ignore[misc]
