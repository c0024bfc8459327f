"""Creating logins, giving and taking roles."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal import clock
from portal.accounts.authority import belongs_at, may_give
from portal.accounts.choices import Role
from portal.accounts.models import RoleGrant, User
from portal.accounts.spelling import login_name
from portal.audit.recording import record
from portal.notices.telling import tell
from portal.notices.wording import Fact, Wording
from portal.people.models import Organisation, Person
from portal.scope import Scope

LONGEST_NAME = 40
CONTENT_GROUPS = {
    Role.INSTRUCTOR: "Editors",
    Role.COMMITTEE: "Editors",
    Role.CITY: "Moderators",
    Role.ADMIN: "Moderators",
}

GIVEN = Wording(
    "role.given",
    gettext_noop("You have been given a role"),
    gettext_noop("You are now %(role)s at %(place)s. Your desk shows what you can do there."),
)


class GrantRefused(ValueError):
    """A role cannot be given or taken so; the message says why."""


def create_login(username: str, password: str, display_name: str, *, actor_id: int | None) -> User:
    """A login with a password; the user name is unique without regard to case."""
    return create_login_hashed(username, make_password(password), display_name, actor_id=actor_id)


def create_login_hashed(
    username: str, hashed: str, display_name: str, *, actor_id: int | None
) -> User:
    """`create_login` with a password that is hashed already, as Django stores it."""
    with transaction.atomic():
        user = User(username=login_name(username), display_name=display_name, password=hashed)
        user.save(force_insert=True)
        record("login.created", user, actor_id=actor_id)
    return user


def give(user: User, role: str, organisation: Organisation, *, by: Scope, reason: str) -> RoleGrant:
    """An administrator gives a role. Raises GrantRefused: not his to give, to himself, without a
    reason, at a dissolved organisation, or given already."""
    if not may_give(by, role, organisation.path):
        raise GrantRefused(_("This role is not yours to give at that organisation."))
    if not belongs_at(role, organisation.path):
        raise GrantRefused(city_only(role))
    if user.pk == by.user_id:
        raise GrantRefused(_("Nobody gives a role to himself; ask another administrator."))
    if not reason.strip():
        raise GrantRefused(_("Please say why."))
    if organisation.dissolved_on is not None:
        raise GrantRefused(_("%(name)s has been dissolved.") % {"name": organisation.name})
    try:
        with transaction.atomic():
            row = grant(user, role, organisation, actor_id=by.user_id, reason=reason)
            facts: dict[str, Fact] = {"role": Role(role).label, "place": organisation.name}
            tell(GIVEN, key=str(row.pk), user_id=user.pk, facts=facts, link="/desk/")
    except IntegrityError:
        raise GrantRefused(_("This login holds that role there already.")) from None
    return row


def city_only(role: str) -> str:
    """Why a role is not given at a place below the top, and what to do."""
    words = _(
        "The question bank is the city's: give the role of %(role)s at the organisation at the"
        " top of the tree."
    )
    return words % {"role": Role(role).label}


def grant(
    user: User, role: str, organisation: Organisation, *, actor_id: int | None, reason: str = ""
) -> RoleGrant:
    """Let a login hold a role at an organisation and below; roles for content bring Wagtail's
    group along. Every session of the login gets a new id. Raises IntegrityError when held there
    already."""
    with transaction.atomic():
        row = RoleGrant.objects.create(
            user=user,
            role=role,
            organisation=organisation,
            granted_at=clock.now(),
            granted_by_id=actor_id,
            reason=reason,
        )
        _rights_changed(user)
        record(
            "role.granted",
            user,
            actor_id=actor_id,
            place=organisation.path,
            reason=reason,
            data={"role": role},
        )
    return row


def take(row: RoleGrant, *, by: Scope, reason: str) -> None:
    """An administrator ends a role. Raises GrantRefused: not his to take, his own, without a
    reason, or ended already."""
    if not may_give(by, row.role, row.organisation.path):
        raise GrantRefused(_("This role is not yours to take."))
    if row.user_id == by.user_id:
        raise GrantRefused(_("Nobody ends a role of his own; ask another administrator."))
    if not reason.strip():
        raise GrantRefused(_("Please say why."))
    if not end(row.pk, actor_id=by.user_id, reason=reason):
        raise GrantRefused(_("This role has ended already."))


def end(grant_id: int, *, actor_id: int | None, reason: str) -> bool:
    """End a role now; False when it was ended before."""
    with transaction.atomic():
        ended = RoleGrant.objects.filter(pk=grant_id, ended_at__isnull=True).update(
            ended_at=clock.now(), ended_by_id=actor_id, end_reason=reason
        )
        if ended:
            row = RoleGrant.objects.select_related("user", "organisation").get(pk=grant_id)
            _rights_changed(row.user)
            record(
                "role.ended",
                row.user,
                actor_id=actor_id,
                place=row.organisation.path,
                reason=reason,
                data={"role": row.role},
            )
    return bool(ended)


def _rights_changed(user: User) -> None:
    """The content groups follow from the roles held now, and sessions take new ids."""
    held = RoleGrant.objects.filter(user=user, ended_at__isnull=True).values_list("role", flat=True)
    names = {CONTENT_GROUPS[Role(role)] for role in held if role in CONTENT_GROUPS}
    user.groups.remove(*Group.objects.filter(name__in=set(CONTENT_GROUPS.values()) - names))
    user.groups.add(*Group.objects.filter(name__in=names))
    User.objects.filter(pk=user.pk).update(rights_serial=F("rights_serial") + 1)


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
