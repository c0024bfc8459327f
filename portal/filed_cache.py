"""The cache of a platform without Redis: in files, looked through seldom."""

from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

SELDOM = 100  # writes


class SeldomCulled(FileBasedCache):
    """Django lists all files at each write, so that many counters at once (a list of certificates)
    take a time that grows with their square; here each hundredth write does."""

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self.written = 0

    def _cull(self) -> None:
        self.written += 1
        if self.written % SELDOM == 0:
            super()._cull()  # type: ignore[misc]
