"""From a login to the plain Scope value that every query takes."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest

from portal.accounts.models import RoleGrant, User
from portal.prepared import Prepared
from portal.scope import Scope

OPEN_GRANTS = Q(grants__ended_at__isnull=True)
_LOGIN = Prepared(
    lambda user_id: (
        User.objects.filter(pk=user_id)
        .select_related("person")
        .annotate(held=FilteredRelation("grants", condition=OPEN_GRANTS))
        .annotate(held_role=F("held__role"), held_path=F("held__organisation__path"))
    ),
    int,
)


def login_with_rights(user_id: int) -> User | None:
    """A login with its person and the roles it holds now, in one query: every request of somebody
    signed in asks for all three."""
    rows = _LOGIN.objects(int(user_id))
    if not rows:
        return None
    user: User = rows[0]
    held = [(row.held_role, row.held_path) for row in rows if row.held_role]
    user.hezhong_held = held  # type: ignore[attr-defined]
    return user


def scope_of(user: User | AnonymousUser) -> Scope:
    """The roles a login holds now, by place; a visitor's scope reaches nothing."""
    if not isinstance(user, User) or not user.is_active:
        return Scope()
    places: dict[str, list[str]] = defaultdict(list)
    for role, path in _held(user):
        places[role].append(path)
    person = getattr(user, "person", None)
    return Scope(
        user_id=user.pk,
        person_id=person.pk if person else None,
        places={role: tuple(sorted(paths)) for role, paths in places.items()},
    )


def _held(user: User) -> Iterable[tuple[str, str]]:
    """The open grants: as read with the login of this request, else now."""
    read: list[tuple[str, str]] | None = getattr(user, "hezhong_held", None)
    if read is not None:
        return read
    rows = RoleGrant.objects.filter(user=user, ended_at__isnull=True)
    return rows.values_list("role", "organisation__path")


def request_scope(request: HttpRequest) -> Scope:
    """The scope of the login behind a request, read once per request."""
    scope: Scope | None = getattr(request, "hezhong_scope", None)
    if scope is None:
        scope = scope_of(request.user)
        request.hezhong_scope = scope  # type: ignore[attr-defined]
    return scope
