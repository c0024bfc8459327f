"""Loaded before the settings: a data directory, secrets and a cache of the test run's own."""

import gc
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

OUTSIDE = dict(os.environ)
"""The environment as it was given to the test run."""

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""`gw0`, `gw1` … under pytest-xdist, else empty."""


def compile_messages() -> None:
    """The catalogues as Django reads them, made anew when theirs are older: tests read Chinese.
    Several runs may do so at once: each file is put in place whole."""
    for source in (ROOT / "locale").rglob("*.po"):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = source.with_suffix(f".{os.getpid()}.draft")
        subprocess.run(["msgfmt", "--output-file", str(draft), str(source)], check=True)
        draft.replace(target)


def _own_data_directory() -> str:
    given = os.environ.get("HEZHONG_TEST_DATA")
    if given is None:
        given = tempfile.mkdtemp(prefix="hezhong-test-")
        os.environ["HEZHONG_TEST_DATA"] = given
    own = Path(given) / (WORKER or "main")
    own.mkdir(parents=True, exist_ok=True)
    return str(own)


def _own_cache(url: str) -> str:
    """Each worker has a Redis database of its own: 0 for one process, 1, 2 … for workers."""
    number = int(WORKER.removeprefix("gw")) + 1 if WORKER else 0
    return f"{url.rsplit('/', 1)[0]}/{number}" if url.count("/") == 3 else f"{url}/{number}"


compile_messages()  # before anything of Django reads them
os.environ.setdefault("HEZHONG_SECRET_KEY", "only-for-tests")
ZEROS, ONES = "A" * 43 + "=", "//////////////////////////////////////////8="
os.environ.setdefault("HEZHONG_IDENTITY_CIPHER", f"k1 {ZEROS}")
os.environ.setdefault("HEZHONG_IDENTITY_INDEX", f"k1 {ONES}")
os.environ.setdefault("HEZHONG_RESCUE", f"k1 {'A' * 42}E=")
os.environ.setdefault("HEZHONG_OFFLINE", f"k1 {ONES}")
os.environ.setdefault("HEZHONG_PUBLIC_URL", "https://rmtj.example.gov.cn")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API runs a loop
os.environ["HEZHONG_DATA"] = _own_data_directory()
if os.environ.get("REDIS_URL"):
    os.environ["REDIS_URL"] = _own_cache(os.environ["REDIS_URL"])


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """What is loaded until all tests are collected stays: no garbage is looked for."""
    gc.disable()


def pytest_unconfigure() -> None:
    if not WORKER:
        shutil.rmtree(os.environ["HEZHONG_TEST_DATA"], ignore_errors=True)
