"""Using an invitation: a login with a first password, or a new password for a login there is."""

from typing import Literal

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal import clock
from portal.accounts import codes, granting, throttling
from portal.accounts.models import Invitation, User
from portal.accounts.spelling import login_name, phone_number
from portal.audit.recording import record
from portal.freetext import no_id_number_here
from portal.masking import has_id_number

SHORTEST = 3
Why = Literal["unknown", "used", "withdrawn", "expired"]


class DeadInvitation(LookupError):
    """A code that opens nothing; `why` names the page to show."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class NameRefused(ValueError):
    """The user name cannot be had; the message says why."""


def invitation_of(code: str) -> Invitation:
    """The open invitation behind a code. Raises DeadInvitation."""
    rows = Invitation.objects.select_related("person__organisation", "user", "organisation")
    found = rows.filter(code_hash=codes.hash_of(code)).first()
    if found is None:
        raise DeadInvitation("unknown")
    if found.accepted_at is not None:
        raise DeadInvitation("used")
    if found.withdrawn_at is not None:
        raise DeadInvitation("withdrawn")
    if found.expires_at <= clock.now() or (found.user and not found.user.is_active):
        raise DeadInvitation("expired")
    return found


def accept(code: str, *, password: str, username: str = "") -> User:
    """Use a code once: of two at the same instant one wins. `password` was validated before.

    Raises DeadInvitation, and NameRefused for a user name that is taken or cannot be one.
    """
    invitation = invitation_of(code)
    name = "" if invitation.user else _checked(username)
    with transaction.atomic():
        claimed = Invitation.objects.filter(
            pk=invitation.pk,
            code_hash=invitation.code_hash,
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
        ).update(accepted_at=clock.now())
        if not claimed:
            raise DeadInvitation("used")
        if invitation.user:
            user = _set_password(invitation.user, password)
        else:
            user = _make_login(invitation, name, password)
        Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
        place = invitation.organisation.path if invitation.organisation else ""
        record("invitation.accepted", invitation, actor_id=user.pk, place=place)
    return user


def _checked(typed: str) -> str:
    name = login_name(typed)
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError:
        raise NameRefused(_("Letters, digits, Chinese characters, - and _ only.")) from None
    if not SHORTEST <= len(name) <= granting.LONGEST_NAME:
        raise NameRefused(_("From 3 to 40 characters."))
    if has_id_number(name):
        raise NameRefused(no_id_number_here())
    if "@" in name or phone_number(name):
        raise NameRefused(_("A phone number or e-mail address opens the login anyway."))
    if User.objects.filter(username=name).exists():
        raise NameRefused(_("This user name is taken; please choose another."))
    return name


def _make_login(invitation: Invitation, name: str, password: str) -> User:
    try:
        with transaction.atomic():
            user = granting.create_login(
                name, password, invitation.name, actor_id=invitation.created_by_id
            )
    except IntegrityError:
        raise NameRefused(_("This user name is taken; please choose another.")) from None
    if invitation.person:
        if not granting.link_person(user, invitation.person, actor_id=invitation.created_by_id):
            raise DeadInvitation("used")
        return user
    User.objects.filter(pk=user.pk).update(email=invitation.email)
    if invitation.organisation:
        granting.grant(
            user,
            invitation.role,
            invitation.organisation,
            actor_id=invitation.created_by_id,
            reason=invitation.reason,
        )
    return user


def _set_password(user: User, password: str) -> User:
    """Every session of the login ends, and wrong tries are forgotten."""
    user.set_password(password)
    User.objects.filter(pk=user.pk).update(
        password=user.password, session_serial=F("session_serial") + 1
    )
    throttling.forget(user.pk)
    record("password.changed", user, actor_id=user.pk)
    return user
