"""Files as they come: refused with a reason before anybody opens them, or read in a child that can
do nothing else."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from courses.manuscripts import checking, reading, wording
from courses.manuscripts.confining import ROOT
from courses.manuscripts.preparing import prepare
from portal.spreadsheets.tables import FileRefused
from tests.courses.manuscripts import papers
from tests.courses.manuscripts.hostile import REFUSED
from tests.courses.manuscripts.papers import docx, ole, p, picture, png, run, table


def refusal(content: bytes, ending: str) -> str:
    with pytest.raises(FileRefused) as caught:
        reading.read(content, ending)
    return caught.value.code


def read_here(content: bytes, ending: str) -> None:
    """What the child does, in this process."""
    if checking.admit(content, ending, reading.MOST_BYTES) == "docx":
        prepare(content, frozenset())


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_with_its_reason_and_status(case: str) -> None:
    name, make, code, status = REFUSED[case]
    ending = name.rpartition(".")[2] if "." in name else ""
    with pytest.raises(FileRefused) as caught:
        read_here(make(), ending)
    assert caught.value.code == code
    assert wording.status_of(FileRefused(code)) == status
    assert wording.told(FileRefused(code, megabytes=20, number=1))


@pytest.mark.parametrize("case", ["28 much when unpacked", "30 billion laughs"])
def test_the_child_passes_the_reason_on(case: str) -> None:
    _name, make, code, _status = REFUSED[case]
    assert refusal(make(), "docx") == code


def test_the_most_bytes_are_taken_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    content = docx(p("正文"))
    monkeypatch.setattr(reading, "MOST_BYTES", len(content))
    assert reading.read(content, "docx").blocks
    monkeypatch.setattr(reading, "MOST_BYTES", len(content) - 1)
    assert refusal(content, "docx") == "size"


def test_whoever_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    assert refusal(docx(p("正文")), "docx") == "slow"


def test_a_child_that_is_killed_says_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHILD", "tests.courses.manuscripts.dying")
    assert refusal(docx(p("正文")), "docx") == "slow"


def test_two_thousand_tables_within_tables_are_read() -> None:
    """Bad input 32."""
    deep = ""
    for number in range(2_000):
        deep = f"<w:tbl><w:tr><w:tc>{p(str(number))}{deep}</w:tc></w:tr></w:tbl>"
    found = reading.read(docx(deep), "docx")
    assert found.blocks[0]["html"].startswith("<p>1999</p><p>1998</p>")
    assert [(line["kind"], line["count"]) for line in found.left] == [("nested", 1_999)]


def test_elements_within_elements_without_end_are_refused() -> None:
    deep = "<w:x>" * 30_000 + "</w:x>" * 30_000
    assert refusal(docx(deep), "docx") in {"unpacked", "damaged"}


def test_a_document_that_fills_the_memory_is_refused() -> None:
    """140 MB of markup, packed to less than a hundredth."""
    body = "<w:p/>" * 9_000_000
    content = papers.packed({**papers.parts(), "word/noise.png": png(900, 900)})
    assert len(content) < 10_000_000
    assert refusal(docx(body), "docx") in {"unpacked", "slow"}


PRYING = """
import sys
from courses.manuscripts.confining import limit, shut_in, Forbidden
limit(512, 20)
import socket, subprocess, os, urllib.request
shut_in()
try:
    {act}
except Forbidden as forbidden:
    print("forbidden", forbidden)
except BaseException as other:
    print("let through", type(other))
else:
    print("let through")
"""


@pytest.mark.parametrize(
    "act",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "open('/tmp/written', 'w')",
        "os.open('/tmp/written', os.O_CREAT | os.O_WRONLY)",
        "open('/etc/passwd')",
        "open('/etc/passwd', 'rb')",
        "os.open('/etc/passwd', os.O_RDONLY)",
        "os.remove('/tmp/written')",
        "os.mkdir('/tmp/made')",
    ],
)
def test_the_child_reaches_for_nothing(act: str) -> None:
    """No connection, no program, no file but those of Python itself."""
    done = subprocess.run(
        [sys.executable, "-E", "-s", "-c", PRYING.format(act=act)],
        cwd=ROOT, capture_output=True, text=True, check=False, env=reading.ENVIRONMENT,
    )  # fmt: skip
    assert done.stdout.startswith("forbidden"), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("act", "ends"),
    [
        ("bytearray(600_000_000)", "MemoryError"),
        ("open('/tmp/word-size-limit', 'wb').write(b'x' * 10) and f.flush()", "OSError"),
    ],
)
def test_the_limits_of_the_child_hold(act: str, ends: str) -> None:
    if "open" in act:
        act = "f = open('/tmp/word-size-limit', 'wb', 0); f.write(b'x' * 10)"
    code = (
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"from courses.manuscripts.confining import limit\nlimit(512, 20)\n{act}"
    )
    done = subprocess.run(
        [sys.executable, "-E", "-s", "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False, env=reading.ENVIRONMENT,
    )  # fmt: skip
    Path("/tmp/word-size-limit").unlink(missing_ok=True)  # noqa: S108
    assert done.returncode
    assert ends in done.stderr


def test_a_child_that_only_counts_is_stopped_by_its_own_limit() -> None:
    code = "from courses.manuscripts.confining import limit\nlimit(512, 1)\nwhile True: pass"
    began = time.process_time()
    done = subprocess.run(
        [sys.executable, "-E", "-s", "-c", code],
        cwd=ROOT, capture_output=True, check=False, env=reading.ENVIRONMENT, timeout=60,
    )  # fmt: skip
    assert done.returncode < 0
    assert time.process_time() - began < 1


def test_nothing_outside_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad input 31: a linked picture, a template, INCLUDEPICTURE and an embedded file; the child
    would have answered `unsafe`, had it tried to connect."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE '
        '"http://203.0.113.1/x.png" \\d</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("[图]")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    content = docx(
        p(picture("rIdL", attribute="r:link")),
        p(picture("rIdE")),
        p(field),
        p(
            '<w:r><w:object><v:shape><v:imagedata r:id="rIdP"/></v:shape></w:object></w:r>',
            run("表"),
        ),
        relations=[
            ("rIdL", "image", "http://203.0.113.1/a.png"),
            ("rIdE", "image", "file:///etc/passwd"),
            ("rIdO", "oleObject", "embeddings/a.xlsx"),
            ("rIdP", "image", "media/a.png"),
            ("rIdT", "settings", "settings.xml"),
        ],
        more={
            "word/media/a.png": png(),
            "word/embeddings/a.xlsx": docx(p("表里的数")),
            "word/settings.xml": "<x/>",
            "word/_rels/settings.xml.rels": papers.relationships(
                [("rId1", "attachedTemplate", "http://203.0.113.1/t.dotm")]
            ),
        },
    )
    found = reading.read(content, "docx")
    counts = {line["kind"]: line["count"] for line in found.left}
    assert counts == {"picture_outside": 2, "field": 1, "embedded": 1, "template": 1}
    assert "表里的数" not in json.dumps(found.blocks, ensure_ascii=False)


def test_an_old_file_needs_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert refusal(ole("WordDocument"), "doc") == "old"


def test_libreoffice_runs_only_where_the_network_can_be_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(reading, "_network_can_be_cut", lambda: False)
    assert refusal(ole("WordDocument"), "doc") == "old"


def test_what_libreoffice_saves_is_read_like_any_docx(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A program in its place, which writes a .docx into the folder it is told."""
    (tmp_path / "made.docx").write_bytes(docx(p("旧稿"), table(("甲", "乙"), ("1", "2"))))
    office = tmp_path / "soffice"
    office.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        f'cp {tmp_path}/made.docx "$2/manuscript.docx"\n'
    )
    office.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: str(office))
    monkeypatch.setattr(reading, "_network_can_be_cut", lambda: True)
    monkeypatch.setattr(reading, "NO_NETWORK", ("env",))
    found = reading.read(ole("WordDocument"), "doc")
    assert (found.form, [block["kind"] for block in found.blocks]) == ("doc", ["text", "table"])
