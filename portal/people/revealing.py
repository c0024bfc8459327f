"""Showing a whole document number: with a reason, written down, at most so many a day."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.people import enciphering
from portal.people.models import Person, Reveal
from portal.policy.rules import rule

TRIES = 5


class RevealRefused(ValueError):
    """The number is not shown; the message says why."""


def reveal(person: Person, *, reason: str, actor_id: int) -> str:
    """The whole number of a person's document; the look is written down first.

    Raises RevealRefused without a number or a reason, and beyond the day's cap of the rule
    `privacy.reveals_per_day` (per login). Permission is the caller's business.
    """
    if not reason.strip():
        raise RevealRefused(_("Please say why you need the number."))
    if person.id_cipher is None:
        raise RevealRefused(_("No document number is stored for this person."))
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                _write_down(person, reason, actor_id)
        except IntegrityError:
            continue  # a look at the same moment took this number
        return enciphering.unseal(person.id_cipher, person.id_key)
    raise RevealRefused(_("Several looks at once; please try again."))


def _write_down(person: Person, reason: str, actor_id: int) -> None:
    today = clock.today()
    most = rule("privacy.reveals_per_day", on=today).number
    looks = Reveal.objects.unscoped("the cap counts all").filter(user_id=actor_id, day=today)
    number = looks.count() + 1
    if number > most:
        raise RevealRefused(
            _("You have looked at %(most)s numbers today; more are not shown.") % {"most": most}
        )
    Reveal.objects.create(
        person=person,
        user_id=actor_id,
        day=today,
        number=number,
        reason=reason,
        recorded_at=clock.now(),
    )
    record(
        "person.revealed",
        person,
        actor_id=actor_id,
        place=person.organisation.path,
        reason=reason,
    )
