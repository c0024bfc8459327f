"""`make run`: the platform with one command. Web server, worker and beat under one supervisor."""

import fcntl
import http.client
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from deploy import preflight, readying
from deploy.place import Misnamed, Place, here
from deploy.supervising import Child, Supervisor

STARTING = 90.0  # seconds the web server may take on a slow machine
TERMINATED = 143
QUIET = ("-W", "ignore::UserWarning:celery.platforms")  # a container's only user may be root
LOGINS = (
    "admin judge1 judge2 expert1 expert2 author1 reviewer1 hr1 clerk1 officer1 officer2 auditor1"
    " trainee1 … trainee9"
)
PASSWORD = "demo-hezhong-2026"  # noqa: S105 - printed for the demo city, which alone has it


def say(line: str) -> None:
    sys.stdout.write(f"hezhong: {line}\n")
    sys.stdout.flush()


def children(place: Place) -> list[Child]:
    """Web first: the page should be there before the worker has warmed up."""
    web = [
        *("granian", "--interface", "wsgi", "--host", place.host, "--port", str(place.port)),
        *("--workers", str(place.workers), "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5"),
        *("--workers-kill-timeout", "3", "--log-level", "warning", "portal.wsgi:application"),
    ]
    celery = ["celery", "--app", "portal.celery", "--quiet"]
    worker = [*celery, "worker", "--pool", "solo", "--loglevel", "WARNING"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]
    commands = {"web": web, "worker": [*worker, *quiet], "beat": beat}
    return [
        Child(name, [sys.executable, *QUIET, "-m", *command], place.running)
        for name, command in commands.items()
    ]


def ready(place: Place) -> bool:
    """Does /readyz answer 200?"""
    host = "127.0.0.1" if place.host == "0.0.0.0" else place.host  # noqa: S104
    connection = http.client.HTTPConnection(host, place.port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": f"localhost:{place.port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for_web(place: Place, supervisor: Supervisor) -> bool:
    end = time.monotonic() + STARTING
    web = supervisor.children[0]
    while time.monotonic() < end and not supervisor.stopping:
        if ready(place):
            return True
        if web.process is None or web.process.poll() is not None:
            return False
        time.sleep(0.1)
    return False


def announce(place: Place) -> None:
    say(f"open {place.address}")
    if readying.Ledger(place).has("demo", readying.DONE):
        say(f"demo logins: {LOGINS}; password of all: {PASSWORD}")
    mail = place.environment.get("HEZHONG_SMTP")
    say("mail goes to the server in HEZHONG_SMTP" if mail else f"mail goes to {place.data}/mail/")
    say("Ctrl-C stops everything")


@contextmanager
def alone(place: Place) -> Iterator[bool]:
    """False when another supervisor works on this data directory."""
    with (place.data / "running.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def keep_running(place: Place) -> int:
    supervisor = Supervisor(children(place), say)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.ask_to_stop)
    try:
        web, *others = supervisor.children
        supervisor.start(web)
        if not wait_for_web(place, supervisor):
            if not supervisor.stopping:
                say("the web server did not start; the reason stands above")
            return 0 if supervisor.stopping else 1
        for child in others:
            supervisor.start(child)
        announce(place)
        while not supervisor.stopping:
            time.sleep(0.2)
            readying.folders(place)  # a broker folder that somebody deleted comes back
            supervisor.look_after()
        return 0
    finally:
        supervisor.stop()
        say("stopped")


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)


def main() -> int:
    signal.signal(signal.SIGTERM, _terminate)
    try:
        place = here(dict(os.environ))
        fault = next(preflight.faults(place), None)
        if fault is None:
            with alone(place) as first:
                if first:
                    readying.make_ready(place, say)
                    return keep_running(place)
                fault = f"another `make run` works on {place.data}: stop it first"
    except (Misnamed, readying.Failed) as error:
        fault = str(error)
    except KeyboardInterrupt:
        return 130
    sys.stderr.write(f"hezhong: {fault}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
