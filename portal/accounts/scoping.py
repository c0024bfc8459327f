"""From a login to the plain Scope value that every query takes."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from portal.accounts.models import RoleGrant, User
from portal.scope import Scope


def scope_of(user: User | AnonymousUser) -> Scope:
    """The roles a login holds now, by place; a visitor's scope reaches nothing."""
    if not isinstance(user, User) or not user.is_active:
        return Scope()
    places: dict[str, list[str]] = defaultdict(list)
    rows = RoleGrant.objects.filter(user=user, ended_at__isnull=True)
    for role, path in rows.values_list("role", "organisation__path"):
        places[role].append(path)
    person = getattr(user, "person", None)
    return Scope(
        user_id=user.pk,
        person_id=person.pk if person else None,
        places={role: tuple(sorted(paths)) for role, paths in places.items()},
    )


def request_scope(request: HttpRequest) -> Scope:
    """The scope of the login behind a request, read once per request."""
    scope: Scope | None = getattr(request, "hezhong_scope", None)
    if scope is None:
        scope = scope_of(request.user)
        request.hezhong_scope = scope  # type: ignore[attr-defined]
    return scope
