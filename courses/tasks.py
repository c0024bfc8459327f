"""Outbox jobs of courses."""

from courses import citing, studying
from courses.models import ModulePage
from courses.statutes.importing import INDEX_AGAIN
from portal.jobs.registry import Claim, handler


@handler(INDEX_AGAIN)
def index_citations(claim: Claim) -> None:
    """After an import: texts may cite a law that the library did not know before."""
    with claim.finish():
        citing.index_all()


@handler("courses.credit_finished")
def credit_finished(claim: Claim) -> None:
    """Payload: `module` (page id)."""
    with claim.finish():
        module = ModulePage.objects.filter(pk=claim.payload["module"]).first()
        if module is not None:
            studying.credit_all(module)
