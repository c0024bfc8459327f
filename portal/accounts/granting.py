"""Giving and taking roles, creating logins."""

import unicodedata

from django.contrib.auth.models import Group
from django.db import transaction

from portal import clock
from portal.accounts.choices import Role
from portal.accounts.models import RoleGrant, User
from portal.audit.recording import record
from portal.people.models import Organisation, Person

CONTENT_GROUPS = {Role.INSTRUCTOR: "Editors", Role.ADMIN: "Moderators"}


def create_login(username: str, password: str, display_name: str, *, actor_id: int | None) -> User:
    """A login with a password; the user name is unique without regard to case."""
    with transaction.atomic():
        user = User(
            username=unicodedata.normalize("NFKC", username).casefold(), display_name=display_name
        )
        user.set_password(password)
        user.save(force_insert=True)
        record("login.created", user, actor_id=actor_id)
    return user


def grant(
    user: User, role: str, organisation: Organisation, *, actor_id: int | None, reason: str = ""
) -> RoleGrant:
    """Let a login hold a role at an organisation and below; roles for content bring Wagtail's
    group along."""
    with transaction.atomic():
        row = RoleGrant.objects.create(
            user=user, role=role, organisation=organisation, granted_at=clock.now()
        )
        if role in CONTENT_GROUPS:
            user.groups.add(Group.objects.get(name=CONTENT_GROUPS[Role(role)]))
        record(
            "role.granted",
            user,
            actor_id=actor_id,
            place=organisation.path,
            reason=reason,
            data={"role": role},
        )
    return row


def end(grant_id: int, *, actor_id: int | None, reason: str) -> bool:
    """End a role now; False when it was ended before."""
    with transaction.atomic():
        ended = RoleGrant.objects.filter(pk=grant_id, ended_at__isnull=True).update(
            ended_at=clock.now()
        )
        if ended:
            row = RoleGrant.objects.select_related("user", "organisation").get(pk=grant_id)
            if row.role in CONTENT_GROUPS:
                row.user.groups.remove(Group.objects.get(name=CONTENT_GROUPS[Role(row.role)]))
            place = row.organisation.path
            record(
                "role.ended",
                row.user,
                actor_id=actor_id,
                place=place,
                reason=reason,
                data={"role": row.role},
            )
    return bool(ended)


def link_person(user: User, person: Person, *, actor_id: int | None) -> bool:
    """Give a person a login; False when the person has one already."""
    with transaction.atomic():
        rows = Person.objects.unscoped("linking a login").filter(pk=person.pk, user__isnull=True)
        linked = rows.update(user=user)
        if linked:
            place = person.organisation.path
            record("login.linked", user, actor_id=actor_id, place=place, data={"person": person.pk})
    return bool(linked)


def make_superuser(user: User, *, actor_id: int | None, reason: str) -> None:
    """Let a login into every corner of Wagtail's content; people and marks stay behind scopes."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_superuser=True)
        record("login.made_superuser", user, actor_id=actor_id, reason=reason)
