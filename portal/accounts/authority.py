"""Who may give which role where, and act upon whose login."""

from django.db.models import Q, QuerySet

from portal.accounts.choices import AT_TOP, GIVERS, Role
from portal.accounts.models import Invitation, RoleGrant, User
from portal.people.models import KEEPERS, Organisation, Person
from portal.scope import Scope

MANAGERS = (Role.ADMIN, Role.CITY)  # of roles and staff logins
HELPERS = tuple(dict.fromkeys((*MANAGERS, *KEEPERS)))  # may also look after people's logins


def tops(scope: Scope, *roles: str) -> tuple[str, ...]:
    """The roots of the tree where any of the roles is held: what holds in the whole city is read
    and decided there."""
    return tuple(path for path in scope.paths(*roles) if len(path) == Organisation.steplen)


def may_give(scope: Scope, role: str, path: str) -> bool:
    """Holds a role at or above the place that includes giving this one."""
    return any(role in roles and scope.covers(path, giver) for giver, roles in GIVERS.items())


def belongs_at(role: str, path: str) -> bool:
    """False for a role of the whole city anywhere below the top of the tree."""
    return role not in AT_TOP or len(path) == Organisation.steplen


def roles_to_give(scope: Scope) -> tuple[str, ...]:
    """The roles a scope may give somewhere."""
    return tuple(
        role for role in Role if any(scope.holds(g) and role in r for g, r in GIVERS.items())
    )


def logins(scope: Scope) -> QuerySet[User]:
    """The logins a scope looks after: those of people of its places; for administrators also
    whoever holds or held a role there."""
    people = Person.objects.scoped(scope).filter(scope.below("organisation__path", *HELPERS))
    held = RoleGrant.objects.filter(scope.below("organisation__path", *MANAGERS))
    reached = Q(pk__in=people.filter(user__isnull=False).values("user_id"))
    return User.objects.filter(reached | Q(pk__in=held.values("user_id")))


def may_act_on(scope: Scope, user: User) -> bool:
    """May change this login: never the own one, and only one whose every open role is his to take
    and whose person, if it is a person's, lives at a place of his."""
    if user.pk == scope.user_id:
        return False
    if user.is_superuser and not scope.holds(Role.ADMIN):
        return False
    grants = RoleGrant.objects.filter(user=user, ended_at__isnull=True)
    held = list(grants.values_list("role", "organisation__path"))
    if not all(may_give(scope, role, path) for role, path in held):
        return False
    homes = Person.objects.unscoped("whose login").filter(user=user)
    home = homes.values_list("organisation__path", flat=True).first()
    if home is not None:
        return scope.covers(home, *(MANAGERS if held else HELPERS))
    return bool(held) or _held_here(scope, user)


def _held_here(scope: Scope, user: User) -> bool:
    """A login without open roles and without a person belongs where it held its last role."""
    ended = RoleGrant.objects.filter(user=user).order_by("-ended_at", "-pk")
    place = ended.values_list("organisation__path", flat=True).first()
    return place is not None and scope.covers(place, *MANAGERS)


def invitations(scope: Scope) -> QuerySet[Invitation]:
    """The invitations a scope may know of; whether it may see the code as well says
    `may_look_after`."""
    place = "organisation__path"
    people = Q(person__isnull=False) & scope.below(place, *HELPERS)
    staff = ~Q(role="") & scope.below(place, *MANAGERS)
    return Invitation.objects.filter(people | staff | Q(user__in=logins(scope)))


def may_look_after(scope: Scope, invitation: Invitation) -> bool:
    """May see, renew or withdraw the code: whoever has it gets the login, so the role must be his
    to give and the login his to act on. What somebody asked for by mail is nobody else's."""
    path = invitation.organisation.path if invitation.organisation else ""
    if invitation.user is not None:
        asked_himself = invitation.created_by_id == invitation.user_id
        return not asked_himself and may_act_on(scope, invitation.user)
    if invitation.role:
        return may_give(scope, invitation.role, path)
    return scope.covers(path, *HELPERS)
