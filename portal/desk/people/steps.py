"""Who may take which step of a candidacy, and whose turn it is.

Two levels look at it: whoever works for the place of the post checks it, HR or an administrator at
the top of the tree accepts it, and never the login that checked it. The nominating place hands in
again what was returned.
"""

from django.db.models import Q

from portal.accounts.authority import tops
from portal.people.choices import CandidacyState, Tier
from portal.people.models import Candidacy
from portal.scope import Scope

NOMINATORS = ("admin", "hr", "clerk")
ACCEPTERS = ("admin", "hr")
State = CandidacyState


def allowed(scope: Scope, row: Candidacy, checked_by: int | None) -> tuple[str, ...]:
    """The states into which this scope may bring the candidacy now; `checked_by` is the login that
    checked it last."""
    here = scope.covers(row.organisation.path, *NOMINATORS)
    ours = scope.covers(row.nominated_by.path, *NOMINATORS)
    top = row.organisation.path.startswith(tops(scope, *ACCEPTERS) or "-")
    steps = {
        State.NOMINATED: [(here, State.CHECKED), (here, State.RETURNED)],
        State.CHECKED: [
            (top and checked_by != scope.user_id, State.ACCEPTED),
            (top, State.RETURNED),
        ],
        State.RETURNED: [(ours, State.NOMINATED)],
        State.ACCEPTED: [(top, State.WITHDRAWN)],
        State.WITHDRAWN: [],
    }[State(row.state)]
    found = [state for may, state in steps if may]
    withdraws = ours and row.state not in (State.WITHDRAWN, State.ACCEPTED)
    return (*found, State.WITHDRAWN) if withdraws else tuple(found)


def waiting(scope: Scope) -> Q:
    """Candidacies that wait for this scope: to be checked, accepted or handed in again.

    What is named for the city's own tier is checked at the top as well.
    """
    top = tops(scope, *ACCEPTERS)
    local = [path for path in scope.paths(*NOMINATORS) if path not in top]
    found = Q(pk__in=[])
    for path in local:
        found |= Q(state=State.NOMINATED, organisation__path__startswith=path)
        found |= Q(state=State.RETURNED, nominated_by__path__startswith=path)
    for path in top:
        here = Q(organisation__path__startswith=path)
        found |= here & (Q(state=State.CHECKED) | Q(state=State.NOMINATED, tier=Tier.CITY))
        found |= Q(state=State.RETURNED, nominated_by__path=path)
    return found


def how_many_wait(scope: Scope) -> int:
    return Candidacy.objects.scoped(scope).filter(waiting(scope)).count()
