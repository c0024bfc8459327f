"""Doubles: noticed by the platform, decided by a human, never merged by itself."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal import clock, hooks
from portal.audit.recording import record
from portal.people.choices import DoubleReason, DoubleState
from portal.people.models import Person, SuspectedDouble

WHY = "doubles are looked for in the whole city"


class DoubleRefused(ValueError):
    """The decision cannot be taken so; the message says why."""


def suspect(kept: Person, newcomer: Person, why: str, *, actor_id: int | None) -> bool:
    """Hold a pair of records for a human; False when the pair was held before."""
    try:
        with transaction.atomic():
            row = SuspectedDouble.objects.create(
                kept=kept, newcomer=newcomer, why=why, recorded_at=clock.now()
            )
            place = newcomer.organisation.path
            record("double.suspected", row, actor_id=actor_id, place=place, data={"why": why})
    except IntegrityError:
        return False
    return True


def suspect_namesakes(person: Person, *, actor_id: int | None) -> int:
    """Hold a new record with everybody of the same name and birth date; how many pairs."""
    others = Person.objects.unscoped(WHY).filter(
        name=person.name, birth_date=person.birth_date, merged_into__isnull=True
    )
    return sum(
        suspect(other, person, DoubleReason.SAME_NAME_AND_BIRTH, actor_id=actor_id)
        for other in others.exclude(pk=person.pk).order_by("pk")
    )


def waiting(rows: QuerySet[SuspectedDouble]) -> QuerySet[SuspectedDouble]:
    """Of these pairs, those still open; a pair of which one record is merged, or of which
    the record to be kept is erased, waits no longer."""
    return rows.filter(
        state=DoubleState.OPEN,
        kept__merged_into__isnull=True,
        kept__erased_at__isnull=True,
        newcomer__merged_into__isnull=True,
    )


def decide(suspicion: SuspectedDouble, state: str, *, reason: str, actor_id: int) -> bool:
    """Say that a held pair is one person (the newcomer is merged into the record kept) or two.

    False when somebody decided it before. Raises DoubleRefused without a reason, and when the
    newcomer has a login, or a room above objects (a certificate, an appointment): those must be
    ended or moved first; also when the record kept is merged itself or erased by now.
    """
    if not reason.strip():
        raise DoubleRefused(_("Please say why."))
    same = state == DoubleState.SAME
    objections = hooks.objections_to_merge(suspicion.newcomer_id) if same else []
    if objections:
        raise DoubleRefused(" ".join(objections))
    with transaction.atomic():
        rows = SuspectedDouble.objects.unscoped("conditional update").filter(
            pk=suspicion.pk, state=DoubleState.OPEN
        )
        decided = rows.update(
            state=state, decided_at=clock.now(), decided_by_id=actor_id, reason=reason
        )
        if decided and same:
            _merge(suspicion)
        if decided:
            record(
                "double.decided",
                suspicion,
                actor_id=actor_id,
                place=suspicion.newcomer.organisation.path,
                reason=reason,
                data={"state": state},
            )
    return bool(decided)


def _merge(suspicion: SuspectedDouble) -> None:
    kept = Person.objects.unscoped(WHY).filter(pk=suspicion.kept_id, merged_into__isnull=True)
    if not kept.update(merged_into=None):  # the update holds the row: nobody merges it meanwhile
        raise DoubleRefused(_("The record to be kept has been merged into another one."))
    if not kept.filter(erased_at__isnull=True).exists():
        raise DoubleRefused(
            _(
                "The data of the record to be kept have been erased. Please go on with the later "
                "record; if its data must go too, have it erased by itself."
            )
        )
    rows = Person.objects.unscoped(WHY).filter(pk=suspicion.newcomer_id, user__isnull=True)
    if not rows.update(merged_into=suspicion.kept_id):
        raise DoubleRefused(
            _("The later record has a login. Please disable or move the login first.")
        )
