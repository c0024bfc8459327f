"""Outbox jobs of exams."""

from courses.statutes.models import StatuteVersion
from exams import holding
from exams.models import PaperForm
from exams.papers import printing, shelving
from exams.receivers import HOLD
from portal.jobs.registry import Claim, handler


@handler(shelving.PRINT)
def print_sheets(claim: Claim) -> None:
    """Payload: `form` (id). Prints outside any transaction."""
    rows = PaperForm.objects.select_related("exam", "source", "beside")
    printing.print_sheets(rows.get(pk=claim.payload["form"]))
    with claim.finish():
        pass  # the files are the effect; made twice they are the same


@handler(HOLD)
def hold_citing(claim: Claim) -> None:
    """Payload: `statute` (slug), `version` (id) and `articles`, a list of [number, sub]."""
    payload = claim.payload
    version = StatuteVersion.objects.select_related("statute").get(pk=payload["version"])
    articles = [(number, sub) for number, sub in payload["articles"]]
    found = holding.citing(payload["statute"], articles)
    with claim.finish():
        holding.hold(found, law=str(version))
