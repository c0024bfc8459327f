"""Throwaway PostgreSQL and Redis for one test run: free ports, a folder of their own, no fsync but
where the test is about what survives."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.supervising import die_with_parent

OWNER = "hezhong"
DEBIAN = Path("/usr/lib/postgresql")
# Without statistics the planner takes the indexes: those of a moment at which a test had no rows
# would make it scan what all other tests have left behind.
SAFETY_OFF = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
FAST = (*SAFETY_OFF, "autovacuum=off", "max_connections=60")
# Recovery first brings all files to the disk: one call for all of them instead of one for each.
SAFE = (
    *("fsync=on", "synchronous_commit=on", "full_page_writes=on"),
    "recovery_init_sync_method=syncfs",
)


class NotStarted(RuntimeError):
    """A server did not come up; the message ends with the last lines of its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _postgres_program(name: str) -> str:
    """Debian keeps `initdb` and `postgres` out of PATH, in a folder for each version."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise NotStarted(f"{name} is not installed: run deploy/prepare test")
    return found


def _identity() -> dict[str, int]:
    """PostgreSQL refuses to run as root: then it runs as Debian's user postgres."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid}


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"hezhong-{name}-"))
    identity = _identity()
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int, process: subprocess.Popen[bytes], log: Path, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise NotStarted(f"no answer on port {port}: {log.read_text(errors='replace')[-2000:]}")


class Server:
    """A server program on a port of its own."""

    def __init__(self, command: list[str], port: int, folder: Path) -> None:
        self.command = command
        self.port = port
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = self.folder / "log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
                **_identity(),  # type: ignore[call-overload]
            )
        _answers(self.port, self.process, log)

    def stop(self, number: int = signal.SIGINT, seconds: float = 5) -> None:
        """PostgreSQL waits for its clients on SIGTERM, not on SIGINT."""
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def restart_at_once(self) -> None:
        """What `pg_ctl --mode=immediate restart` does: everything is dropped where it stands, and
        the next start recovers from the log."""
        self.stop(signal.SIGQUIT, 15)
        self.start()


@contextmanager
def _serving(command: list[str], port: int, folder: Path) -> Iterator[Server]:
    server = Server(command, port, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def postgres_server(settings: tuple[str, ...] = FAST) -> Iterator[tuple[str, Server]]:
    """The address of an empty PostgreSQL, as DATABASE_URL takes it, and the server itself."""
    port = free_port()
    with _folder("postgres") as folder:
        data = folder / "data"
        subprocess.run(
            [
                _postgres_program("initdb"),
                f"--pgdata={data}",
                f"--username={OWNER}",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **_identity(),  # type: ignore[call-overload]
        )
        command = [_postgres_program("postgres"), "-D", str(data), "-p", str(port), "-k", ""]
        for setting in (*settings, "listen_addresses=127.0.0.1"):
            command += ["-c", setting]
        with _serving(command, port, folder) as server:
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres", server


@contextmanager
def postgres(settings: tuple[str, ...] = FAST) -> Iterator[str]:
    """The address of an empty PostgreSQL, as DATABASE_URL takes it."""
    with postgres_server(settings) as (url, _server):
        yield url


@contextmanager
def redis() -> Iterator[str]:
    """The address of an empty Redis, as REDIS_URL takes it."""
    port = free_port()
    with _folder("redis") as folder:
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with _serving([*command, "--dir", str(folder)], port, folder):
            yield f"redis://127.0.0.1:{port}"


@contextmanager
def production_shape(settings: tuple[str, ...] = FAST) -> Iterator[dict[str, str]]:
    """PostgreSQL and Redis together, as variables of the environment."""
    with ExitStack() as stack:
        yield {
            "DATABASE_URL": stack.enter_context(postgres(settings)),
            "REDIS_URL": stack.enter_context(redis()),
        }
