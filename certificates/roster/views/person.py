"""One person: standing today and on any day, bands over the years, what happened."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from certificates.holdings import codes_of
from certificates.roster import seconding
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.choices_of_assessors import SCREENERS
from certificates.roster.events import ASSESSOR, CERTIFICATE, LEARNING, POST, Event
from certificates.roster.events_of_training import Learnt, learnt_by
from certificates.roster.forms import DayForm
from certificates.roster.gate import Requirement, decide_haves
from certificates.roster.history import History, history_of
from certificates.roster.models import Appointment
from certificates.roster.register import certificate_deadline, facts_of, held_in, people_in_reach
from certificates.roster.standing import Facts, Standing, decide
from certificates.roster.wording import have_line
from exams.choices import READERS as RESULT_READERS
from portal import clock, masking
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.days import latest
from portal.people import portraying
from portal.people.models import KEEPERS, READERS, Person, Portrait
from portal.scope import Scope

WORDS = {
    "": pgettext_lazy("timeline", "All"),
    POST: pgettext_lazy("timeline", "Posts"),
    CERTIFICATE: pgettext_lazy("timeline", "Certificates"),
    LEARNING: _("Training, exams, appraisals"),
    ASSESSOR: pgettext_lazy("timeline", "Assessor"),
}


@dataclass(frozen=True)
class Choice:
    """A kind of entries the timeline can be narrowed to, how many there are, and its address."""

    words: Any
    count: int
    address: str
    current: bool


@require_safe
@needs_role(*ROSTER_KEEPERS)
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page of a person within reach; of whoever served here and left what happened here;
    others' people do not exist."""
    scope = request_scope(request)
    found = people_in_reach(scope).select_related("organisation").filter(pk=person_id).first()
    return _whole(request, scope, found) if found else _served(request, scope, person_id)


def _served(request: HttpRequest, scope: Scope, person_id: int) -> HttpResponse:
    """What a keeper's places recorded of somebody who is with none of them any more."""
    rows = Appointment.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS),
        person_id=person_id,
        person__merged_into__isnull=True,
        superseded_at__isnull=True,
    )
    found = list(
        rows.select_related("person", "post", "organisation", "ending").order_by("-starts", "-pk")
    )
    if not found:
        raise Http404
    return render(request, "roster/served.html", {"person": found[0].person, "rows": found})


def _whole(request: HttpRequest, scope: Scope, found: Person) -> HttpResponse:
    today = clock.today()
    facts = facts_of([found.pk])[found.pk]
    history = history_of(found, held_in(facts), _learnt(scope, found))
    standing = decide(facts, today)
    form = DayForm(request.GET or None)
    asked = form.cleaned_data["on"] if form.is_valid() else None
    events = _events(history, scope, today)
    what = request.GET.get("what", "")
    context = {
        "person": found,
        "standing": standing,
        "form": form,
        "asked": asked,
        "then": decide(facts, asked) if asked else None,
        "phone": masking.phone(found.phone),
        "picture": history.picture(today),
        "lanes": history.lanes(today),
        "events": [event for event in events if what not in WORDS or what in ("", event.kind)],
        "choices": _choices(events, what, request.GET.get("on", "")),
        "what": what if what in WORDS else "",
        "portrait": _portrait(scope, found),
        "posts": [_post(row, standing, scope, today) for row in _open(history, today)],
        "certificates": _certificates(facts, today),
        "terms": history.terms,
        "at_home": scope.covers(found.organisation.path, *ROSTER_KEEPERS),
        "screens": scope.covers(found.organisation.path, *SCREENERS),
        "today": today,
        "latest": latest(),
    }
    return render(request, "roster/person.html", context, status=422 if form.errors else 200)


def _learnt(scope: Scope, found: Person) -> Learnt:
    """Hours and results, for who reads them of that person."""
    home = found.organisation.path
    return learnt_by(
        found.pk,
        reads_hours=scope.covers(home, *READERS),
        reads_results=scope.covers(home, *RESULT_READERS),
    )


def _portrait(scope: Scope, found: Person) -> Portrait | None:
    """The live portrait, for who may see it."""
    seen = found.merged_into_id is None and scope.covers(found.organisation.path, *KEEPERS)
    return portraying.live(found) if seen else None


def _choices(events: list[Event], what: str, on: str) -> list[Choice]:
    """All, and each kind of which there is an entry; the day asked for stays in the address."""
    counts = Counter(event.kind for event in events)
    counts[""] = len(events)
    return [
        Choice(
            words,
            counts[kind],
            "?" + urlencode({name: value for name, value in (("on", on), ("what", kind)) if value}),
            kind == (what if what in WORDS else ""),
        )
        for kind, words in WORDS.items()
        if counts[kind] or kind in ("", what)
    ]


def _events(history: History, scope: Scope, today: date) -> list[Event]:
    """The timeline; a link stands only where it leads somewhere."""
    events = history.events(today)
    others = {event.other[0] for event in events if event.other}
    reached = set(people_in_reach(scope).filter(pk__in=others).values_list("pk", flat=True))
    ours = {
        row.pk
        for row in (*history.appointments, *history.wrong)
        if scope.covers(row.organisation.path, *ROSTER_KEEPERS)
    }
    return [
        replace(
            event,
            other=event.other if event.other and event.other[0] in reached else None,
            ending=event.ending if event.ending in ours else None,
        )
        for event in events
    ]


def _open(history: History, today: date) -> list[Appointment]:
    """Appointments of today and those still to come."""
    return [row for row in history.appointments if row.ends is None or row.ends > today]


def _post(row: Appointment, standing: Standing, scope: Scope, today: date) -> dict[str, Any]:
    """An open appointment with its label, the post's haves and what may be done with it."""
    label = dict(standing.appointments).get(row.pk, "")
    suspension = next(
        (
            one
            for one in row.suspensions.all()
            if not one.never_began and (one.ends is None or one.ends > today)
        ),
        None,
    )
    secondment = getattr(row, "secondment", None)
    return {
        "row": row,
        "label": label,
        "deadline": certificate_deadline(row) if label == "pending" else None,
        "suspension": suspension,
        "secondment": secondment,
        "exchanged": seconding.exchanged(secondment) if secondment else None,
        "override": row.gate_decision if row.gate_decision.override_second_id else None,
        "haves": [have_line(found) for found in _haves(row, today)],
        "ours": scope.covers(row.organisation.path, *ROSTER_KEEPERS),
    }


def _haves(row: Appointment, today: date) -> list[Requirement]:
    return list(decide_haves(row.post, row.mode, today))


def _certificates(facts: Facts, today: date) -> list[dict[str, Any]]:
    """The certificates, each in its latest period, with state and public code, newest first."""
    held = list({one.certificate_id: one for one in held_in(facts)}.values())
    codes = codes_of(one.certificate_id for one in held)
    return [
        {"held": one, "state": one.state_on(today), "code": codes.get(one.certificate_id, "")}
        for one in reversed(held)
    ]
