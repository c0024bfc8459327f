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
from portal.people.identifying import identify
from portal.people.importing import committing, keeping, portrait_batch, staging
from portal.people.importing.portrait_archive import ArchiveRefused
from portal.people.models import ImportRow, ImportRun, Person, Portrait
from portal.people.portraying import live, portray, withdraw
from tests.portal.people import rows
from tests.portal.people.importing.bringing import Town, town
from tests.portal.people.importing.photos import (
    WHY,
    brought,
    kept,
    looked_at,
    outcomes,
    zipped,
)
from tests.portal.people.pictures import drawn, packed, photo

pytestmark = pytest.mark.django_db
HE, WANG, ANNA, FAR = "990000199001010017", "990000199001010033", "E12345678", rows.FEMALE


def face(shade: int) -> bytes:
    return photo((300, 420), (shade, 90, 90))


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path


@pytest.fixture(scope="module")
def city(lasting: None) -> dict[str, Any]:
    """The town with three people of the clerk's and one elsewhere."""
    found = town()
    he = rows.person(found.creek, "何建国", "male")
    wang = rows.person(found.east, "王小明", "male")
    anna = rows.person(found.east, "Anna Smith")
    far = rows.person(found.west, "刘玉兰")
    for person, kind, number in (
        (he, "id_card", HE), (wang, "id_card", WANG), (anna, "passport", ANNA),
        (far, "id_card", FAR),
    ):  # fmt: skip
        identify(person, kind, number, actor_id=None)
    return {"town": found, "he": he, "wang": wang, "anna": anna, "far": far}


def checked(city: dict[str, Any], files: dict[str, bytes]) -> ImportRun:
    place: Town = city["town"]
    return looked_at(brought(files, place.east, place.clerk.pk))


def one(city: dict[str, Any], name: str, content: bytes = face(1)) -> tuple[str, str]:
    (found,) = outcomes(checked(city, {name: content}))
    return found


def test_every_file_is_told_and_the_good_ones_are_kept_in_one_go(
    city: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"刘玉兰_{FAR}.jpg", "Nobody of your places has this document number."),
        ("某人_990000199001010050.jpg", "Nobody of your places has this document number."),
        (f"何建军_{HE}.jpg", "belongs to somebody of another name"),
        ("何建国.jpg", "holds no document number"),
        ("0017.jpg", "holds no document number"),
        ("何建国_0018.jpg", "this name and these last four characters"),
        ("刘玉兰_0025.jpg", "this name and these last four characters"),
        (f"../何建国_{HE}.jpg", "a folder outside itself"),
    ],
)
def test_a_file_that_is_nobodys_says_why(city: dict[str, Any], name: str, words: str) -> None:
    verdict, told = one(city, name)
    assert verdict == "refused"
    assert words in told


@pytest.mark.parametrize("name", ["何建国_0017.jpg", "何建国0017.jpg"])
def test_a_name_with_the_last_four_characters_is_enough(city: dict[str, Any], name: str) -> None:
    assert one(city, name) == ("new", "")


def test_of_last_four_characters_one_guess_a_name_is_answered(city: dict[str, Any]) -> None:
    run = checked(city, {"何建国_0017.jpg": face(1), "何建国_0018.jpg": face(2)})
    assert {words for _verdict, words in outcomes(run)} == {
        "Several people or files have this name. Please give the whole document number."
    }


def test_namesakes_with_the_same_last_four_characters_are_told_to_give_all(
    city: dict[str, Any],
) -> None:
    twin = rows.person(city["town"].east, "何建国", "male")
    identify(twin, "passport", "E99990017", actor_id=None)
    assert "Several people" in one(city, "何建国_0017.jpg")[1]
    without = rows.person(city["town"].east, "何建国", "male")
    assert without.id_cipher is None


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
