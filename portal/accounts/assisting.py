"""Assisted entry (帮办): a clerk acts for one person of his place who cannot type."""

from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.accounts.choices import Role
from portal.accounts.models import AssistedEntry
from portal.audit.recording import record
from portal.people.models import Person
from portal.policy.rules import rule
from portal.scope import Scope

KEY = "assisting"


class AssistRefused(ValueError):
    """The clerk cannot act for this person; the message says why."""


def may_assist(scope: Scope, person: Person) -> bool:
    """Never oneself, and only where one holds the role of an assisting clerk."""
    return person.pk != scope.person_id and scope.covers(person.organisation.path, Role.ASSISTANT)


def begin(person: Person, *, by: Scope, session: SessionBase) -> AssistedEntry:
    """Act for a person from now on, for the minutes of the rule `accounts.assist_minutes`; what
    went before ends. Raises AssistRefused."""
    if by.user_id is None or not may_assist(by, person):
        raise AssistRefused(_("You cannot act for this person."))
    now = clock.now()
    minutes = rule("accounts.assist_minutes", on=clock.today()).number
    try:
        with transaction.atomic():
            _end(by.user_id)
            entry = AssistedEntry.objects.create(
                user_id=by.user_id,
                person=person,
                begun_at=now,
                ends_at=now + timedelta(minutes=minutes),
            )
            place = person.organisation.path
            record("assisting.begun", person, actor_id=by.user_id, place=place)
    except IntegrityError:
        raise AssistRefused(_("You have just begun to act for somebody else.")) from None
    session[KEY] = entry.pk
    return entry


def current(session: SessionBase, scope: Scope) -> AssistedEntry | None:
    """The person acted for in this session, while it lasts and the clerk still may."""
    if KEY not in session:
        return None
    rows = AssistedEntry.objects.select_related("person__organisation")
    entry = rows.filter(
        pk=session[KEY], user_id=scope.user_id or 0, ended_at__isnull=True, ends_at__gt=clock.now()
    ).first()
    if entry is None or not may_assist(scope, entry.person):
        del session[KEY]
        return None
    return entry


def end(*, user_id: int, session: SessionBase) -> bool:
    """Act for oneself again; False when it had ended."""
    session.pop(KEY, None)
    with transaction.atomic():
        return _end(user_id)


def _end(user_id: int) -> bool:
    there = AssistedEntry.objects.filter(user_id=user_id, ended_at__isnull=True)
    entry = there.select_related("person__organisation").first()
    if entry is None or not there.filter(pk=entry.pk).update(ended_at=clock.now()):
        return False
    place = entry.person.organisation.path
    record("assisting.ended", entry.person, actor_id=user_id, place=place)
    return True
