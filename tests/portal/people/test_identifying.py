"""One document number belongs to one person of the whole city."""

from datetime import date

import pytest
from django.db import IntegrityError

from portal.audit.models import AuditBody, AuditEvent
from portal.people import enciphering, identifying
from portal.people.choices import DoubleReason, IdentityDocument, Sex
from portal.people.identifying import NumberHeld, holder_of, identify, note_seen
from portal.people.identity import NumberRefused
from portal.people.models import Organisation, Person, SuspectedDouble
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
CARD = IdentityDocument.ID_CARD


@pytest.fixture
def centre() -> Organisation:
    return rows.centre()


def stored(person: Person) -> Person:
    return Person.objects.unscoped("test").get(pk=person.pk)


def test_a_number_is_kept_encrypted_indexed_and_masked(centre: Organisation) -> None:
    person = rows.person(centre)
    identify(person, CARD, "990000-19900101-0025", actor_id=None)
    kept = stored(person)
    assert kept.id_cipher is not None
    assert enciphering.unseal(kept.id_cipher, kept.id_key) == rows.FEMALE
    assert kept.id_masked == "9****************5"
    assert holder_of(CARD, rows.FEMALE) == kept
    assert rows.FEMALE not in str(list(AuditBody.objects.values_list("data", "reason")))
    assert AuditEvent.objects.filter(kind="person.identified").count() == 1


def test_the_number_must_agree_with_birth_date_and_sex(centre: Organisation) -> None:
    younger = rows.person(centre, born=date(1991, 1, 1))
    with pytest.raises(NumberRefused, match="birth date"):
        identify(younger, CARD, rows.FEMALE, actor_id=None)
    man = rows.person(centre, "王强", Sex.MALE)
    with pytest.raises(NumberRefused, match="sex"):
        identify(man, CARD, rows.FEMALE, actor_id=None)
    assert stored(man).id_cipher is None


def test_a_number_that_somebody_has_is_held_for_a_human(centre: Organisation) -> None:
    first, second = rows.person(centre), rows.person(centre, "周桂芬")
    identify(first, CARD, rows.FEMALE, actor_id=None)
    with pytest.raises(NumberHeld) as held:
        identify(second, CARD, rows.FEMALE, actor_id=None)
    assert first.name not in str(held.value)
    pair = SuspectedDouble.objects.unscoped("test").get()
    assert (pair.kept, pair.newcomer, pair.why) == (first, second, DoubleReason.SAME_DOCUMENT)
    assert stored(second).id_index == ""


def unseen_until_written(monkeypatch: pytest.MonkeyPatch, *found: Person | None) -> None:
    """Who looks for the holder finds these, one after the other."""
    answers = iter(found)
    monkeypatch.setattr(identifying, "holder_of", lambda _kind, _number: next(answers))


def test_of_two_hands_that_write_one_number_the_second_is_held_for_a_human(
    centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rows.person(centre), rows.person(centre, "周桂芬")
    identify(first, CARD, rows.FEMALE, actor_id=None)
    unseen_until_written(monkeypatch, None, first)
    with pytest.raises(NumberHeld):
        identify(second, CARD, rows.FEMALE, actor_id=None)
    pair = SuspectedDouble.objects.unscoped("test").get()
    assert (pair.kept, pair.newcomer) == (first, second)
    assert stored(second).id_index == ""
    assert AuditEvent.objects.filter(kind="person.identified").count() == 1


def test_another_fault_of_the_database_is_not_taken_for_a_double(
    centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rows.person(centre), rows.person(centre, "周桂芬")
    identify(first, CARD, rows.FEMALE, actor_id=None)
    unseen_until_written(monkeypatch, None, None)
    with pytest.raises(IntegrityError):
        identify(second, CARD, rows.FEMALE, actor_id=None)
    assert not SuspectedDouble.objects.unscoped("test").exists()


def test_the_same_number_again_changes_nobody_else(centre: Organisation) -> None:
    person = rows.person(centre)
    identify(person, CARD, rows.FEMALE, actor_id=None)
    identify(person, CARD, rows.FEMALE, actor_id=None)
    assert SuspectedDouble.objects.unscoped("test").count() == 0


def test_whoever_has_seen_the_document_is_written_down(centre: Organisation) -> None:
    person, clerk = rows.person(centre), rows.login()
    note_seen(person, actor_id=clerk.pk)
    assert stored(person).id_checked_by == clerk
