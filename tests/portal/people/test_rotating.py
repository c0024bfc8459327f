"""A new key before the old one: numbers are encrypted again in batches, and never lost."""

import base64
import io

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal.audit.models import AuditBody
from portal.people import enciphering, rotating
from portal.people.identifying import identify
from portal.people.models import Person
from portal.people.rotating import NotTheSame
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
NEW = f"k2 {base64.b64encode(bytes([7]) * 32).decode()}"


@pytest.fixture
def numbers(settings: Settings) -> dict[int, str]:
    """Two people with numbers under the old key; the new key stands before it."""
    centre, found = rows.centre(), {}
    for name, sex, number in (("甲", "male", rows.MALE), ("乙", "female", rows.FEMALE)):
        person = rows.person(centre, name, sex)
        identify(person, "id_card", number, actor_id=None)
        found[person.pk] = number
    settings.IDENTITY_CIPHER_KEYS = f"{NEW}\n{settings.IDENTITY_CIPHER_KEYS}"
    return found


def read_again() -> dict[int, tuple[str, str]]:
    people = Person.objects.unscoped("test").filter(id_cipher__isnull=False)
    return {
        one.pk: (one.id_key, enciphering.unseal(one.id_cipher or b"", one.id_key)) for one in people
    }


def test_all_numbers_are_under_the_first_key_and_read_the_same(numbers: dict[int, str]) -> None:
    out = io.StringIO()
    call_command("rotate_identity_key", stdout=out)
    assert out.getvalue() == "2 done, 0 left\nall numbers are under key k2\n"
    assert read_again() == {pk: ("k2", number) for pk, number in numbers.items()}


def test_stopped_anywhere_the_next_run_goes_on(
    numbers: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "AT_ONCE", 1)
    assert (rotating.rotate_some(), rotating.left()) == (1, 1)
    assert (rotating.rotate_some(), rotating.rotate_some()) == (1, 0)
    events = AuditBody.objects.filter(event__kind="key.rotated")
    assert [body.data for body in events] == [{"key": "k2", "numbers": 1}] * 2


def test_without_the_old_key_nothing_is_changed(
    numbers: dict[int, str], settings: Settings
) -> None:
    both, settings.IDENTITY_CIPHER_KEYS = settings.IDENTITY_CIPHER_KEYS, NEW
    with pytest.raises(CommandError, match="no key k1"):
        call_command("rotate_identity_key")
    settings.IDENTITY_CIPHER_KEYS = both
    assert read_again() == {pk: ("k1", number) for pk, number in numbers.items()}


def test_what_does_not_decrypt_to_the_same_is_not_stored(
    numbers: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = enciphering.lock
    monkeypatch.setattr(enciphering, "lock", lambda plain, context: lock(plain + b"!", context))
    with pytest.raises(NotTheSame):
        rotating.rotate_some()
    assert rotating.left() == 2
