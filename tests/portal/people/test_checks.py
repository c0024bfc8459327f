"""What doctor says of people and organisations: fine at first, and each offence by its example."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from portal import clock
from portal.people import checks, enciphering, tombstones
from portal.people.choices import DoubleState
from portal.people.doubling import decide, suspect
from portal.people.identifying import identify
from portal.people.models import Organisation, Person, SuspectedDouble
from portal.people.transferring import transfer
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
ANOTHER = f"k9 {base64.b64encode(bytes([9]) * 32).decode()}"


@pytest.fixture(scope="module")
def centre(lasting: None) -> Organisation:
    return rows.centre()


@pytest.fixture(scope="module")
def zhou(centre: Organisation) -> Person:
    person = rows.person(centre)
    identify(person, "id_card", rows.FEMALE, actor_id=None)
    return person


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def write(person: Person, **values: object) -> None:
    """Past every verb, as somebody's SQL would."""
    Person.objects.unscoped("test").filter(pk=person.pk).update(**values)


def test_a_number_reads_back_while_its_key_is_at_hand(zhou: Person, settings: Settings) -> None:
    assert checks.numbers_read_back().ok
    settings.IDENTITY_CIPHER_KEYS = f"{ANOTHER}\n{settings.IDENTITY_CIPHER_KEYS}"
    assert checks.numbers_read_back().ok
    settings.IDENTITY_CIPHER_KEYS = ANOTHER
    found = checks.numbers_read_back()
    key = Person.objects.unscoped("test").get(pk=zhou.pk).id_key
    assert (found.failed, found.count, found.example) == (True, 1, f"P{zhou.pk} (key {key})")


def test_a_number_whose_bytes_were_changed_is_found(zhou: Person) -> None:
    write(zhou, id_cipher=bytes(40))
    found = checks.numbers_read_back()
    assert (found.failed, found.count) == (True, 1)


def test_a_number_of_another_index_key_is_found(zhou: Person, settings: Settings) -> None:
    settings.IDENTITY_INDEX_KEY = ANOTHER
    assert checks.numbers_read_back().failed


def test_of_many_numbers_each_is_read_on_its_day(
    zhou: Person, centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "AT_ONCE", 1)
    other = rows.person(centre, "何建国", "male")
    identify(other, "id_card", rows.MALE, actor_id=None)
    write(zhou, id_cipher=bytes(40))
    found = []
    for days in range(2):
        with clock.at(clock.now() + timedelta(days=days)):
            found.append(checks.numbers_read_back().failed)
    assert sorted(found) == [False, True]


def test_two_records_with_one_document_are_found_when_the_constraint_was_down(
    zhou: Person, centre: Organisation
) -> None:
    other = rows.person(centre, "何建国", "male")
    assert checks.one_record_for_a_document().ok
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_person_per_document")
    write(other, id_index=enciphering.index("id_card", rows.FEMALE))
    found = checks.one_record_for_a_document()
    assert (found.failed, found.count, found.example) == (True, 1, f"P{other.pk}")


def test_a_pair_that_waits_for_more_than_thirty_days_is_a_warning(
    zhou: Person, centre: Organisation
) -> None:
    with clock.at(clock.now() - timedelta(days=31)):
        suspect(zhou, rows.person(centre), "same_name", actor_id=None)
    suspect(zhou, rows.person(centre), "same_name", actor_id=None)
    row = SuspectedDouble.objects.unscoped("test").earliest("recorded_at")
    found = checks.doubles_are_decided()
    assert (found.warned, found.failed) == (True, False)
    assert (found.count, found.example) == (1, str(row.pk))
    decide(row, DoubleState.DIFFERENT, reason="两人", actor_id=rows.login().pk)
    assert checks.doubles_are_decided().ok


def stone_of(person: Person) -> None:
    moment = person.recorded_at.isoformat()
    tombstones.put([tombstones.Tombstone(person.pk, moment, moment, 1, 2, "本人申请")])


def test_whoever_a_restore_brought_back_is_found(zhou: Person) -> None:
    assert checks.tombstones_hold().ok
    stone_of(zhou)
    found = checks.tombstones_hold()
    assert (found.failed, found.example) == (True, f"P{zhou.pk}")
    write(zhou, recorded_at=clock.now() + timedelta(days=1))  # another record under that id
    assert checks.tombstones_hold().ok


def test_an_erased_person_who_has_data_again_is_a_warning(zhou: Person) -> None:
    empty = {"id_cipher": None, "id_key": "", "phone": "", "email": ""}
    write(zhou, erased_at=clock.now(), **empty)
    stone_of(zhou)
    assert checks.tombstones_hold().ok
    assert checks.the_erased_stay_erased().ok
    write(zhou, phone="19900001234")
    found = checks.the_erased_stay_erased()
    assert (found.warned, found.example) == (True, f"P{zhou.pk}")


def test_somebody_who_is_not_where_the_last_transfer_went_is_found(
    zhou: Person, centre: Organisation
) -> None:
    east, west = rows.below(centre, "青石镇"), rows.below(centre, "东关街道")
    mover = rows.person(centre)
    for place in (east, west):
        transfer(mover, place, day=clock.today(), reason="调动", actor_id=None)
    assert checks.homes_follow_transfers().ok
    write(mover, organisation=east)
    found = checks.homes_follow_transfers()
    assert (found.failed, found.count, found.example) == (True, 1, f"P{mover.pk}")


def test_an_organisation_that_hangs_nowhere_is_found(centre: Organisation) -> None:
    village = rows.below(rows.below(centre, "青石镇"), "青石村", "village")
    assert checks.the_tree_is_whole().ok
    for path, depth in (("000900010001", 3), (village.path, 2)):
        Organisation.objects.filter(pk=village.pk).update(path=path, depth=depth)
        found = checks.the_tree_is_whole()
        assert (found.failed, found.count, found.example) == (True, 1, str(village.pk))
