"""Candidacies: naming a person, checking at two levels, returning with a reason, handing in again.

Who may take which step is the caller's business (views by role and place).
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.people.choices import CANDIDACY_MOVES, CandidacyState
from portal.people.models import Candidacy, CandidacyStep, Organisation, Person

NEEDS_REASON = (CandidacyState.RETURNED, CandidacyState.WITHDRAWN)


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
        _step(row, state, document_number, reason, actor_id)


def _step(
    row: Candidacy, state: str, document_number: str, reason: str, actor_id: int | None
) -> None:
    CandidacyStep.objects.create(
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
