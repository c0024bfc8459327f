"""Candidacies: naming a person, checking at two levels, returning with a reason, handing in again.

Who may take which step is the caller's business (views by role and place).
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal import clock
from portal.audit.recording import record
from portal.notices.telling import tell
from portal.notices.wording import Wording
from portal.people.choices import CANDIDACY_MOVES, CandidacyState
from portal.people.models import Candidacy, CandidacyStep, Organisation, Person

NEEDS_REASON = (CandidacyState.RETURNED, CandidacyState.WITHDRAWN)

# Whom which step is told to: the office that named the person, and the person.
TO_THE_OFFICE = {
    CandidacyState.RETURNED: Wording(
        "candidacy.returned",
        gettext_noop("A candidacy has been returned"),
        gettext_noop(
            "The candidacy of %(name)s for %(place)s has been returned: %(reason)s. "
            "Please mend it and hand it in again."
        ),
    ),
    CandidacyState.ACCEPTED: Wording(
        "candidacy.accepted",
        gettext_noop("A candidacy has been accepted"),
        gettext_noop("The candidacy of %(name)s for %(place)s has been accepted."),
    ),
}
TO_THE_PERSON = {
    CandidacyState.ACCEPTED: Wording(
        "candidacy.yours_accepted",
        gettext_noop("Your candidacy has been accepted"),
        gettext_noop(
            "You have been accepted as a candidate for %(place)s. The next step is to learn the "
            "modules and pass the exam."
        ),
    ),
}


class NominationRefused(ValueError):
    """The candidacy cannot be written so; the message says why."""


def nominate(
    person: Person,
    organisation: Organisation,
    *,
    nominated_by: Organisation,
    post_kind: str,
    tier: str,
    mode: str,
    actor_id: int | None,
    document_number: str = "",
) -> Candidacy:
    """Name a person for a kind of post. Raises NominationRefused when already named for it."""
    if not organisation.is_committee:
        raise NominationRefused(_("Posts of mediators are at mediation committees."))
    try:
        with transaction.atomic():
            row = Candidacy.objects.create(
                person=person,
                organisation=organisation,
                nominated_by=nominated_by,
                post_kind=post_kind,
                tier=tier,
                mode=mode,
                recorded_at=clock.now(),
            )
            _step(row, CandidacyState.NOMINATED, document_number, "", actor_id)
    except IntegrityError:
        raise NominationRefused(
            _("The person has been named for this kind of post here already.")
        ) from None
    return row


def proceed(
    row: Candidacy, state: str, *, actor_id: int, reason: str = "", document_number: str = ""
) -> None:
    """Take the next step of a candidacy, as `choices.CANDIDACY_MOVES` allows.

    Raises NominationRefused for a step that is not allowed from where it stands, a return or
    withdrawal without a reason, or when another office was faster.
    """
    if state not in CANDIDACY_MOVES[row.state]:
        raise NominationRefused(_("This step does not follow on where the candidacy stands."))
    if state in NEEDS_REASON and not reason.strip():
        raise NominationRefused(_("Please say why, so that it can be mended."))
    with transaction.atomic():
        rows = Candidacy.objects.unscoped("conditional update")
        if not rows.filter(pk=row.pk, state=row.state).update(state=state):
            raise NominationRefused(_("Another office was faster; please look again."))
        row.state = state
        step = _step(row, state, document_number, reason, actor_id)
        _tell(step)


def _tell(step: CandidacyStep) -> None:
    row, state = step.candidacy, CandidacyState(step.state)
    place = {"place": row.organisation.name}
    if state in TO_THE_PERSON:
        tell(TO_THE_PERSON[state], key=str(step.pk), person_id=row.person_id, facts=place)
    handed_in = CandidacyStep.objects.unscoped("who handed it in").filter(
        candidacy=row, state=CandidacyState.NOMINATED
    )
    office = handed_in.order_by("-pk").values_list("recorded_by_id", flat=True).first()
    if state in TO_THE_OFFICE and office is not None:
        facts = {**place, "name": row.person.name, "reason": step.reason}
        tell(TO_THE_OFFICE[state], key=str(step.pk), user_id=office, facts=facts)


def _step(
    row: Candidacy, state: str, document_number: str, reason: str, actor_id: int | None
) -> CandidacyStep:
    step = CandidacyStep.objects.create(
        candidacy=row,
        state=state,
        document_number=document_number,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by_id=actor_id,
    )
    record(
        f"candidacy.{state}",
        row,
        actor_id=actor_id,
        place=row.organisation.path,
        reason=reason,
        data={"person": row.person_id},
    )
    return step
