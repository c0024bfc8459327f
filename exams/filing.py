"""The document of one attempt (`documenting`) as a file: JSON for machines, and a PDF for a
judge, which a job makes (`copies`). Who took which copy is recorded with the file's digest."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from exams import copies
from exams.choices import FATES
from exams.documenting import TAKEN, Asked, Document, Sight, document
from exams.facts import as_json
from exams.models import Attempt
from exams.papers.printing import Unprintable, press_all, style_of
from exams.papers.sheets import setter
from exams.stepping import named
from portal import clock
from portal.accounts.models import User
from portal.audit.recording import record

__all__ = ["File", "Unprintable", "hand_out", "kept", "make", "make_copy", "wanted"]

SECONDS = 240  # by the clock; 40 questions with a thousand answers take 7 of a processor


@dataclass(frozen=True)
class File:
    """A copy that nobody has been given yet; `digest` is the SHA-256 of the JSON with the same
    facts, whatever the form."""

    form: str
    content: bytes
    digest: str


def make(form: str, found: Callable[[], Document], *, asked_by: str) -> File:
    """A copy as "json" or "pdf", in the city's language, of what `found` finds. A PDF takes some
    seconds of another process: never in a request, never in a transaction. Raises Unprintable."""
    with override(settings.LANGUAGE_CODE):
        whole = found()
        plain = as_json(whole)
        digest = hashlib.sha256(plain).hexdigest()
        content = plain if form == "json" else _print(whole, digest, asked_by)
    return File(form, content, digest)


def wanted(attempt: Attempt, sight: Sight, user_id: int) -> copies.Wanted:
    """The PDF for somebody who may see so much."""
    return copies.Wanted(copies.EVIDENCE, attempt.pk, f"{sight.texts:d}{sight.keys:d}", user_id)


def make_copy(asked: copies.Wanted) -> None:
    """Make the PDF that somebody asked for, and lay it ready."""
    rows = Attempt.objects.unscoped("a copy that was asked for")
    attempt = rows.select_related("exam", "person__organisation", "result").get(pk=asked.subject)
    texts, keys = (letter == "1" for letter in asked.variant)
    who = named(User.objects.get(pk=asked.user))
    try:
        file = make("pdf", lambda: document(attempt, Sight(texts, keys)), asked_by=who)
    except Unprintable as why:
        copies.note_trouble(asked, str(why))
    else:
        copies.keep(asked, file.content, file.digest)


def kept(asked: copies.Wanted) -> File | None:
    """The PDF that lies ready."""
    found = copies.take(asked)
    return File("pdf", found[1], found[0].note) if found else None


def hand_out(file: File, attempt: Attempt, *, actor_id: int | None) -> bytes:
    """The bytes, once it is recorded who takes which file of which facts."""
    data = {
        "form": file.form,
        "facts": file.digest,
        "sha256": hashlib.sha256(file.content).hexdigest(),
    }
    place = attempt.person.organisation.path
    with transaction.atomic():
        record(TAKEN, attempt, actor_id=actor_id, place=place, data=data)
    return file.content


def _print(whole: Document, digest: str, asked_by: str) -> bytes:
    """What candidates typed may hold signs that no font has: those are printed by their codes."""
    page = _page(whole, digest, asked_by)
    style = style_of("exams/print/report.css", "exams/print/evidence.css")
    return press_all(page, style, seconds=SECONDS)


def _page(whole: Document, digest: str, asked_by: str) -> str:
    questions = [one.question for one in whole.asked if one.question]
    set_ = setter(text for question in questions for text in question.texts)
    context = {
        "whole": whole,
        "paper": [(one, set_texts(one, set_)) for one in whole.asked],
        "digest": digest,
        "asked_by": asked_by,
        "printed_at": clock.now(),
        "meanings": [(fate.label, meaning) for fate, meaning in FATES.items()],
    }
    return render_to_string("exams/print/evidence.html", context)


def set_texts(one: Asked, set_: Callable[[str], Any]) -> dict[str, Any]:
    """The texts of a question as blocks of print; nothing without texts."""
    if one.question is None:
        return {}
    shown = one.question
    return {
        "stem": set_(shown.stem),
        "lines": [(line.letter, set_(line.text)) for line in shown.lines if line.text],
        "targets": [(line.letter, set_(line.text)) for line in shown.targets],
    }
