"""Entering which mediator took part in which dispute; the one writer of the disputes."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from certificates.roster.assessors.naming import indexes, number_key
from certificates.roster.models import Appointment, DisputeParty, MediatedDispute
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.recording import record
from portal.people.models import Organisation, Person

WHY = "who mediated which dispute"
MOST_PARTIES = 50


def enter(
    organisation: Organisation,
    mediators: Sequence[Person],
    *,
    number: str,
    parties: Sequence[str],
    starts: date,
    ends: date | None,
    actor_id: int | None,
) -> list[MediatedDispute]:
    """Enter a dispute of a committee with its mediators; of the parties' names only keyed hashes
    are kept. Raises Refused: days ahead or turned round, no number, no or too many parties, a
    mediator who never held a post at the committee, entered already."""
    _refuse_bad_days(starts, ends)
    if not number_key(number):
        raise Refused("number", _("Please enter the dispute number."))
    hashes = sorted(indexes(parties))
    if not hashes or len(hashes) > MOST_PARTIES:
        raise Refused(
            "parties", _("Please enter 1 to %(most)s names of parties.") % {"most": MOST_PARTIES}
        )
    _refuse_strangers(organisation, mediators)
    try:
        with transaction.atomic():
            return [
                _write(
                    organisation,
                    one,
                    number=number,
                    hashes=hashes,
                    starts=starts,
                    ends=ends,
                    actor_id=actor_id,
                )
                for one in mediators
            ]
    except IntegrityError as error:
        raise Refused(
            "number", _("This dispute is entered already for one of these mediators.")
        ) from error


def take_back(row: MediatedDispute, *, reason: str, actor_id: int | None) -> None:
    """Say that a dispute was entered wrongly: it is compared with no more, and stays on record.
    Raises Refused without a reason and when it was taken back already."""
    if not reason.strip():
        raise Refused("reason", _("Please say what was wrong."))
    rows = MediatedDispute.objects.unscoped(WHY).filter(pk=row.pk, withdrawn_at__isnull=True)
    with transaction.atomic():
        if not rows.update(
            withdrawn_at=clock.now(), withdrawn_by_id=actor_id, withdrawn_reason=reason.strip()
        ):
            raise Refused("", _("This dispute has been taken back already."))
        record(
            "dispute.taken_back",
            row,
            actor_id=actor_id,
            place=row.organisation.path,
            reason=reason.strip(),
        )


def has_served(organisation: Organisation) -> set[int]:
    """The people who hold or ever held a post at a committee, by id."""
    rows = Appointment.objects.unscoped(WHY).filter(
        organisation=organisation, superseded_at__isnull=True
    )
    return set(rows.values_list("person_id", flat=True))


def served_at(organisation: Organisation) -> QuerySet[Person]:
    """The same people, by name."""
    rows: QuerySet[Person] = Person.objects.unscoped(WHY)
    return rows.filter(pk__in=has_served(organisation)).order_by("name", "pk")


def _write(
    organisation: Organisation,
    mediator: Person,
    *,
    number: str,
    hashes: Sequence[str],
    starts: date,
    ends: date | None,
    actor_id: int | None,
) -> MediatedDispute:
    row = MediatedDispute.objects.create(
        organisation=organisation,
        mediator=mediator,
        number=number.strip(),
        number_key=number_key(number),
        starts=starts,
        ends=ends,
        recorded_at=clock.now(),
        recorded_by_id=actor_id,
    )
    DisputeParty.objects.unscoped(WHY).bulk_create(
        [DisputeParty(dispute=row, name_index=one) for one in hashes]
    )
    record(
        "dispute.entered",
        row,
        actor_id=actor_id,
        place=organisation.path,
        data={"mediator": mediator.pk, "parties": len(hashes)},
    )
    return row


def _refuse_bad_days(starts: date, ends: date | None) -> None:
    if starts > clock.today():
        raise Refused(
            "starts", _("That day lies ahead. Please enter a dispute once it is taken up.")
        )
    if ends and ends < starts:
        raise Refused("ends", _("The mediation cannot end before it begins."))
    if ends and ends > clock.today():
        raise Refused("ends", _("That day lies ahead. Leave it empty while the mediation goes on."))


def _refuse_strangers(organisation: Organisation, mediators: Sequence[Person]) -> None:
    if not mediators:
        raise Refused("mediators", _("Please choose who mediated."))
    served = has_served(organisation)
    strange = [person.name for person in mediators if person.pk not in served]
    if strange:
        words = {"names": "、".join(strange), "place": organisation.name}
        raise Refused("mediators", _("%(names)s never held a post at %(place)s.") % words)
