"""The printed sheets of forms as files: forms never change, so each is made once, by a job."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from exams import on_request
from exams.models import PaperForm
from exams.on_request import FAILED, PREPARING, READY
from portal import whole_files
from portal.jobs.enqueueing import OPEN, enqueue_again, newest
from portal.jobs.models import Job

PRINT = "exams.print_sheets"
KINDS = ("paper", "answers", "key")
TROUBLE = "trouble.txt"


def _folder(form: PaperForm) -> Path:
    """Found by the form's seed, which nobody is told."""
    name = hashlib.sha256(f"sheets/{form.pk}/{form.seed}".encode()).hexdigest()
    return Path(settings.FILES_ROOT) / "sheets" / name


def keep(form: PaperForm, kind: str, content: bytes) -> None:
    whole_files.write(_folder(form) / f"{kind}.pdf", content)


def kept(form: PaperForm, kind: str) -> bytes | None:
    """The sheet, or None while it is not there."""
    try:
        return (_folder(form) / f"{kind}.pdf").read_bytes()
    except FileNotFoundError:
        return None


def note_trouble(form: PaperForm, why: str) -> None:
    """Why the sheets of a form could not be made; empty when they were."""
    whole_files.write(_folder(form) / TROUBLE, why.encode())


def trouble(form: PaperForm) -> str:
    """Why the sheets of a form could not be made; "" when they were, or are being made."""
    job = newest(PRINT, str(form.pk))
    return on_request.trouble(_folder(form) / TROUBLE, job.state if job else None)


def ask(form: PaperForm) -> bool:
    """Have the sheets of a form made, unless that waits already."""
    with transaction.atomic():
        return enqueue_again(PRINT, str(form.pk), {"form": form.pk})


def _being_made() -> set[int]:
    waiting = Job.objects.filter(kind=PRINT, state__in=OPEN)
    return {payload["form"] for payload in waiting.values_list("payload", flat=True)}


def states(forms: Iterable[PaperForm]) -> dict[int, str]:
    """Of each form: its sheets are ready, being prepared, or could not be made; one query."""
    waiting = _being_made()
    return {
        form.pk: READY
        if all((_folder(form) / f"{kind}.pdf").exists() for kind in KINDS)
        else PREPARING
        if form.pk in waiting
        else FAILED
        for form in forms
    }
