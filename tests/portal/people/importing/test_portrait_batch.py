"""A ZIP of portraits from upload to the last row: whose they are, what is told, what is kept."""

import io
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from portal.accounts import granting
from portal.audit.models import AuditBody, AuditEvent
from portal.desk.tasks import bearer_of
from portal.people import filing
from portal.people.choices import ImportState
from portal.people.importing import committing, keeping, portrait_batch, staging
from portal.people.importing.portrait_archive import ArchiveRefused
from portal.people.models import ImportRow, ImportRun, Person, Portrait
from portal.people.portraying import live, portray, withdraw
from tests.portal.people.importing.bringing import Town
from tests.portal.people.importing.photos import (
    WHY,
    kept,
    looked_at,
    outcomes,
    zipped,
)
from tests.portal.people.importing.pictured import ANNA, HE, WANG, checked, city, face, one
from tests.portal.people.pictures import drawn, packed, photo

__all__ = ["city"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path


def test_every_file_is_told_and_the_good_ones_are_kept_in_one_go(
    city: dict[str, Any],
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portrait_batch, "PACE", 1)
    portray(city["wang"], face(2), actor_id=None)
    portray(city["anna"], face(3), actor_id=None)
    run = checked(
        city,
        {
            f"何建国_{HE}.jpg": face(1),
            f"青石镇/{WANG}.jpg": face(20),
            f"anna smith {ANNA}.jpg": face(3),
            "王五.jpg": face(5),
        },
    )
    assert [verdict for verdict, _words in outcomes(run)] == ["new", "changed", "same", "refused"]
    assert (run.state, run.done, run.total) == (ImportState.CHECKED, 4, 4)
    assert live(city["he"]) is None
    with django_capture_on_commit_callbacks(execute=True):
        kept(run)
    assert (run.state, run.done) == (ImportState.COMMITTED, 2)
    for who in ("he", "wang", "anna"):
        portrait = live(city[who])
        assert portrait is not None
        assert filing.is_whole(city[who].pk, portrait.sha256)
    assert Portrait.objects.unscoped(WHY).filter(person=city["wang"]).count() == 2
    events = AuditEvent.objects.filter(kind="person.portrait_taken", actor=city["town"].clerk)
    assert events.count() == 2
    event = AuditEvent.objects.get(kind="import.committed")
    assert AuditBody.objects.get(event=event).data == {
        "new": 1, "changed": 1, "same": 1, "refused": 1,
    }  # fmt: skip
    with pytest.raises(keeping.Gone):
        keeping.copy_long(run.token, run.key, io.BytesIO())


def test_the_zip_and_its_numbers_lie_encrypted_or_nowhere(
    city: dict[str, Any], folder: Path
) -> None:
    run = checked(city, {f"何建国_{HE}.jpg": face(1), f"{HE[:6]}-{HE[6:]}.jpg": face(2)})
    for path in folder.rglob("*"):
        if path.is_file():
            assert HE.encode() not in path.read_bytes()
            assert b"JFIF" not in path.read_bytes()
    for row in ImportRow.objects.unscoped(WHY).filter(run=run):
        assert HE not in str(row.shown) + str(row.problems)


def test_two_files_for_one_person_are_both_refused(city: dict[str, Any]) -> None:
    run = checked(city, {f"{HE}.jpg": face(1), f"何建国_{HE}.png": face(2)})
    assert outcomes(run) == [
        ("refused", "File 2 is for the same person. Please leave one of them in."),
        ("refused", "File 1 is for the same person. Please leave one of them in."),
    ]


def test_one_picture_for_two_people_is_a_mistake(city: dict[str, Any]) -> None:
    run = checked(city, {f"{HE}.jpg": face(1), f"{WANG}.jpg": face(1)})
    assert [verdict for verdict, _words in outcomes(run)] == ["refused", "refused"]
    assert "is the same picture under somebody else's name" in outcomes(run)[0][1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is no JPG, PNG or WebP picture."),
        (photo((100, 140)), "too small to be printed"),
        (packed(drawn((840, 600))), "lies on its side"),
        (bytes(10_000_001), "larger than 10 MB"),
    ],
)
def test_a_picture_that_cannot_be_a_portrait_says_why(
    city: dict[str, Any], content: bytes, words: str
) -> None:
    verdict, told = one(city, f"{HE}.jpg", content)
    assert (verdict, words in told) == ("refused", True)


def test_a_file_damaged_inside_the_zip_is_one_line(city: dict[str, Any]) -> None:
    place: Town = city["town"]
    content = zipped({f"{HE}.jpg": face(1)})
    at = content.find(b".jpg") + 40
    broken = content[:at] + bytes(8) + content[at + 8 :]
    run = looked_at(
        portrait_batch.upload(
            io.BytesIO(broken), "a.zip", organisation=place.east, actor_id=place.clerk.pk
        )
    )
    assert outcomes(run) == [
        ("refused", "The file is damaged inside the ZIP. Please pack the photos again.")
    ]


def test_what_is_no_zip_leaves_nothing_behind(city: dict[str, Any], folder: Path) -> None:
    place: Town = city["town"]
    with pytest.raises(ArchiveRefused):
        portrait_batch.upload(
            io.BytesIO(b"no zip"), "a.zip", organisation=place.east, actor_id=place.clerk.pk
        )
    assert list(folder.rglob("*")) == []
    assert ImportRun.objects.unscoped(WHY).count() == 0


def test_a_number_in_the_name_of_the_zip_is_masked(city: dict[str, Any]) -> None:
    place: Town = city["town"]
    run = portrait_batch.upload(
        io.BytesIO(zipped({"a.jpg": b""})), f"甲/{HE}.zip", organisation=place.east,
        actor_id=place.clerk.pk,
    )  # fmt: skip
    assert run.file_name == "9****************7.zip"


def test_a_long_zip_is_encrypted_part_by_part_and_comes_back_whole(
    city: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PART", 1_000)
    assert one(city, f"{HE}.jpg", face(9)) == ("new", "")


def differing(run: ImportRun) -> ImportRun:
    found = kept(run)
    assert (found.state, found.differs) == (ImportState.CHECKED, True)
    return found


def test_nothing_is_kept_when_somebody_was_quicker(city: dict[str, Any]) -> None:
    run = checked(city, {f"{HE}.jpg": face(1), f"{WANG}.jpg": face(2)})
    portray(city["he"], face(7), actor_id=None)
    differing(run)
    assert live(city["wang"]) is None
    staging.ask_check(run, columns={}, places={}, actor_id=run.recorded_by_id)
    assert [verdict for verdict, _words in outcomes(looked_at(run))] == ["changed", "new"]
    assert kept(run).state == ImportState.COMMITTED


def test_nothing_is_kept_when_a_portrait_to_be_replaced_is_gone(city: dict[str, Any]) -> None:
    portray(city["he"], face(7), actor_id=None)
    run = checked(city, {f"{HE}.jpg": face(1)})
    withdraw(city["he"], actor_id=None)
    differing(run)


def test_nothing_is_kept_when_a_person_was_moved_or_erased(city: dict[str, Any]) -> None:
    run = checked(city, {f"{HE}.jpg": face(1)})
    people = Person.objects.unscoped(WHY).filter(pk=city["he"].pk)
    people.update(organisation=city["town"].west)
    differing(run)
    people.update(organisation=city["town"].east)
    bearer = bearer_of(run.recorded_by_id)
    prepared = portrait_batch.prepare(run, bearer)
    people.update(erased_at=run.recorded_at)
    with pytest.raises(committing.Differs):
        portrait_batch.commit(run, prepared, bearer)
    assert live(city["he"]) is None


def test_nothing_is_kept_when_the_login_lost_its_role(city: dict[str, Any]) -> None:
    run = checked(city, {f"{HE}.jpg": face(1)})
    granting.end(city["town"].clerk.grants.get().pk, actor_id=None, reason="调离")
    differing(run)


def test_another_picture_under_the_same_name_is_not_kept(city: dict[str, Any]) -> None:
    run = checked(city, {f"{HE}.jpg": face(1)})
    row = ImportRow.objects.unscoped(WHY).get(run=run)
    row.shown["sha256"] = "0" * 64
    row.save()
    differing(run)


def test_a_zip_that_is_gone_waits_to_be_discarded(city: dict[str, Any]) -> None:
    run = checked(city, {f"{HE}.jpg": face(1)})
    keeping.forget(run.token)
    differing(run)
    staging.ask_check(run, columns={}, places={}, actor_id=run.recorded_by_id)
    assert looked_at(run).state == ImportState.UPLOADED
    assert run.problem == "damaged"
    staging.discard(run, actor_id=None)


def test_a_discarded_zip_leaves_no_file_and_no_row(
    city: dict[str, Any], folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    run = checked(city, {f"{HE}.jpg": face(1)})
    with django_capture_on_commit_callbacks(execute=True):
        staging.discard(run, actor_id=None)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert ImportRow.objects.unscoped(WHY).count() == 0
