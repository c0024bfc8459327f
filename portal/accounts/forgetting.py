"""What goes of a login when its person's contact data are erased."""

from django.db.models import F

from portal.accounts.models import Invitation, User
from portal.people.models import Person


def forget_contact(person_id: int) -> None:
    """The login of a person loses phone and e-mail and is closed, its sessions end; addresses of
    invitations go. Runs in the transaction of the erasure, whose audit event speaks for it.
    """
    people = Person.objects.unscoped("erasure").filter(pk=person_id, user__isnull=False)
    User.objects.filter(pk__in=people.values("user_id")).update(
        phone="", email="", is_active=False, session_serial=F("session_serial") + 1
    )
    Invitation.objects.filter(person_id=person_id).update(email="")
