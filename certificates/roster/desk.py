"""What the roster hangs into the portal: the last stage of the path, the staff's menu and numbers,
the public numbers, whom an appointment lets a keeper read and keeps from being merged."""

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext

from certificates.roster import listing, notifying, proposing
from certificates.roster.choices import GROUP_LABELS, ROSTER_KEEPERS, SIGNS, VACANT
from certificates.roster.importing import appraisal_kind, roster_kind  # noqa: F401 - register
from certificates.roster.register import (
    has_appointment,
    has_open_appointment,
    holders_at,
    public_numbers,
    serving_in,
    standing_of,
)
from certificates.roster.standing import LAPSED, ON_DUTY, PENDING, QUALIFIED, SUSPENDED
from portal import clock, hooks
from portal.scope import Scope

MENU, BOARD, STAGE, OFFICE_CARD, PANEL = 10, 12, 50, 20, 30
SHEET = "roster/roster.css"
FRESH_SECONDS = 60
ON_CARD = (listing.SERVING, ON_DUTY, PENDING, SUSPENDED, LAPSED, QUALIFIED, VACANT)

hooks.menu_entry(hooks.MenuEntry(MENU, gettext_lazy("Roster"), "roster", "tree", ROSTER_KEEPERS))
hooks.menu_entry(
    hooks.MenuEntry(
        MENU + 1,
        gettext_lazy("People's assessors"),
        "roster_assessors",
        "scales",
        ROSTER_KEEPERS,
    )
)
hooks.menu_entry(
    hooks.MenuEntry(BOARD, gettext_lazy("Quota board"), "roster_board", "chart", ROSTER_KEEPERS)
)
hooks.reaches("people.Person")(serving_in)
hooks.post_holders(holders_at)


@hooks.person_link
def page_of(scope: Scope, person_id: int) -> tuple[str, str] | None:
    """Terms, certificates and standing of somebody, for keepers of the roster."""
    if not scope.holds(*ROSTER_KEEPERS):
        return None
    return gettext("On the roster"), reverse("roster_person", args=[person_id])


@hooks.objection_to_merge
def has_held_a_post(person_id: int) -> str | None:
    """The roster tells each appointment of the record it was decided for."""
    if has_appointment(person_id):
        return gettext("The later record has held a post; such a record is not merged.")
    return None


@hooks.path_stage
def on_duty(visit: hooks.Visit) -> tuple[int, str, hooks.PathState] | None:
    """The end of the trainee's path; open once there is a certificate or a post."""
    if visit.scope.person_id is None:
        return None
    standing = standing_of(visit.scope.person_id, clock.today())
    state: hooks.PathState = "next"
    if standing.label == ON_DUTY:
        state = "done"
    elif standing.label == QUALIFIED:
        state = "now"
    return STAGE, pgettext("stage", "On duty"), state


@hooks.desk_card
def office(visit: hooks.Visit) -> hooks.Card | None:
    """How many people of each standing a keeper looks after."""
    scope = visit.scope
    if not scope.holds(*ROSTER_KEEPERS):
        return None
    counts = listing.numbers(scope, clock.today())
    words = GROUP_LABELS | {listing.SERVING: gettext_lazy("In office")}
    numbers = [
        {
            "state": state,
            "sign": "" if state == listing.SERVING else SIGNS.get(state, state),
            "word": words[state],
            "count": counts[state],
        }
        for state in ON_CARD
    ]
    told = {
        "numbers": numbers,
        "waiting": proposing.waiting_for(scope),
        "owed": notifying.overdue_in(scope, clock.today()),
    }
    return hooks.Card(OFFICE_CARD, "roster/cards/numbers.html", told, SHEET)


@hooks.home_panel
def numbers_panel(_request: HttpRequest) -> hooks.Panel | None:
    """Committees, and mediators on duty with a certificate; the same for everybody."""
    day = clock.today()
    key = f"roster:numbers:{day}"
    numbers = cache.get_or_set(key, lambda: public_numbers(day), FRESH_SECONDS)
    return hooks.Panel(PANEL, "roster/panels/numbers.html", numbers or {}, SHEET)


@hooks.objection_to_erasure
def holds_a_post(person_id: int) -> str | None:
    if has_open_appointment(person_id):
        return gettext("The person holds a post.")
    return None
