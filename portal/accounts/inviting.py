"""Inviting people and staff to a login, or to a new password; by mail, or on paper for those
without."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal import clock
from portal.accounts import codes
from portal.accounts.authority import (
    HELPERS,
    belongs_at,
    may_act_on,
    may_give,
    may_look_after,
)
from portal.accounts.finding import login_by_email
from portal.accounts.granting import city_only
from portal.accounts.models import Invitation, User
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue
from portal.people.models import Organisation, Person
from portal.policy.rules import rule
from portal.scope import Scope

MAIL = "accounts.mail_invitation"
BY_MAIL = timedelta(hours=1)  # a new password that somebody asks for himself


class InvitationRefused(ValueError):
    """Nobody is invited so; the message says why."""


def invite_person(person: Person, *, by: Scope) -> Invitation:
    """A login for a person of the scope's places; mailed when an address is known. Raises
    InvitationRefused: not of his place, has a login, or was invited already."""
    if not by.covers(person.organisation.path, *HELPERS):
        raise InvitationRefused(_("This person does not belong to your places."))
    if person.user_id is not None:
        raise InvitationRefused(_("%(name)s has a login already.") % {"name": person.name})
    return _draw(
        Invitation(
            person=person,
            name=person.name,
            email=person.email,
            organisation=person.organisation,
            created_by_id=by.user_id,
        )
    )


def invite_staff(
    name: str, role: str, organisation: Organisation, *, by: Scope, reason: str, email: str = ""
) -> Invitation:
    """A login with a role for somebody who need not be a person here. Raises InvitationRefused: not
    his to give, no reason, no name, dissolved organisation, a role of the city below the top."""
    if not may_give(by, role, organisation.path):
        raise InvitationRefused(_("This role is not yours to give at that organisation."))
    if not belongs_at(role, organisation.path):
        raise InvitationRefused(city_only(role))
    if not name.strip() or not reason.strip():
        raise InvitationRefused(_("Please say whom you invite, and why."))
    if organisation.dissolved_on is not None:
        raise InvitationRefused(_("%(name)s has been dissolved.") % {"name": organisation.name})
    return _draw(
        Invitation(
            name=name.strip(),
            role=role,
            email=email,
            organisation=organisation,
            reason=reason,
            created_by_id=by.user_id,
        )
    )


def renew_password(user: User, *, by: Scope) -> Invitation:
    """A sheet or mail with which a login of the scope's sets a new password; the one before is
    withdrawn. Raises InvitationRefused."""
    if not may_act_on(by, user):
        raise InvitationRefused(_("This login is not yours to look after."))
    return _new_password(user, by.user_id, _days())


def ask_for_password(email: str) -> bool:
    """Somebody asks for a new password by mail; False, to be told to nobody, when the address is
    that of no login or of several."""
    user = login_by_email(email)
    if user is None or not user.is_active:
        return False
    _new_password(user, user.pk, BY_MAIL)
    return True


def renew(invitation: Invitation, *, by: Scope) -> Invitation:
    """Draw the code anew: the one before is worthless from now on. Raises InvitationRefused."""
    _refuse_strangers(invitation, by)
    fresh = codes.new_seed()
    with transaction.atomic():
        renewed = _open(invitation).update(
            seed=fresh,
            code_hash=codes.hash_of(codes.code_from(fresh)),
            expires_at=clock.now() + _days(),
        )
        if not renewed:
            raise InvitationRefused(_("This invitation was used or withdrawn meanwhile."))
        invitation.refresh_from_db()
        _mail(invitation)
        record("invitation.renewed", invitation, actor_id=by.user_id, place=_place(invitation))
    return invitation


def withdraw(invitation: Invitation, *, by: Scope, reason: str) -> None:
    """Let an invitation be worthless. Raises InvitationRefused."""
    _refuse_strangers(invitation, by)
    with transaction.atomic():
        if not _open(invitation).update(withdrawn_at=clock.now()):
            raise InvitationRefused(_("This invitation was used or withdrawn meanwhile."))
        record(
            "invitation.withdrawn",
            invitation,
            actor_id=by.user_id,
            place=_place(invitation),
            reason=reason,
        )


def _new_password(user: User, actor_id: int | None, good_for: timedelta) -> Invitation:
    home = Person.objects.unscoped("address of a login").filter(user=user).first()
    with transaction.atomic():
        earlier = Invitation.objects.filter(
            user=user, accepted_at__isnull=True, withdrawn_at__isnull=True
        )
        earlier.update(withdrawn_at=clock.now())
        return _draw(
            Invitation(
                user=user,
                name=user.get_full_name()[:50],
                email=user.email or (home.email if home else ""),
                organisation=home.organisation if home else None,
                created_by_id=actor_id,
            ),
            good_for,
        )


def _draw(invitation: Invitation, good_for: timedelta | None = None) -> Invitation:
    invitation.seed = codes.new_seed()
    invitation.code_hash = codes.hash_of(codes.code_from(invitation.seed))
    invitation.created_at = clock.now()
    invitation.expires_at = invitation.created_at + (good_for or _days())
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
            _mail(invitation)
            record(
                "invitation.created",
                invitation,
                actor_id=invitation.created_by_id,
                place=_place(invitation),
                reason=invitation.reason,
                data={"person": invitation.person_id, "role": invitation.role},
            )
    except IntegrityError:
        told = _("%(name)s was invited already; draw the code anew instead.")
        raise InvitationRefused(told % {"name": invitation.name}) from None
    return invitation


def _mail(invitation: Invitation) -> None:
    if invitation.email:
        enqueue(MAIL, f"{invitation.pk}:{invitation.code_hash}", {"invitation": invitation.pk})


def _open(invitation: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    )


def _refuse_strangers(invitation: Invitation, by: Scope) -> None:
    if not may_look_after(by, invitation):
        raise InvitationRefused(_("This invitation is not yours to look after."))


def _place(invitation: Invitation) -> str:
    return invitation.organisation.path if invitation.organisation else ""


def _days() -> timedelta:
    return timedelta(days=rule("accounts.invitation_days", on=clock.today()).number)
