"""The web server of production over a benchmark's own database, and candidates before it."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from deploy.supervising import die_with_parent
from tests.environment import OUTSIDE, ROOT
from tests.servers import free_port

WEB_WORKERS = os.cpu_count() or 1  # as `make run` has it
MANY = 10  # users: fewer keep no second process busy, and each costs a start
STARTING = 60.0
PRODUCTION = "tests.benchmarks.settings_served"


class Candidates:
    """The process of `tests.benchmarks.candidates`, or of others who use the platform."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    @property
    def pid(self) -> int:
        return self.process.pid

    def tell(self, **order: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def do(self, step: str, **how: Any) -> dict[str, Any]:
        """What came of a step; raises RuntimeError when any candidate could not do it."""
        self.tell(step=step, **how)
        assert self.process.stdout
        came: dict[str, Any] = json.loads(self.process.stdout.readline())
        if came["errors"]:
            raise RuntimeError(f"{step}: {came['errors']} of {came['operations']}: {came}")
        return came


def _environment(port: int, settings_module: str) -> dict[str, str]:
    given = urlsplit(OUTSIDE["DATABASE_URL"])
    name = str(connection.settings_dict["NAME"])
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(given._replace(path=f"/{name}")),
        "DJANGO_SETTINGS_MODULE": settings_module,
        "HEZHONG_HOSTS": urlsplit(settings.PUBLIC_URL).netloc,
        "HEZHONG_PUBLIC_URL": settings.PUBLIC_URL,
        "PORT": str(port),
    }


@contextmanager
def web(users: int, settings_module: str = PRODUCTION) -> Iterator[int]:
    """The port of a web server for so many, as `make run` starts it."""
    port, workers = free_port(), WEB_WORKERS if users >= MANY else 1
    environment = _environment(port, settings_module)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
        *("--log-level", "warning", "portal.wsgi:application"),
    ]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end and process.poll() is None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("GET", "/readyz", headers={"Host": urlsplit(settings.PUBLIC_URL).netloc})
            if line.getresponse().status == http.HTTPStatus.OK:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            line.close()
    raise RuntimeError("the web server did not start")


@contextmanager
def candidates(port: int, logins: dict[str, str], password: str, exam: int) -> Iterator[Candidates]:
    """Candidates who know their logins; none of them has come yet."""
    told = {"cookie": "__Host-sessionid", "logins": logins, "password": password, "exam": exam}
    with _users("tests.benchmarks.candidates", port, told) as they:
        yield they


@contextmanager
def verifiers(port: int, key: str) -> Iterator[Candidates]:
    """Who asks the register, with an office's key or on the page."""
    with _users("tests.benchmarks.verifiers", port, {"key": key}) as they:
        yield they


@contextmanager
def _users(module: str, port: int, told: dict[str, Any]) -> Iterator[Candidates]:
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
    )
    with process:
        they = Candidates(process)
        they.tell(port=port, origin=settings.PUBLIC_URL, **told)
        yield they
        assert process.stdin
        process.stdin.close()
