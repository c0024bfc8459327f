"""The worker as it is sent: its source behind what it must know of this platform."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from portal.offline import keeping
from portal.offline.shelf import shelf

SOURCE = Path(__file__).with_name("worker.js")
DIGITS = 16


@lru_cache(maxsize=1)
def script() -> str:
    """The worker, named by a digest of all it keeps from the beginning: another style sheet is
    another worker, which fetches them anew. The same for everybody."""
    source = SOURCE.read_text(encoding="utf-8")
    known = json.dumps(_setup(source), indent=1, ensure_ascii=False)
    return f"const SETUP = {known};\n\n{source}"


@lru_cache(maxsize=1)
def tag() -> str:
    """The entity tag of the script, so that a device which has it hears 304."""
    return f'"{hashlib.sha256(script().encode()).hexdigest()[:DIGITS]}"'


def _setup(source: str) -> dict[str, Any]:
    languages = [code for code, _name in settings.LANGUAGES]
    return {
        "version": _version(source, languages),
        "files": [static(path) for path in keeping.files()],
        "shelf": reverse("shelf"),
        "shelves": {code: reverse("shelf_in", args=[code]) for code in languages},
        "leftAlone": list(keeping.left_alone()),
        "out": reverse("account_logout"),
        "static": settings.STATIC_URL,
        "media": settings.MEDIA_URL,
        "zone": settings.TIME_ZONE,
    }


def _version(source: str, languages: list[str]) -> str:
    digest = hashlib.sha256(source.encode())
    for path in keeping.files():
        found = finders.find(path)
        digest.update(static(path).encode())
        digest.update(Path(str(found)).read_bytes() if found else b"")
    for code in languages:
        with translation.override(code):
            digest.update(shelf().encode())
    return digest.hexdigest()[:DIGITS]
