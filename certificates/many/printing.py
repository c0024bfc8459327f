"""The signed result sheet: every row and its answer on A4, signed with the issuer's key.

A job makes it when somebody asks: 5,000 rows take some seconds of a processor.
"""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from certificates import finishing, numbering, signing
from certificates.many import keeping, wording
from certificates.many.answering import Result
from certificates.many.lines import Told, counted
from certificates.rendering import SIGNATURE_WORDS
from exams.papers.printing import press_all
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import OPEN, enqueue_again, newest

PRINT = "certificates.print_list"
SECONDS = 600  # by the clock, on a machine that is busy with other things
NONE, MAKING, READY, FAILED = "none", "making", "ready", "failed"


def ask(digest: str, language: str) -> None:
    """Have the sheet of a list made, unless it is there or asked for already."""
    if keeping.is_printed(digest, language):
        return
    with transaction.atomic():
        enqueue_again(PRINT, _name(digest, language), {"list": digest, "language": language})


def standing(digest: str, language: str) -> str:
    """NONE, MAKING, READY or FAILED."""
    if keeping.is_printed(digest, language):
        return READY
    job = newest(PRINT, _name(digest, language))
    if job and job.state in OPEN:
        return MAKING
    return FAILED if job and job.state == JobState.FAILED else NONE


def make(digest: str, language: str) -> None:
    """Never in a request, never in a transaction. A list whose hour is over has none. Raises
    Unprintable, signing.NoSigner."""
    result = keeping.load(digest)
    if result is not None:
        keeping.keep_print(digest, language, printed(result, language))


def printed(result: Result, language: str) -> bytes:
    """The sheet as PDF/UA with the issuer's signature over all of it."""
    with override(language):
        counts = [(wording.word(one), n) for one, n in counted(result.told).items() if n]
        context = {
            "result": result,
            "rows": [_row(one) for one in result.told],
            "counts": counts,
            "issuer": signing.issuer(),
            "moment": wording.MOMENT,
            "address": f"{settings.PUBLIC_URL.split('://', 1)[-1]}/v/",
        }
        page = render_to_string("many/print.html", context)
        style = render_to_string("many/print.css")
    pressed = press_all(page, style, seconds=SECONDS)
    return signing.sign(finishing.with_field(pressed, SIGNATURE_WORDS))


def _row(one: Told) -> tuple[Told, str, str, str]:
    """A row with its outcome, what there is to say of it, and what the register says; a number that
    was asked stands there already."""
    asked_by_number = one.shown.startswith(numbering.spaced_number(one.number))
    number = "" if asked_by_number else one.number
    register = " ".join(filter(None, (one.name, number, one.organisation, one.until)))
    return one, wording.word(one.outcome), wording.remark(one), register


def _name(digest: str, language: str) -> str:
    return f"{digest}-{language}"
