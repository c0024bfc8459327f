"""A whole number is shown with a reason, written down, and so many times a day."""

import pytest
from django.db.models import QuerySet

from portal import clock
from portal.audit.models import AuditEvent
from portal.people.choices import IdentityDocument
from portal.people.identifying import identify
from portal.people.models import Person, Reveal
from portal.people.revealing import RevealRefused, reveal
from tests.portal.people import rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    row = rows.person(rows.centre())
    identify(row, IdentityDocument.ID_CARD, rows.FEMALE, actor_id=None)
    return Person.objects.unscoped("test").get(pk=row.pk)


def test_the_look_is_written_down_before_the_number_is_shown(person: Person) -> None:
    hr = rows.login()
    assert reveal(person, reason="核对聘书", actor_id=hr.pk) == rows.FEMALE
    look = Reveal.objects.unscoped("test").get()
    assert (look.person, look.user, look.day, look.reason) == (
        person,
        hr,
        clock.today(),
        "核对聘书",
    )
    assert AuditEvent.objects.filter(kind="person.revealed", actor=hr).count() == 1


def test_without_a_reason_or_a_number_nothing_is_shown(person: Person) -> None:
    hr = rows.login()
    with pytest.raises(RevealRefused):
        reveal(person, reason=" ", actor_id=hr.pk)
    with pytest.raises(RevealRefused):
        reveal(rows.person(person.organisation, "何建国"), reason="核对", actor_id=hr.pk)
    assert Reveal.objects.unscoped("test").count() == 0


def test_the_cap_of_the_day_holds_for_each_login(person: Person) -> None:
    rules.in_force("privacy.reveals_per_day", 2)
    hr, other = rows.login(), rows.login("other")
    for _look in range(2):
        reveal(person, reason="核对", actor_id=hr.pk)
    with pytest.raises(RevealRefused, match="2"):
        reveal(person, reason="核对", actor_id=hr.pk)
    assert Reveal.objects.unscoped("test").filter(user=hr).count() == 2
    assert reveal(person, reason="核对", actor_id=other.pk) == rows.FEMALE


def test_of_two_looks_at_once_each_takes_a_number_of_its_own(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one counted before the first was written: its number is taken, it counts again."""
    rules.in_force("privacy.reveals_per_day", 2)
    hr = rows.login()
    counted = QuerySet.count
    stale = [0]
    monkeypatch.setattr(QuerySet, "count", lambda rows: stale.pop() if stale else counted(rows))
    reveal(person, reason="核对", actor_id=hr.pk)
    stale.append(0)
    reveal(person, reason="核对", actor_id=hr.pk)
    looks = Reveal.objects.unscoped("test").filter(user=hr).order_by("number")
    assert list(looks.values_list("number", flat=True)) == [1, 2]
    with pytest.raises(RevealRefused, match="2"):
        reveal(person, reason="核对", actor_id=hr.pk)


def test_who_never_gets_a_number_is_told_to_try_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    hr = rows.login()
    reveal(person, reason="核对", actor_id=hr.pk)
    monkeypatch.setattr(QuerySet, "count", lambda _rows: 0)
    with pytest.raises(RevealRefused):
        reveal(person, reason="核对", actor_id=hr.pk)
    monkeypatch.undo()
    assert Reveal.objects.unscoped("test").count() == 1
