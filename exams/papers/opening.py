"""Handing out a printed sheet of a form: every copy is recorded, the key above all."""

from django.db import transaction

from exams.models import PaperForm
from exams.papers.printing import KINDS, Unprintable, print_form
from portal.audit.recording import record

__all__ = ["Unprintable", "open_sheet"]


def open_sheet(form: PaperForm, kind: str, *, actor_id: int | None) -> bytes:
    """The sheet as PDF. Raises LookupError for a sheet that does not exist, and Unprintable."""
    if kind not in KINDS:
        raise LookupError(kind)
    content = print_form(form, kind)
    data = {"form": f"{form.number}{form.letter}", "sheet": kind}
    with transaction.atomic():
        record("exam.sheet_opened", form.exam, actor_id=actor_id, data=data)
    return content
