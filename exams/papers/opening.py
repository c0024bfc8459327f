"""Handing out a printed sheet of a form: every copy is recorded, the key above all."""

from django.db import transaction
from django.utils.translation import gettext as _

from exams.models import PaperForm
from exams.papers import shelving
from exams.papers.printing import Unprintable
from portal.audit.recording import record

__all__ = ["Unprintable", "open_sheet"]


def open_sheet(form: PaperForm, kind: str, *, actor_id: int | None) -> bytes:
    """The sheet as PDF. Raises LookupError for a sheet that does not exist, and Unprintable while
    it is not made yet, or cannot be made."""
    if kind not in shelving.KINDS:
        raise LookupError(kind)
    content = shelving.kept(form, kind)
    if content is None:
        raise Unprintable(shelving.trouble(form) or _("The sheets of this form are not made yet."))
    data = {"form": f"{form.number}{form.letter}", "sheet": kind}
    with transaction.atomic():
        record("exam.sheet_opened", form.exam, actor_id=actor_id, data=data)
    return content
