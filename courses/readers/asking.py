"""Questions of readers to the author of a commentary, and the author's answers."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from courses.models import CommentaryPage
from courses.readers.models import ReaderQuestion
from portal import clock
from portal.audit.recording import record
from portal.notices.telling import tell
from portal.notices.wording import Wording

OWN = "questions of readers, by their ids"
MOST_A_DAY = 5
ASKED = Wording(
    "readers.asked",
    gettext_noop("A reader asks about “%(title)s”"),
    gettext_noop("A mediator has a question about your commentary. Please answer it."),
)
ANSWERED = Wording(
    "readers.answered",
    gettext_noop("The author has answered: “%(title)s”"),
    gettext_noop("Your question about this commentary has been answered."),
)


class NotAsked(Exception):
    """The question was not taken; the message says why and what to do."""


def ask(person_id: int, page: CommentaryPage, text: str, *, actor_id: int | None) -> ReaderQuestion:
    """Send a question to the page's author. The same words on the same page are one question.
    Raises NotAsked when the page has no author here, or after five questions in a day."""
    if page.owner_id is None:
        raise NotAsked(_("The author of this commentary has no login here. Please ask the centre."))
    rows = ReaderQuestion.objects.unscoped(OWN).filter(person_id=person_id)
    same = rows.filter(page=page, text=text.strip()).first()
    if same is not None:
        return same
    since = clock.now() - timedelta(days=1)
    if rows.filter(made_at__gt=since).count() >= MOST_A_DAY:
        raise NotAsked(_("You have asked five questions today. Please go on tomorrow."))
    with transaction.atomic():
        question = ReaderQuestion.objects.unscoped(OWN).create(
            person_id=person_id,
            page_id=page.pk,
            author_id=page.owner_id,
            text=text.strip(),
            made_at=clock.now(),
        )
        record("question.asked", question, actor_id=actor_id, data={"page": page.pk})
        facts = {"title": page.title}
        link = f"/desk/questions/#question-{question.pk}"
        tell(ASKED, key=str(question.pk), user_id=page.owner_id, facts=facts, link=link)
    return question


def answer(question: ReaderQuestion, text: str, *, actor_id: int | None) -> bool:
    """Answer once; False when it was answered before, in another tab say. An answer stays as it was
    sent: a second thought is a new commentary or a talk."""
    with transaction.atomic():
        rows = ReaderQuestion.objects.unscoped(OWN).filter(pk=question.pk, answered_at=None)
        if not rows.update(answer=text.strip(), answered_at=clock.now()):
            return False
        record("question.answered", question, actor_id=actor_id, data={"page": question.page_id})
        facts = {"title": question.page.title}
        link = f"{question.page.url}#questions"
        tell(ANSWERED, key=str(question.pk), person_id=question.person_id, facts=facts, link=link)
    return True
