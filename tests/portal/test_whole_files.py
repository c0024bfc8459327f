"""Files that are whole or absent."""

import hashlib
from pathlib import Path

import pytest

from portal import whole_files

CONTENT = "调解协议".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def test_a_file_is_whole_when_it_has_its_content(tmp_path: Path) -> None:
    target = tmp_path / "ab" / "file.pdf"
    assert not whole_files.is_whole(target, SHA256)
    whole_files.write(target, CONTENT)
    assert (target.read_bytes(), whole_files.is_whole(target, SHA256)) == (CONTENT, True)
    target.write_bytes(CONTENT[:-1])
    assert not whole_files.is_whole(target, SHA256)


def test_a_file_is_read_once_and_only_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody may remove or change it at any moment: what is returned is what was checked."""
    target = tmp_path / "file.pdf"
    assert whole_files.read(target, SHA256) is None
    target.write_bytes(CONTENT[:-1])
    assert whole_files.read(target, SHA256) is None
    target.write_bytes(CONTENT)
    read = Path.read_bytes

    def read_and_gone(path: Path) -> bytes:
        content = read(path)
        path.unlink()
        return content

    monkeypatch.setattr(Path, "read_bytes", read_and_gone)
    assert whole_files.read(target, SHA256) == CONTENT


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file.pdf").mkdir()
    with pytest.raises(IsADirectoryError):
        whole_files.write(tmp_path / "file.pdf", CONTENT)
    assert [path.name for path in tmp_path.iterdir()] == ["file.pdf"]
