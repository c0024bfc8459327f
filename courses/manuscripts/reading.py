"""Reading somebody's manuscript: size and kind first, the rest in confined child processes."""

import base64
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courses.manuscripts.checking import admit
from courses.manuscripts.confining import ROOT
from courses.manuscripts.sections import HEADINGS
from portal.spreadsheets.tables import FileRefused

MOST_BYTES = 20_000_000
SECONDS = 30  # by the clock, on a machine that is busy with other things
CHILD = "courses.manuscripts.child"
EVERYTHING = "--everything"
LIMITS = "courses.manuscripts.confining"
ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"}
PDF_LIMITS = ("512", "20", "0")  # megabytes of memory, seconds of a processor, megabytes written
OFFICE_LIMITS = ("4000", "60", "100")
OFFICE_SECONDS = 90
# LibreOffice fetches what a file links to. It runs where there is no network at all, or not.
NO_NETWORK = ("unshare", "--user", "--map-root-user", "--net")
LONGEST_TEXT = 2_000_000  # characters kept for the search
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept: `form` is png or jpg."""

    content: bytes
    form: str
    width: int
    height: int


@dataclass(frozen=True)
class Read:
    """What a manuscript holds; `left` are the lines of the report. Of a PDF only `text`, and `raw`
    once it is to be kept as it is."""

    form: str
    title: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)
    text: str = ""
    raw: bytes = b""


def read(content: bytes, ending: str) -> Read:
    """A manuscript whose name ends so. Raises FileRefused (its words are in wording.py).

    Takes at most 30 s and 512 MB (a .doc: 90 s and 4 GB more), in processes of their own that
    know no secret, open no connection and write nothing outside a folder of their own.
    """
    form = admit(content, ending, MOST_BYTES)
    if form == "pdf":
        return Read("pdf", text=_pdf_text(content))
    if form == "doc":
        content = _as_docx(content)
    head, pictures = _ask_child(content, *sorted(HEADINGS))
    return Read(form=form, pictures=[_drawn(line) for line in pictures], **head)


def read_everything(content: bytes, ending: str) -> str:
    """Every word that a .docx or .pdf whose name ends so carries, line by line, also those that a
    page would never show; "" when there are none to be had. Raises FileRefused, for an old .doc
    too. In a child process like `read`."""
    form = admit(content, ending, MOST_BYTES)
    if form == "pdf":
        return _pdf_text(content)
    if form == "doc":
        raise FileRefused("old")
    head, _none = _ask_child(content, EVERYTHING)
    return CONTROL.sub(" ", head["text"])[:LONGEST_TEXT]


def _drawn(line: bytes) -> Drawn:
    told = json.loads(line)
    return Drawn(base64.b64decode(told["data"]), told["form"], *told["size"])


def _ask_child(content: bytes, *arguments: str) -> tuple[dict[str, Any], list[bytes]]:
    """The first line of its answer, and the others as they are."""
    done = _run([sys.executable, "-E", "-s", "-m", CHILD, *arguments], content, SECONDS)
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise FileRefused("slow" if done.returncode < 0 else "damaged")
    head: dict[str, Any] = json.loads(lines[0])
    if "refused" in head:
        raise FileRefused(head["refused"], **head["facts"])
    return head, lines[1:]


def _run(
    command: list[str], content: bytes, seconds: int, home: Path | None = None
) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(  # noqa: S603 - our own words, no shell
            command,
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=ROOT,
            env={**ENVIRONMENT, **({"HOME": str(home), "TMPDIR": str(home)} if home else {})},
        )
    except subprocess.TimeoutExpired:
        raise FileRefused("slow") from None


def _limited(limits: tuple[str, str, str], *program: str) -> list[str]:
    return [sys.executable, "-E", "-s", "-m", LIMITS, *limits, *program]


def _pdf_text(content: bytes) -> str:
    """The words of a PDF for the search and for nothing else; "" when there are none to be had."""
    if shutil.which("pdftotext") is None:
        return ""
    program = ("pdftotext", "-enc", "UTF-8", "-nopgbrk", "-", "-")
    done = _run(_limited(PDF_LIMITS, *program), content, SECONDS)
    if b"ncorrect password" in done.stderr:
        raise FileRefused("password")
    words = CONTROL.sub(" ", done.stdout.decode("utf-8", "replace"))
    return words[:LONGEST_TEXT].strip()


def _as_docx(content: bytes) -> bytes:
    """A .doc as LibreOffice saves it. Raises FileRefused: `old` where there is no LibreOffice or
    its network cannot be cut off, else what happened."""
    office = shutil.which("soffice")
    if office is None or not _network_can_be_cut():
        raise FileRefused("old")
    with tempfile.TemporaryDirectory(prefix="manuscript-") as name:
        folder = Path(name)
        source = folder / "manuscript.doc"
        source.write_bytes(content)
        program = (
            *NO_NETWORK, office, f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--norestore", "--convert-to", "docx", "--outdir", str(folder), str(source),
        )  # fmt: skip
        done = _run(_limited(OFFICE_LIMITS, *program), b"", OFFICE_SECONDS, home=folder)
        made = folder / "manuscript.docx"
        if done.returncode or not made.exists():
            raise FileRefused("slow" if done.returncode < 0 else "old")
        return made.read_bytes()


def _network_can_be_cut() -> bool:
    if shutil.which(NO_NETWORK[0]) is None:
        return False
    return _run([*NO_NETWORK, "true"], b"", SECONDS).returncode == 0
