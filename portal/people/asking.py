"""Asking for something about the own data, and answering (PIPL art. 44 to 50).

Nothing is corrected, handed out or erased here: whoever answers does that where it is done, and
says so.
"""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal import clock
from portal.audit.recording import record
from portal.notices.telling import tell
from portal.notices.wording import Wording
from portal.people.choices import RequestState, Wish
from portal.people.models import ANSWERERS, Person, PrivacyRequest
from portal.policy.rules import rule
from portal.policy.workdays import add_working_days
from portal.scope import Scope

WHY = "requests of people whom the caller has reached by a scope"
MY_DATA = "/desk/my-data/"
TO_THE_PERSON = Wording(
    "privacy.closed",
    gettext_noop("Your request about your data is answered"),
    gettext_noop("What you asked for on %(day)s has an answer. Read it under “My data”."),
)


class AskingRefused(ValueError):
    """Nothing is written; the message says why."""


def answer_days() -> int:
    """Within how many working days somebody who asks today gets an answer."""
    return rule("privacy.answer_working_days", on=clock.today()).number


def ask(person: Person, wish: str, text: str, *, actor_id: int | None) -> PrivacyRequest:
    """Write down a wish; `due_on` is the last of the working days of the rule
    `privacy.answer_working_days`, today not counted (Civil Code art. 201).

    Raises AskingRefused while the same wish of this person waits for its answer.
    """
    due_on = add_working_days(clock.today(), answer_days())
    try:
        with transaction.atomic():
            row = PrivacyRequest.objects.create(
                person=person,
                wish=Wish(wish),
                text=text,
                asked_at=clock.now(),
                asked_by_id=actor_id,
                due_on=due_on,
            )
            _record("privacy.asked", row, actor_id)
    except IntegrityError:
        raise AskingRefused(
            _("You have asked for this already; the answer is on its way.")
        ) from None
    return row


def withdraw(request: PrivacyRequest, *, actor_id: int | None) -> None:
    """The person wants it no longer. Raises AskingRefused when it is closed."""
    with transaction.atomic():
        _close(request, RequestState.WITHDRAWN, "", actor_id)
        _record("privacy.withdrawn", request, actor_id)


def answer(request: PrivacyRequest, state: str, text: str, *, by: Scope) -> None:
    """Close a request with an answer (`answered`, or `refused` with the reason), which the person
    is told of.

    Raises AskingRefused without words, for one's own request, for a login that may not at the
    person's organisation, and when somebody was quicker.
    """
    if state not in {RequestState.ANSWERED, RequestState.REFUSED}:
        raise AskingRefused(_("A request is answered or refused."))
    if not text.strip():
        raise AskingRefused(_("Please write the answer."))
    if request.person_id == by.person_id:
        raise AskingRefused(_("This request is your own: somebody else answers it."))
    if not by.covers(request.person.organisation.path, *ANSWERERS):
        raise AskingRefused(_("This login may not answer people of this organisation."))
    with transaction.atomic():
        _close(request, state, text, by.user_id)
        _record(f"privacy.{state}", request, by.user_id)
        tell(
            TO_THE_PERSON,
            key=str(request.pk),
            person_id=request.person_id,
            facts={"day": clock.day_of(request.asked_at)},
            link=MY_DATA,
        )


def waiting(rows: QuerySet[PrivacyRequest]) -> QuerySet[PrivacyRequest]:
    """Of these requests, those without an answer."""
    return rows.filter(state=RequestState.ASKED)


def overdue(rows: QuerySet[PrivacyRequest]) -> QuerySet[PrivacyRequest]:
    """Of these requests, those without an answer whose day is over."""
    return waiting(rows).filter(due_on__lt=clock.today())


def forget_person(person_id: int) -> int:
    """Empty wishes and answers of a person, in the caller's transaction; how many rows."""
    rows = PrivacyRequest.objects.unscoped(WHY).filter(person_id=person_id)
    return rows.update(text="", answer="")


def _close(request: PrivacyRequest, state: str, text: str, actor_id: int | None) -> None:
    rows = waiting(PrivacyRequest.objects.unscoped(WHY).filter(pk=request.pk))
    closed = {"state": state, "answer": text, "closed_at": clock.now(), "closed_by_id": actor_id}
    if not rows.update(**closed):
        raise AskingRefused(_("This request is closed already. Please look again."))


def _record(kind: str, request: PrivacyRequest, actor_id: int | None) -> None:
    """The words stay in the row: the trail is kept longer, and read by others."""
    place = request.person.organisation.path
    data = {"person": request.person_id, "wish": request.wish}
    record(kind, request, actor_id=actor_id, place=place, data=data)
