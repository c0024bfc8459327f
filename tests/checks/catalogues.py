"""The message catalogues: complete in Chinese and in English, nothing fuzzy, nothing stale.

`python -m tests.checks.catalogues` (`make messages`) brings them up to date; the Chinese is then
written by hand. `--check` changes nothing and fails on what is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import environment
from tests.checks.source import APPS, ROOT

LANGUAGES = {"zh_Hans": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}
TOOL_OPTIONS = ("--no-location", "--no-wrap", "--keep-pot", "-v", "0")
PO = "LC_MESSAGES/django.po"


@dataclass(frozen=True)
class Entry:
    """One message of a catalogue; `key` is context and id, `text` all its translations."""

    key: tuple[str, str]
    text: tuple[str, ...]
    fuzzy: bool = False
    plural: str = ""

    @property
    def translated(self) -> bool:
        return bool(self.text) and all(self.text)


def entries(text: str) -> Iterator[Entry]:
    """The live messages of a .po or .pot file, without its header."""
    for block in text.split("\n\n"):
        fields: dict[str, str] = {}
        field = ""
        fuzzy = False
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                continue
            if not line.startswith('"'):
                field = line.partition(" ")[0]
            fields[field] = fields.get(field, "") + line.partition('"')[2].rstrip()[:-1]
        if fields.get("msgid"):
            translations = tuple(v for name, v in fields.items() if name.startswith("msgstr"))
            key = (fields.get("msgctxt", ""), fields["msgid"])
            yield Entry(key, translations, fuzzy, fields.get("msgid_plural", ""))


def faults(kept: str, wanted: str) -> Iterator[str]:
    """What is wrong with a catalogue, against the template drawn from the code just now."""
    have = {entry.key: entry for entry in entries(kept)}
    need = {entry.key for entry in entries(wanted)}
    for _context, message in sorted(need - set(have)):
        yield f"not in the catalogue: {message!r} (make messages)"
    for _context, message in sorted(set(have) - need):
        yield f"stale, no code says it any more: {message!r} (make messages)"
    for key in sorted(need & set(have)):
        if have[key].fuzzy:
            yield f"fuzzy: {key[1]!r}"
        elif not have[key].translated:
            yield f"not translated: {key[1]!r}"


def _tool(*command: str | Path, cwd: Path = ROOT) -> None:
    subprocess.run([str(part) for part in command], cwd=cwd, check=True)


def template(folder: Path) -> Path:
    """Draw the messages out of a copy of the code, which has no .venv to walk through."""
    for app in APPS:
        ignored = shutil.ignore_patterns("*.pyc", "migrations")
        shutil.copytree(ROOT / app, folder / app, ignore=ignored)
    shutil.copy(ROOT / "manage.py", folder)
    (folder / "locale").mkdir()
    _tool(sys.executable, "manage.py", "makemessages", "-l", "en", *TOOL_OPTIONS, cwd=folder)
    return folder / "locale" / "django.pot"


def check() -> list[str]:
    found = []
    with tempfile.TemporaryDirectory(prefix="hezhong-messages-") as folder:
        wanted = template(Path(folder)).read_text(encoding="utf-8")
    for language in LANGUAGES:
        path = ROOT / "locale" / language / PO
        kept = path.read_text(encoding="utf-8") if path.is_file() else ""
        found += [f"locale/{language}: {fault}" for fault in faults(kept, wanted)]
    return found


def merge(kept: Path, wanted: Path) -> None:
    """Bring a catalogue up to the messages of a template; what is not among them goes."""
    options = ("--quiet", "--no-fuzzy-matching", "--no-wrap", "--backup=none")
    _tool("msgmerge", *options, "--update", kept, wanted)
    _tool("msgattrib", "--no-obsolete", "--no-wrap", "-o", kept, kept)
    _forget_date(kept)


def update() -> None:
    """Write both catalogues anew: obsolete messages go, English is filled from the ids."""
    with tempfile.TemporaryDirectory(prefix="hezhong-messages-") as folder:
        wanted = template(Path(folder))
        for language, locale in LANGUAGES.items():
            kept = ROOT / "locale" / language / PO
            kept.parent.mkdir(parents=True, exist_ok=True)
            if not kept.is_file():
                _tool("msginit", "--no-translator", "-l", locale, "-i", wanted, "-o", kept)
            merge(kept, wanted)
            if language == "en":
                _tool("msgen", "--no-wrap", "-o", kept, kept)


def _forget_date(path: Path) -> None:
    """The date of drawing says nothing and stands in the way of every merge."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith('"POT-Creation-Date:')]
    path.write_text("".join(kept), encoding="utf-8")


def main() -> int:
    if "--check" not in sys.argv:
        update()
    found = check()
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    return bool(found)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    status = main()
    environment.pytest_unconfigure()
    sys.exit(status)
