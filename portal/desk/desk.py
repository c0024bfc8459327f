"""The desk's own part of the staff menu, and its stage of the trainee's path: being registered as
a person."""

from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from portal import clock, hooks
from portal.accounts.choices import Role
from portal.audit.models import READERS as AUDIT_READERS
from portal.desk.people import steps
from portal.desk.system.showing import health
from portal.hooks import PathState, Visit
from portal.people import asking
from portal.people.doubling import waiting
from portal.people.importing import person_kind  # noqa: F401 - lets tables of people be imported
from portal.people.models import (
    ANSWERERS,
    IMPORTERS,
    READERS,
    REVEALERS,
    PrivacyRequest,
    SuspectedDouble,
)
from portal.policy.choices import READERS as RULE_READERS

CANDIDACY_MENU, PEOPLE_MENU, IMPORT_MENU, POLICY_MENU, AUDIT_MENU = 33, 34, 35, 910, 920
SYSTEM_MENU, SYSTEM_CARD = 930, 5
CANDIDACY_CARD, DOUBLES_CARD = 15, 16
ORGANISATIONS_MENU, REQUESTS_MENU, REQUESTS_CARD = 36, 37, 14
_ORGANISATIONS: Any = gettext_lazy("Organisations")
hooks.menu_entry(
    hooks.MenuEntry(ORGANISATIONS_MENU, _ORGANISATIONS, "organisations", "home", READERS)
)
_CANDIDACIES: Any = pgettext_lazy("menu", "Candidacies")
hooks.menu_entry(hooks.MenuEntry(CANDIDACY_MENU, _CANDIDACIES, "candidacies", "flag", READERS))
_PEOPLE: Any = pgettext_lazy("menu", "People")
hooks.menu_entry(hooks.MenuEntry(PEOPLE_MENU, _PEOPLE, "people_list", "users", READERS))
_IMPORT: Any = pgettext_lazy("menu", "Import")
hooks.menu_entry(hooks.MenuEntry(IMPORT_MENU, _IMPORT, "people_import", "upload", IMPORTERS))
_REQUESTS: Any = pgettext_lazy("menu", "Requests about data")
hooks.menu_entry(hooks.MenuEntry(REQUESTS_MENU, _REQUESTS, "privacy_requests", "shield", ANSWERERS))
_POLICY: Any = pgettext_lazy("menu", "Rules")
hooks.menu_entry(hooks.MenuEntry(POLICY_MENU, _POLICY, "policy", "scales", RULE_READERS))
_AUDIT: Any = pgettext_lazy("menu", "Audit trail")
hooks.menu_entry(hooks.MenuEntry(AUDIT_MENU, _AUDIT, "audit", "eye", AUDIT_READERS))


_SYSTEM: Any = pgettext_lazy("desk", "System")
hooks.menu_entry(hooks.MenuEntry(SYSTEM_MENU, _SYSTEM, "system", "gear", (Role.ADMIN,)))


@hooks.desk_card
def system(visit: Visit) -> hooks.Card | None:
    if not visit.scope.holds(Role.ADMIN):
        return None
    return hooks.Card(SYSTEM_CARD, "desk/system/card.html", {"health": health()})


@hooks.path_stage
def registered(visit: Visit) -> tuple[int, str, PathState] | None:
    if visit.scope.person_id is None:
        return None
    return 10, pgettext("path", "Register"), "done"


@hooks.desk_card
def candidacies_waiting(visit: Visit) -> hooks.Card | None:
    """How many candidacies wait for a decision of this login; no card when none does."""
    if not visit.scope.holds(*steps.NOMINATORS):
        return None
    waiting = steps.how_many_wait(visit.scope)
    if not waiting:
        return None
    return hooks.Card(CANDIDACY_CARD, "desk/candidacies/card.html", {"waiting": waiting})


@hooks.desk_card
def doubles_waiting(visit: Visit) -> hooks.Card | None:
    """How many pairs of records wait for a decision; no card when none does."""
    if not visit.scope.holds(*REVEALERS):
        return None
    pairs = waiting(SuspectedDouble.objects.scoped(visit.scope)).count()
    if not pairs:
        return None
    return hooks.Card(DOUBLES_CARD, "desk/people/doubles_card.html", {"pairs": pairs})


@hooks.desk_card
def requests_waiting(visit: Visit) -> hooks.Card | None:
    """How many people wait for an answer about their data, and how many too long; no card when
    nobody does."""
    scope = visit.scope
    if not scope.holds(*ANSWERERS):
        return None
    rows = PrivacyRequest.objects.scoped(scope).exclude(person_id=scope.person_id or 0)
    found = asking.waiting(rows).aggregate(
        number=Count("pk"), late=Count("pk", filter=Q(due_on__lt=clock.today())), due=Min("due_on")
    )
    if not found["number"]:
        return None
    return hooks.Card(REQUESTS_CARD, "privacy/card.html", found)
