"""What is not right is said in one line, and nothing is started."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import preflight
from deploy.place import ROOT, Misnamed, Place, here
from tests.environment import OUTSIDE
from tests.servers import free_port


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    return {**OUTSIDE, "HEZHONG_DATA": str(tmp_path / "data"), "PORT": str(free_port())}


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def run(given: dict[str, str]) -> tuple[int, list[str]]:
    """Exit status and all lines of `python -m deploy.run`."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.run"],
        cwd=ROOT,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=20,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def place(given: dict[str, str]) -> Place:
    return here(given)


def test_a_machine_that_has_all_it_needs_has_no_fault(given: dict[str, str]) -> None:
    assert list(preflight.faults(place(given))) == []


def test_a_taken_port_is_named_with_the_way_out(given: dict[str, str], taken_port: int) -> None:
    status, lines = run({**given, "PORT": str(taken_port)})
    assert status == 1
    remedy = "stop the other program or take another port, as in PORT=8123 make run"
    assert lines == [f"hezhong: port {taken_port} is taken: {remedy}"]


def test_a_data_directory_that_cannot_be_written_is_named(
    given: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    status, lines = run({**given, "HEZHONG_DATA": str(tmp_path / "file" / "data")})
    assert (status, len(lines)) == (1, 1)
    assert f"the data directory {tmp_path}/file/data is not writable" in lines[0]


def test_a_data_directory_that_is_a_file_is_called_one(
    given: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    fault = preflight.data_directory(place(given | {"HEZHONG_DATA": str(tmp_path / "file")}))
    assert fault == f"{tmp_path}/file is a file, not a directory: set HEZHONG_DATA to another path"


def test_missing_fonts_are_named_with_their_package(given: dict[str, str], tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<?xml version='1.0'?><fontconfig></fontconfig>")
    status, lines = run({**given, "FONTCONFIG_FILE": str(empty)})
    assert (status, len(lines)) == (1, 1)
    assert "Noto Serif CJK SC and Noto Sans CJK SC is missing" in lines[0]
    assert "fonts-noto-cjk" in lines[0]


def test_a_machine_without_fontconfig_is_told_so(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "fontconfig" in (preflight.fonts(place(given)) or "")


def test_a_missing_subsetter_is_named_with_its_package(given: dict[str, str]) -> None:
    fault = preflight.subsetter(place(given), library="libharfbuzz-subset.so.99")
    assert fault is not None
    assert "libharfbuzz-subset0" in fault


def test_a_full_disk_is_said_with_figures(given: dict[str, str]) -> None:
    status, lines = run({**given, "HEZHONG_LEAST_FREE_MB": "999999"})
    assert (status, len(lines)) == (1, 1)
    assert "is full" in lines[0]
    assert "999999 MB are needed" in lines[0]


@pytest.mark.parametrize("port", ["web", "0", "70000", "-1", "８０００"])
def test_a_port_that_cannot_be_meant_is_refused(given: dict[str, str], port: str) -> None:
    with pytest.raises(Misnamed, match="PORT is"):
        here({**given, "PORT": port})
    assert run({**given, "PORT": port})[0] == 1


def test_the_address_is_the_one_to_type(given: dict[str, str]) -> None:
    assert here({**given, "PORT": "8080"}).address == "http://localhost:8080/"
    assert here({**given, "HOST": "::", "PORT": "80"}).address == "http://localhost:80/"
    assert here({**given, "HOST": "10.0.0.7", "PORT": "80"}).address == "http://10.0.0.7:80/"


def test_two_of_us_do_not_share_a_data_directory(given: dict[str, str]) -> None:
    data = Path(given["HEZHONG_DATA"])
    data.mkdir()
    holder = (
        "import fcntl, sys; lock = open(sys.argv[1], 'a'); fcntl.flock(lock, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(data / "running.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        status, lines = run(given)
        other.communicate("")
    assert status == 1
    assert lines == [f"hezhong: another `make run` works on {data}: stop it first"]
