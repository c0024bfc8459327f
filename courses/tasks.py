"""Outbox jobs of courses."""

from courses import citing, relearning, studying
from courses.models import LessonPage, ModulePage
from courses.statutes.importing import INDEX_AGAIN
from courses.statutes.models import StatuteVersion
from portal.jobs.registry import Claim, handler


@handler(INDEX_AGAIN)
def index_citations(claim: Claim) -> None:
    """After an import: texts may cite a law that the library did not know before."""
    with claim.finish():
        citing.index_all()


@handler("courses.ask_again")
def ask_again(claim: Claim) -> None:
    """Payload: `version` (of a statute) and `lesson` (page id); `revised` when a judge has revised
    the lesson since."""
    with claim.finish():
        lesson = LessonPage.objects.live().public().filter(pk=claim.payload["lesson"]).first()
        if lesson is not None:
            version = StatuteVersion.objects.get(pk=claim.payload["version"])
            revised = bool(claim.payload.get("revised"))
            relearning.ask_to_learn_again(version, lesson, revised=revised)


@handler("courses.credit_finished")
def credit_finished(claim: Claim) -> None:
    """Payload: `module` (page id)."""
    with claim.finish():
        module = ModulePage.objects.filter(pk=claim.payload["module"]).first()
        if module is not None:
            studying.credit_all(module)
