"""A person's portrait: one at a time, replaced, withdrawn, destroyed when its days are over."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from portal import clock, invariants
from portal.accounts.choices import Role
from portal.audit.models import AuditEvent
from portal.audit.recording import record
from portal.people import filing, portraying
from portal.people.developing import PortraitRefused, develop
from portal.people.handing_over import hand_over
from portal.people.models import Person, Portrait
from portal.people.portraying import live, portray, withdraw
from portal.policy.setting import set_rule
from portal.scope import Scope
from tests.portal.people import rows
from tests.portal.people.pictures import photo

pytestmark = pytest.mark.django_db
WHY = "test"
RED = (200, 30, 30)
Commits = DjangoCaptureOnCommitCallbacks


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path / "portraits"


@pytest.fixture
def person() -> Person:
    return rows.person(rows.centre())


def files(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.rglob("*.jpg"))


def test_a_portrait_lies_under_its_hash_and_is_recorded(person: Person, folder: Path) -> None:
    user = rows.login()
    row = portray(person, photo(), actor_id=user.pk)
    assert live(person) == row
    assert (row.width, row.height, row.recorded_by_id) == (600, 840, user.pk)
    assert files(folder) == [row.sha256]
    assert filing.read(person.pk, row.sha256) == develop(photo()).content
    event = AuditEvent.objects.get(kind="person.portrait_taken")
    assert (event.actor_id, event.subject) == (user.pk, f"people.person:{person.pk}")


def test_its_person_and_who_keeps_the_record_reach_it_and_nobody_who_only_reads(
    person: Person,
) -> None:
    portray(person, photo(), actor_id=None)
    path = person.organisation.path

    def reaches(scope: Scope) -> bool:
        return Portrait.objects.scoped(scope).exists()

    assert reaches(Scope(person_id=person.pk))
    assert not reaches(Scope(person_id=person.pk + 1))
    found = {role.value for role in Role if reaches(Scope(places={role.value: (path,)}))}
    assert found == {"admin", "hr", "clerk", "assistant"}


def test_nobody_else_on_the_machine_reads_the_folder(person: Person, folder: Path) -> None:
    portray(person, photo(), actor_id=None)
    assert (folder / str(person.pk)).stat().st_mode & 0o777 == 0o700
    (file,) = folder.rglob("*.jpg")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_new_one_retires_the_one_before(person: Person, folder: Path) -> None:
    first = portray(person, photo(), actor_id=None)
    second = portray(person, photo(colour=RED), actor_id=None)
    first.refresh_from_db()
    assert first.retired_at == second.recorded_at
    assert live(person) == second
    assert files(folder) == sorted([first.sha256, second.sha256])


def test_the_same_picture_again_changes_nothing(person: Person) -> None:
    first = portray(person, photo(), actor_id=None)
    assert portray(person, photo(), actor_id=None) == first
    assert AuditEvent.objects.filter(kind="person.portrait_taken").count() == 1


def test_one_person_brings_so_many_a_day_and_no_more(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portraying, "MOST_A_DAY", 2)
    with clock.at(clock.now() - timedelta(days=1, minutes=1)):
        portray(person, photo(colour=(1, 1, 1)), actor_id=None)
    portray(person, photo(), actor_id=None)
    last = portray(person, photo(colour=RED), actor_id=None)
    with pytest.raises(PortraitRefused, match="2 photos were brought within a day"):
        portray(person, photo(), actor_id=None)
    assert portray(person, photo(colour=RED), actor_id=None) == last


def test_a_picture_withdrawn_and_brought_again_is_live_again(person: Person) -> None:
    portray(person, photo(), actor_id=None)
    withdraw(person, actor_id=None)
    again = portray(person, photo(), actor_id=None)
    assert live(person) == again
    assert Portrait.objects.unscoped(WHY).count() == 2


def test_of_two_at_once_the_later_is_asked_to_look_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    portray(person, photo(), actor_id=None)

    def beaten(*_arguments: object, **_named: object) -> None:
        raise IntegrityError("one_portrait")

    monkeypatch.setattr(portraying, "enter_many", beaten)
    with pytest.raises(PortraitRefused, match="Somebody else has brought another picture"):
        portray(person, photo(colour=RED), actor_id=None)


def test_the_database_keeps_one_live_portrait_a_person(person: Person) -> None:
    portray(person, photo(), actor_id=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Portrait.objects.create(
            person=person, sha256="0" * 64, width=1, height=1, recorded_at=clock.now()
        )


def test_many_are_kept_together_or_none(person: Person) -> None:
    other = rows.person(person.organisation, "何建国", "male")
    pictures = [(person, develop(photo())), (other, develop(photo(colour=RED)))]
    made = portraying.portray_many(pictures, actor_id=None)
    assert [live(person), live(other)] == made
    with pytest.raises(IntegrityError), transaction.atomic():
        portraying.portray_many([pictures[0], pictures[0]], actor_id=None)
    assert [live(person), live(other)] == made


def test_a_portrait_is_withdrawn_once(person: Person) -> None:
    portray(person, photo(), actor_id=None)
    withdraw(person, actor_id=None)
    assert live(person) is None
    assert AuditEvent.objects.filter(kind="person.portrait_withdrawn").count() == 1
    with pytest.raises(PortraitRefused, match="no portrait to withdraw"):
        withdraw(person, actor_id=None)


def test_nobody_is_portrayed_after_an_erasure(person: Person) -> None:
    person.erased_at = clock.now()
    with pytest.raises(PortraitRefused, match="erased already"):
        portray(person, photo(), actor_id=None)


def test_a_retired_picture_is_destroyed_after_the_days_of_the_rule(
    person: Person, folder: Path, django_capture_on_commit_callbacks: Commits
) -> None:
    kept_days = timedelta(days=365)
    with clock.at(clock.now() - kept_days - timedelta(minutes=1)):
        old = portray(person, photo(), actor_id=None)
        withdraw(person, actor_id=None)
    for path in folder.rglob("*.jpg"):
        os.utime(path, (0, 0))
    with clock.at(clock.now() - timedelta(minutes=2)):
        assert portraying.forget_old() == 0
    new = portray(person, photo(colour=RED), actor_id=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert portraying.forget_old() == 1
    assert files(folder) == [new.sha256]
    old.refresh_from_db()
    assert old.forgotten_at is not None
    assert len(old.sha256) == 64
    with pytest.raises(filing.FileGone):
        filing.read(person.pk, old.sha256)
    assert portraying.forget_old() == 0


def test_the_city_may_keep_them_shorter(person: Person) -> None:
    with clock.at(clock.now() - timedelta(days=31)):
        portray(person, photo(), actor_id=None)
        withdraw(person, actor_id=None)
    actor = rows.login()
    set_rule(
        "privacy.portrait_keep_days", 30, since=clock.today(), basis="测试", reason="测试",
        actor_id=actor.pk,
    )  # fmt: skip
    assert portraying.forget_old() == 1


def test_a_portrait_of_a_merged_record_ends_by_night(person: Person) -> None:
    double = rows.person(person.organisation, "周桂方")
    for one in (person, double):
        portray(one, photo(), actor_id=None)
    assert portraying.retire_of_doubles() == 0
    Person.objects.unscoped(WHY).filter(pk=double.pk).update(merged_into=person)
    assert portraying.retire_of_doubles() == 1
    assert (live(person) is None, live(double) is None) == (False, True)
    assert AuditEvent.objects.get(kind="person.portrait_withdrawn").actor_id is None


def test_a_portrait_withdrawn_by_hand_meanwhile_does_not_fail_the_night(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubles = [rows.person(person.organisation, name) for name in ("周桂方", "周贵芳")]
    for one in doubles:
        portray(one, photo(), actor_id=None)
    Person.every.filter(pk__in=[one.pk for one in doubles]).update(merged_into=person)

    def quicker(kind: str, subject: Person, **named: Any) -> None:
        Portrait.every.filter(person=doubles[1]).update(retired_at=clock.now())
        record(kind, subject, **named)

    monkeypatch.setattr(portraying, "record", quicker)
    assert portraying.retire_of_doubles() == 1
    assert [live(one) for one in doubles] == [None, None]
    assert AuditEvent.objects.filter(kind="person.portrait_withdrawn").count() == 1


def test_what_a_crash_left_behind_is_swept_away_when_it_is_old(
    person: Person, folder: Path
) -> None:
    row = portray(person, photo(), actor_id=None)
    filing.put(person.pk, b"written, and then the power went")
    unfinished = folder / str(person.pk) / ".new-abc.jpg"
    unfinished.write_bytes(b"half")
    assert portraying.sweep() == 0
    for path in folder.rglob("*.jpg"):
        os.utime(path, (0, 0))
    assert portraying.sweep() == 2
    assert files(folder) == [row.sha256]


def test_sweeping_a_city_without_portraits_does_nothing() -> None:
    assert portraying.sweep() == 0


def test_the_person_takes_the_picture_along_with_the_data(person: Person) -> None:
    def names() -> list[str]:
        packed = hand_over(person, actor_id=None, language="en", printed=False)
        return zipfile.ZipFile(io.BytesIO(packed)).namelist()

    assert names() == ["data.json", "data.html"]
    row = portray(person, photo(), actor_id=None)
    packed = hand_over(person, actor_id=None, language="en", printed=False)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("portrait.jpg") == filing.read(person.pk, row.sha256)
    filing.remove(person.pk, row.sha256)
    assert names() == ["data.json", "data.html"]


def test_doctor_names_a_live_portrait_whose_file_is_not_whole(person: Person, folder: Path) -> None:
    def found() -> tuple[bool, str]:
        (one,) = [
            f for f in invariants.findings() if f.name == "people: every live portrait has its file"
        ]
        return one.ok, one.example

    portray(person, photo(), actor_id=None)
    assert found() == (True, "")
    (file,) = folder.rglob("*.jpg")
    file.write_bytes(b"something else")
    assert found() == (False, f"P{person.pk}")
    file.unlink()
    assert found() == (False, f"P{person.pk}")
    portray(person, photo(), actor_id=None)
    assert found() == (True, "")
