"""The roster's papers as PDF/UA, in Chinese whoever asks: made at the first asking and kept for a
day under the hash of what they say. No seal is ever drawn; each leaves a place for it."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from certificates.roster.models import Appointment
from exams.papers.printing import Unprintable, press_all
from portal import clock, whole_files
from portal.audit.recording import record
from portal.people.models import Organisation

__all__ = ["Unprintable", "printed", "put_away", "taken"]

FOLDER = "roster/print/papers"
KEPT = timedelta(days=1)
SECONDS = 60


def printed(name: str, context: Mapping[str, Any]) -> bytes:
    """The paper of a name with these facts; about a second of another process at the first asking
    (decision 24). Raises Unprintable."""
    with override(settings.LANGUAGE_CODE):
        page = render_to_string(f"{FOLDER}/{name}.html", dict(context))
        style = render_to_string(f"{FOLDER}/papers.css")
        file = _folder() / f"{hashlib.sha256((page + style).encode()).hexdigest()}.pdf"
        try:
            return file.read_bytes()
        except FileNotFoundError:
            content = press_all(page, style, seconds=SECONDS)
    whole_files.write(file, content)
    return content


def _folder() -> Path:
    return Path(settings.FILES_ROOT) / "roster_papers"


def put_away() -> int:
    """Remove papers that are older than a day: they hold names; how many."""
    oldest = (clock.now() - KEPT).timestamp()
    gone = 0
    for file in _folder().glob("*"):
        try:
            if file.stat().st_mtime <= oldest:
                file.unlink()
                gone += 1
        except FileNotFoundError:  # another worker was faster
            continue
    return gone


def taken(
    content: bytes, paper: str, of: Appointment | Organisation, *, actor_id: int | None
) -> bytes:
    """The bytes of a paper, once it is recorded who takes which."""
    place = of.path if isinstance(of, Organisation) else of.organisation.path
    with transaction.atomic():
        record(
            "roster.paper_taken",
            of,
            actor_id=actor_id,
            place=place,
            data={"paper": paper, "sha256": hashlib.sha256(content).hexdigest()},
        )
    return content
