"""Production refuses to start half configured, and answers the health checks without TLS."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WHOLE = {
    "HEZHONG_SECRET_KEY": "x",
    "DATABASE_URL": "postgres://localhost/hezhong",
    "REDIS_URL": "redis://localhost/0",
    "HEZHONG_PUBLIC_URL": "https://example.org",
}
PRINT = (
    "from portal.settings import production as p; print(p.SECURE_REDIRECT_EXEMPT, p.DEMO_ALLOWED)"
)


def start(folder: Path, show: str = PRINT, **changed: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **WHOLE, "HEZHONG_DATA": str(folder), **changed}
    return subprocess.run(
        [sys.executable, "-c", show], env=environment, capture_output=True, text=True, check=False
    )


def test_a_whole_configuration_starts(tmp_path: Path) -> None:
    started = start(tmp_path)
    assert started.returncode == 0, started.stderr
    assert started.stdout.strip() == "['^healthz$', '^readyz$'] False"


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"HEZHONG_PUBLIC_URL": ""}, "HEZHONG_PUBLIC_URL"),
        ({"HEZHONG_PUBLIC_URL": "http://example.org"}, "HEZHONG_PUBLIC_URL"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, changed: dict[str, str], missing: str) -> None:
    refused = start(tmp_path, **changed)
    assert refused.returncode == 1
    assert f"production needs {missing}=" in refused.stderr


def test_what_the_address_of_the_database_asks_for_stays(tmp_path: Path) -> None:
    address = "postgres://localhost/hezhong?sslmode=verify-full"
    show = (
        "from portal.settings import production as p; o = p.DATABASES['default']['OPTIONS'];"
        "print(o['sslmode'], o['pool']['max_size'])"
    )
    started = start(tmp_path, show, DATABASE_URL=address)
    assert started.stdout.strip() == "verify-full 8", started.stderr
