"""The way of a table, whatever it holds; bad inputs 52 and 59."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from portal import clock
from portal.desk.tasks import bearer_of
from portal.jobs.enqueueing import enqueue
from portal.jobs.working import work_all
from portal.people import correcting
from portal.people.choices import ImportState
from portal.people.importing import committing, keeping, staging
from portal.people.importing.person_columns import NAME_OF_KIND, person_number
from portal.people.models import ImportRow, ImportRun, Person
from portal.spreadsheets.tables import FileRefused
from portal.spreadsheets.writing import csv_file
from tests.portal.people import rows
from tests.portal.people.importing.bringing import (
    WHY,
    Town,
    brought,
    check,
    checked,
    enter,
    line,
    outcomes,
    town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Town:
    return town()


def file_of(run: ImportRun) -> Path:
    return Path(settings.FILES_ROOT) / "imports" / run.token


def test_a_file_lies_encrypted_and_readable_by_nobody_else(city: Town) -> None:
    run = brought(city, line("周桂芳"))
    assert "周桂芳".encode() not in file_of(run).read_bytes()
    assert file_of(run).stat().st_mode & 0o077 == 0
    assert "周桂芳".encode() in keeping.get(run.token, run.key)


def test_a_name_of_a_file_is_cleaned() -> None:
    assert staging.clean_file_name("C:\\x\\../花名\u202e册\n.xlsx") == "花名册.xlsx"
    for written in (
        "110101199003070012", "110 101 199 003 070 012", "110101-19900307-0012",
        "１１０１０１１９９００３０７００１２", "1101_0119_9003_0700_12",
        "110101\u200b199003070012",
    ):  # fmt: skip
        assert staging.clean_file_name(f"张{written}.csv") == "张1****************2.csv"
    assert staging.clean_file_name("2026年11月（新）.csv") == "2026年11月（新）.csv"
    assert staging.clean_file_name(f"{'长' * 300}.csv") == f"{'长' * 116}.csv"
    with pytest.raises(keeping.Gone):
        keeping.get("../../etc/passwd", "k1")


def test_a_file_without_titles_is_refused(city: Town) -> None:
    with pytest.raises(FileRefused) as caught:
        staging.upload(
            csv_file(["一"], [["二"]]), "a.csv", kind=NAME_OF_KIND, organisation=city.east,
            actor_id=city.clerk.pk,
        )  # fmt: skip
    assert caught.value.code == "heading"


def test_another_encoding_is_read_again(city: Town) -> None:
    run = brought(city, line("周桂芳"))
    assert run.seen["encoding"] == "utf-8-sig"
    staging.reread(run, sheet="", encoding="utf-8")
    run.refresh_from_db()
    assert run.seen["encoding"] == "utf-8"
    check(run)
    with pytest.raises(staging.NotNow):
        staging.reread(run, sheet="", encoding="utf-8")


def test_progress_is_in_the_row_and_survives_a_reload(city: Town) -> None:
    run = checked(city, line("甲"), line("乙"))
    again = ImportRun.objects.unscoped(WHY).get(pk=run.pk)
    assert (again.done, again.total, again.state) == (2, 2, ImportState.CHECKED)


def test_a_file_that_is_gone_brings_the_run_back_to_its_owner(city: Town) -> None:
    run = brought(city, line("周桂芳"))
    file_of(run).unlink()
    check(run)
    assert (run.state, run.problem) == (ImportState.UPLOADED, "damaged")


def test_52_a_run_is_entered_once_however_often_it_is_confirmed(
    city: Town, django_capture_on_commit_callbacks: Any
) -> None:
    run = checked(city, line("周桂芳"))
    stale = ImportRun.objects.unscoped(WHY).get(pk=run.pk)
    staging.ask_commit(run, only_good=False, actor_id=city.clerk.pk)
    with pytest.raises(staging.NotNow):
        staging.ask_commit(stale, only_good=False, actor_id=city.clerk.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert work_all(staging.COMMIT) == 1
    assert Person.objects.unscoped(WHY).count() == 1
    assert not file_of(run).exists()


def test_59_a_second_clerk_sees_what_the_first_has_changed(city: Town) -> None:
    person = rows.person(city.creek)
    key = person_number(person.pk)
    first = checked(city, line("周桂芳", key=key, phone="13800000001"))
    second = checked(city, line("周桂芳", key=key, phone="13800000002"))
    enter(first)
    bearer = bearer_of(city.clerk.pk)
    number = second.number
    assert committing.look_again(second, bearer) == 1
    row = ImportRow.objects.unscoped(WHY).get(run=second)
    assert row.before["changes"] == [["phone", "", "13800000002"]]
    assert row.changes == [["phone", "13800000001", "13800000002"]]
    assert (second.differs, second.number) == (True, number + 1)
    enter(second)
    person.refresh_from_db()
    assert person.phone == "13800000002"


def test_59_who_is_beaten_between_confirming_and_entering_is_asked_again(city: Town) -> None:
    run = checked(city, line("周桂芳"))
    staging.ask_commit(run, only_good=False, actor_id=city.clerk.pk)
    rows.person(city.creek)
    assert work_all(staging.COMMIT) == 1
    run.refresh_from_db()
    assert (run.state, run.differs) == (ImportState.CHECKED, True)
    assert Person.objects.unscoped(WHY).count() == 1


def test_a_job_of_an_older_dry_run_does_nothing(city: Town) -> None:
    run = brought(city, line("周桂芳"))
    staging.ask_check(run, columns=run.columns, places={}, actor_id=city.clerk.pk)
    other = brought(city, line("何建国"))
    ImportRun.objects.unscoped(WHY).filter(pk=other.pk).update(state=ImportState.CHECKED)
    other.refresh_from_db()
    staging.ask_commit(other, only_good=False, actor_id=city.clerk.pk)
    ImportRun.objects.unscoped(WHY).update(number=99)
    assert work_all(staging.CHECK, staging.COMMIT) == 2
    assert ImportRow.objects.unscoped(WHY).count() == 0
    assert Person.objects.unscoped(WHY).count() == 0


def test_a_right_that_was_taken_meanwhile_no_longer_counts(city: Town) -> None:
    run = brought(city, line("周桂芳"))
    city.clerk.grants.update(ended_at=clock.now())
    assert outcomes(check(run)) == [("refused", ["no_right"])]


def test_a_discarded_table_leaves_nothing(city: Town) -> None:
    run = checked(city, line("周桂芳"))
    staging.discard(run, actor_id=city.clerk.pk)
    assert not ImportRow.objects.unscoped(WHY).filter(run=run).exists()
    with pytest.raises(staging.NotNow):
        staging.discard(run, actor_id=city.clerk.pk)


def test_what_nobody_enters_is_discarded_after_a_week(city: Town) -> None:
    run = brought(city, line("周桂芳"))
    assert staging.discard_old() == 0
    with clock.at(clock.now() + staging.KEPT * 2):
        with transaction.atomic():
            enqueue("import.discard_old", "tonight", {})
        assert work_all("import.discard_old") == 1
    run.refresh_from_db()
    assert run.state == ImportState.DISCARDED


def test_a_cell_that_is_too_long_is_named(city: Town) -> None:
    assert outcomes(checked(city, line("长" * 600))) == [("refused", ["too_long"])]


def test_many_records_are_corrected_only_as_they_were_read(city: Town) -> None:
    person = rows.person(city.creek)
    stale = Person.objects.unscoped(WHY).select_related("organisation").get(pk=person.pk)
    correcting.correct(person, {"phone": "13800000001"}, actor_id=None, reason="来信")
    with pytest.raises(correcting.ChangedMeanwhile):
        correcting.correct(stale, {"phone": "13800000002"}, actor_id=None, reason="来信")
    person.refresh_from_db()
    assert person.phone == "13800000001"
