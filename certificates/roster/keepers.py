"""Who keeps the roster of a place: the logins that are told of it, by whatever reminder."""

from collections import defaultdict
from collections.abc import Mapping

from certificates.roster.choices import ROSTER_KEEPERS
from portal.accounts.models import RoleGrant
from portal.people.models import Organisation

Keepers = Mapping[str, Mapping[int, frozenset[str]]]


def all_keepers() -> Keepers:
    """By the path of a place the active logins that write the roster there, with the roles that let
    them."""
    grants = RoleGrant.objects.filter(
        role__in=ROSTER_KEEPERS, ended_at__isnull=True, user__is_active=True
    ).values_list("organisation__path", "user_id", "role")
    found: dict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    for path, user, role in grants.order_by("pk"):
        found[path][user] = found[path].get(user, frozenset()) | {role}
    return found


def upwards(path: str) -> list[str]:
    """The path itself and those of the places above it, nearest first."""
    step = Organisation.steplen
    return [path[:end] for end in range(len(path), 0, -step)]


def nearest(keepers: Keepers, path: str) -> list[int]:
    """Whoever keeps the place itself, else the next above it that somebody keeps."""
    held = next((keepers[above] for above in upwards(path) if keepers.get(above)), {})
    return list(held)
