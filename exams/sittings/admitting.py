"""At the door of a room: identity looked at by a person, and the code of the seat, told
then.

No face is compared by a machine and no picture kept (threat T5)."""

import secrets
import unicodedata
from hmac import compare_digest

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from exams.models import Seat
from exams.models.seats import CODE_DIGITS
from portal import clock
from portal.audit.recording import record

MOST_TRIES = 10


class WrongCode(ValueError):
    """Not the code of this seat, or tried too often; the message says what to do."""


def check_identity(seat: Seat, *, actor_id: int | None) -> str:
    """Note that an invigilator has seen card and face; the code of the seat, the same when this is
    done twice."""
    with transaction.atomic():
        rows = Seat.objects.unscoped("a seat by its id").filter(pk=seat.pk)
        waiting = rows.filter(checked_at__isnull=True, withdrawn_at__isnull=True)
        if waiting.update(checked_at=clock.now(), checked_by=actor_id, code=_code()):
            _note("seat.identity_checked", seat, actor_id)
        return rows.values_list("code", flat=True).get()


def new_code(seat: Seat, *, actor_id: int | None) -> str:
    """Another code for a seat whose identity was checked, and tries from the beginning; "" before
    that and once the paper is begun."""
    code = _code()
    with transaction.atomic():
        rows = Seat.objects.unscoped("a seat by its id").filter(
            pk=seat.pk, checked_at__isnull=False, attempt__isnull=True
        )
        if not rows.update(code=code, tries=0):
            return ""
        _note("seat.code_renewed", seat, actor_id)
    return code


def use_code(seat: Seat, typed: str) -> None:
    """Raises WrongCode, and counts it; after MOST_TRIES wrong ones only a new code helps. Counted
    before it is compared: who types many at once is compared no more often than that. Nothing
    typed is no try, and digits of a Chinese keyboard are digits."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    if not plain:
        raise WrongCode(_("Please type the code that the invigilator tells you."))
    rows = Seat.objects.unscoped("a seat by its id").filter(pk=seat.pk)
    if not rows.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise WrongCode(
            _("The code was wrong too often. Please ask the invigilator for a new one.")
        )
    code = rows.values_list("code", flat=True).get()
    if code and compare_digest(code.encode(), plain.encode()):
        rows.filter(code=code, tries__gt=0).update(tries=F("tries") - 1)
        return
    raise WrongCode(
        _("This is not the code of your seat. Please ask the invigilator to read it out again.")
    )


def _code() -> str:
    return "".join(secrets.choice("0123456789") for _n in range(CODE_DIGITS))


def _note(kind: str, seat: Seat, actor_id: int | None) -> None:
    record(kind, seat, actor_id=actor_id, place=seat.person.organisation.path)
