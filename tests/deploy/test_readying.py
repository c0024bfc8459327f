"""Each step before the start is done once, and again when what it depends on has changed."""

import stat
import sys
from pathlib import Path

import pytest

from deploy import keys, readying
from deploy.place import Place, here
from deploy.readying import BEGUN, DONE, Ledger
from tests.environment import OUTSIDE


@pytest.fixture
def place(tmp_path: Path) -> Place:
    given = {key: value for key, value in OUTSIDE.items() if key != "DATABASE_URL"}
    return here({**given, "HEZHONG_DATA": str(tmp_path)})


@pytest.fixture
def commands(place: Place, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The management commands that were run, in their order; `migrate` makes the database."""
    run: list[str] = []

    def pretend(_place: Place, *arguments: str) -> None:
        run.append(arguments[0])
        if arguments[0] == "migrate":
            place.database.touch()
        if arguments[0] == "collectstatic":
            (place.data / "static" / "staticfiles.json").touch()

    monkeypatch.setattr(readying, "manage", pretend)
    return run


def silent(_line: str) -> None: ...


def test_the_first_start_does_everything_and_the_second_nothing(
    place: Place, commands: list[str]
) -> None:
    readying.make_ready(place, silent)
    assert commands == ["collectstatic", "migrate", "seed_demo"]
    readying.make_ready(place, silent)
    assert commands == ["collectstatic", "migrate", "seed_demo"]


def test_an_interrupted_seeding_begins_anew(
    place: Place, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    readying.make_ready(place, silent)
    Ledger(place).write("demo", BEGUN)
    place.database.write_text("half a city")
    monkeypatch.setattr(readying, "tables", lambda *_: None)
    readying.make_ready(place, silent)
    assert commands[-1] == "seed_demo"
    assert not place.database.exists()
    assert Ledger(place).has("demo", DONE)


def test_an_interrupted_seeding_is_given_up_when_the_demo_is_not_wanted(
    place: Place, commands: list[str]
) -> None:
    readying.make_ready(place, silent)
    Ledger(place).write("demo", BEGUN)
    commands.clear()
    bare = here({**place.environment, "HEZHONG_DEMO": "0"})
    readying.make_ready(bare, silent)
    assert "seed_demo" not in commands
    readying.make_ready(place, silent)
    assert "seed_demo" not in commands


def test_a_database_that_was_there_before_gets_no_demo_city(
    place: Place, commands: list[str]
) -> None:
    place.database.touch()
    readying.make_ready(place, silent)
    assert commands == ["collectstatic", "migrate"]


def test_without_the_demo_the_city_begins_empty(place: Place, commands: list[str]) -> None:
    bare = here({**place.environment, "HEZHONG_DEMO": "0"})
    readying.make_ready(bare, silent)
    assert commands == ["collectstatic", "migrate"]


def test_a_failing_command_is_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(readying.Failed, match="no_such_command failed"):
        readying.manage(place, "no_such_command")


def test_a_broken_ledger_is_begun_anew(place: Place) -> None:
    (place.data / "prepared.json").write_text("{")
    assert Ledger(place).done == {}


def test_deleted_folders_come_back(place: Place) -> None:
    readying.folders(place)
    (place.data / "broker" / "queue").rmdir()
    readying.folders(place)
    assert (place.data / "broker" / "queue").is_dir()


def test_keys_are_made_once_and_read_by_their_owner_only(tmp_path: Path) -> None:
    made = keys.make(tmp_path)
    names = ["secret_key", "identity_cipher", "identity_index", "rescue", "offline"]
    assert [key.name for key in made] == names
    key = made[0]
    text = key.read_text()
    assert len(text.strip()) > 60
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert keys.make(tmp_path) == []
    assert key.read_text() == text
