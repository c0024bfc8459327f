"""What doctor says of logins."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session

from portal import clock, invariants
from portal.accounts.models import AssistedEntry, RoleGrant, User
from portal.people.models import Person

WHY = "doctor"


@invariants.invariant
def merged_records_have_no_login() -> invariants.Finding:
    """Whoever signs in as a record that was merged would go on working on the double."""
    merged = Person.objects.unscoped(WHY).filter(merged_into__isnull=False)
    entries = AssistedEntry.objects.filter(
        person__in=merged, ended_at__isnull=True, ends_at__gt=clock.now()
    )
    acted_for = entries.values("person")
    rows = merged.filter(user__isnull=False) | merged.filter(pk__in=acted_for)
    return invariants.none_of(
        "accounts: nobody signs in as a merged record or acts for it",
        [f"P{pk}" for pk in rows.order_by("pk").values_list("pk", flat=True)],
    )


@invariants.invariant
def disabled_logins_hold_no_role() -> invariants.Finding:
    """A warning: a disabled login has no rights, but would have these again when it is enabled."""
    rows = RoleGrant.objects.filter(ended_at__isnull=True, user__is_active=False)
    names = rows.order_by("user__username").values_list("user__username", flat=True).distinct()
    return invariants.none_of("accounts: no disabled login holds a role", list(names), "warn")


@invariants.invariant
def disabled_logins_have_no_session() -> invariants.Finding:
    """Disabling ends every session by raising `session_serial`; one that still matches would open
    again together with the login."""
    shut = {str(user.pk): user for user in User.objects.filter(is_active=False)}
    rows = Session.objects.filter(expire_date__gt=clock.now()) if shut else Session.objects.none()
    alive = set()
    for row in rows.iterator():
        session = row.get_decoded()
        user = shut.get(session.get(SESSION_KEY, ""))
        if user and session.get(HASH_SESSION_KEY) == user.get_session_auth_hash():
            alive.add(user.username)
    return invariants.none_of("accounts: no session of a disabled login is alive", sorted(alive))
