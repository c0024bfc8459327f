"""The words of installed packages (Wagtail above all) in Chinese: what they lack, we ship.

`python -m tests.checks.borrowed` (part of `make messages`) adds the messages that a package says
and has no Chinese for to `locale/packages`; the Chinese is then written by hand. What a package
has in Chinese may stand there too, when our words are better: ours are read first. `--check`
changes nothing and fails on what is missing.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from tests import environment
from tests.checks.catalogues import Entry, entries, merge
from tests.checks.source import APPS, ROOT

DOMAINS = ("django", "djangojs")
OURS = ROOT / "locale" / "packages" / "zh_Hans" / "LC_MESSAGES"
SOURCES = ("en", "zh_CN")
"""Where the messages of a package stand, wanted first; django-filter has no English catalogue."""

HEADER = """msgid ""
msgstr ""
"Report-Msgid-Bugs-To: \\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
Said = dict[tuple[str, str], Entry]


def folders() -> Iterator[Path]:
    """The catalogues of the installed apps that are neither ours nor Django's."""
    for app in settings.INSTALLED_APPS:
        if app.partition(".")[0] not in (*APPS, "django"):
            spec = find_spec(app)
            for place in (spec and spec.submodule_search_locations) or ():
                yield Path(place) / "locale"


def _read(folder: Path, language: str, domain: str) -> Iterator[Entry]:
    path = folder / language / "LC_MESSAGES" / f"{domain}.po"
    if path.is_file():
        yield from entries(path.read_text(encoding="utf-8"))


def said(domain: str) -> Said:
    """Every message of the installed packages, by context and id."""
    found: Said = {}
    for folder in folders():
        language = next((name for name in SOURCES if (folder / name).is_dir()), "en")
        found |= {entry.key: entry for entry in _read(folder, language, domain)}
    return found


def theirs(domain: str) -> set[tuple[str, str]]:
    """The messages that a package itself has in Chinese, as Django finds it: `zh_Hans` only."""
    read = (entry for folder in folders() for entry in _read(folder, "zh_Hans", domain))
    return {entry.key for entry in read if entry.translated and not entry.fuzzy}


def placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def keeps_placeholders(entry: Entry, text: str) -> bool:
    """Those of the plural, as Chinese has one form; those of the singular where it has any."""
    one, many = placeholders(entry.key[1]), placeholders(entry.plural or entry.key[1])
    return placeholders(text) == many or (bool(one) and placeholders(text) == one)


def faults(ours: str, need: Said, have: set[tuple[str, str]]) -> Iterator[str]:
    """What is wrong with our catalogue, against what the packages say and have in Chinese."""
    kept = {entry.key: entry for entry in entries(ours)}
    for key in sorted(set(need) - set(kept) - have):
        yield f"no Chinese: {key[1]!r} (make messages)"
    for key, entry in sorted(kept.items()):
        if key not in need:
            yield f"stale, no package says it any more: {key[1]!r} (make messages)"
        elif entry.fuzzy or not entry.translated:
            yield f"no Chinese: {key[1]!r}"
        elif not all(keeps_placeholders(need[key], text) for text in entry.text):
            yield f"placeholders differ: {key[1]!r}"


def template(keys: set[tuple[str, str]], need: Said) -> str:
    """These messages without translation, as msgmerge reads them."""
    blocks = [HEADER]
    for key in sorted(keys):
        context = f'msgctxt "{key[0]}"\n' if key[0] else ""
        plural = f'msgid_plural "{need[key].plural}"\n' if need[key].plural else ""
        empty = 'msgstr[0] ""\n' if plural else 'msgstr ""\n'
        blocks.append(f'{context}msgid "{key[1]}"\n{plural}{empty}')
    return "\n".join(blocks)


def _ours(domain: str) -> str:
    path = OURS / f"{domain}.po"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def update() -> None:
    """Add what a package says newly without Chinese, drop what none says any more."""
    for domain in DOMAINS:
        need, have = said(domain), theirs(domain)
        kept = {entry.key for entry in entries(_ours(domain))}
        with tempfile.TemporaryDirectory(prefix="hezhong-messages-") as folder:
            target, wanted = OURS / f"{domain}.po", Path(folder) / f"{domain}.pot"
            keys = (set(need) - have) | (kept & set(need))
            wanted.write_text(template(keys, need), encoding="utf-8")
            if not target.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(HEADER, encoding="utf-8")
            merge(target, wanted)


def check() -> list[str]:
    return [
        f"locale/packages, {domain}: {fault}"
        for domain in DOMAINS
        for fault in faults(_ours(domain), said(domain), theirs(domain))
    ]


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
