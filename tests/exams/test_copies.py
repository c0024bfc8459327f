"""Copies that a job makes for one login: asked for once, ready for about a day, then gone."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from pytest_django import Settings

from exams import copies, on_request
from exams.copies import Wanted
from portal import clock
from portal.jobs.models import Job
from tests.exams import rows

pytestmark = pytest.mark.django_db
ONE = Wanted(copies.EVIDENCE, 7, "11", 3)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_copies_of_other_tests(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


def files() -> list[Path]:
    return [path for path in Path(site.FILES_ROOT).rglob("*") if path.is_file()]


def test_what_is_asked_for_twice_waits_once_and_for_others_apart() -> None:
    assert copies.ask(ONE)
    assert not copies.ask(ONE)
    assert copies.ask(Wanted(ONE.kind, ONE.subject, ONE.variant, 4))
    assert copies.ask(Wanted(ONE.kind, ONE.subject, "00", 3))
    assert [copies.wanted_of(job.payload) for job in Job.objects.order_by("pk")[:1]] == [ONE]
    assert copies.stand(ONE).state == on_request.PREPARING
    assert copies.stand(Wanted(ONE.kind, 8, "11", 3)).state == on_request.NONE


@pytest.mark.parametrize(
    ("state", "tries", "stands"),
    [
        ("waiting", 0, copies.Standing(on_request.PREPARING)),
        ("running", 1, copies.Standing(on_request.PREPARING)),
        ("waiting", 1, copies.Standing(on_request.PREPARING, again=True)),
        ("running", 2, copies.Standing(on_request.PREPARING, again=True)),
        ("running", 3, copies.Standing(on_request.PREPARING, again=True)),
        ("failed", 12, copies.Standing(on_request.FAILED, trouble=str(on_request.BROKEN))),
    ],
)
def test_a_copy_that_fails_is_not_hidden_by_an_older_one(
    state: str, tries: int, stands: copies.Standing
) -> None:
    copies.keep(ONE, b"%PDF old")
    older = copies.kept(ONE)
    assert copies.ask(ONE)
    Job.objects.update(state=state, tries=tries)
    if stands.state == on_request.FAILED:  # the older one may still be taken
        stands = replace(stands, made=older)
    assert copies.stand(ONE) == stands
    assert copies.ask(ONE) is (state == "failed")


def test_why_a_newer_copy_could_not_be_made_is_told_beside_the_older_one() -> None:
    copies.keep(ONE, b"%PDF old")
    older = copies.kept(ONE)
    copies.note_trouble(ONE, "太久")
    assert copies.stand(ONE) == copies.Standing(on_request.FAILED, older, "太久")
    copies.keep(ONE, b"%PDF new")
    assert copies.stand(ONE).state == on_request.READY


def test_a_copy_that_goes_while_it_is_taken_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    copies.keep(ONE, b"%PDF")
    assert copies.take(ONE) == (copies.kept(ONE), b"%PDF")
    (made,) = copies._fresh(ONE)  # what another process has just read
    copies.keep(ONE, b"%PDF new")
    monkeypatch.setattr(copies, "_fresh", lambda _wanted: [made])
    assert copies.take(ONE) is None


def test_what_is_just_being_written_stays(settings: Settings) -> None:
    folder = Path(settings.FILES_ROOT) / "copies" / "evidence" / "7" / "3"
    folder.mkdir(parents=True)
    (folder / ".new-x.pdf").write_bytes(b"%P")
    (folder.parent / "4").mkdir()
    assert copies.put_away() == 0
    assert (folder / ".new-x.pdf").exists()
    assert (folder.parent / "4").exists()


def test_what_was_renamed_meanwhile_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    copies.keep(ONE, b"%PDF")
    gone = Path(site.FILES_ROOT) / "copies" / "evidence" / "7" / "3" / ".new-x.pdf"
    listed = [gone, *files()]
    monkeypatch.setattr(Path, "glob", lambda _path, what: listed if what == "*/*/*/*" else [])
    with clock.at(clock.now() + DAY):
        assert copies.put_away() == 1


def test_a_newer_copy_takes_the_place_of_the_older_one() -> None:
    with clock.at(rows.MOMENT):
        copies.keep(ONE, b"%PDF old", "ab")
    with clock.at(rows.MOMENT + timedelta(minutes=1)):
        copies.keep(ONE, b"%PDF new", "cd")
        made = copies.kept(ONE)
    assert made
    assert (made.path.read_bytes(), made.note) == (b"%PDF new", "cd")
    assert made.at == rows.MOMENT + timedelta(minutes=1)
    assert len(files()) == 1


def test_a_copy_is_its_logins_and_of_its_variant_only() -> None:
    copies.keep(ONE, b"%PDF")
    for other in (
        Wanted(ONE.kind, ONE.subject, ONE.variant, 4),
        Wanted(ONE.kind, ONE.subject, "10", 3),
        Wanted(ONE.kind, 70, ONE.variant, 3),
        Wanted(copies.PROTOCOL, ONE.subject, ONE.variant, 3),
    ):
        assert copies.kept(other) is None
    assert copies.stand(ONE).state == on_request.READY


def test_what_could_not_be_made_says_why_until_it_is_made() -> None:
    copies.note_trouble(ONE, "字体里没有这个字")
    assert copies.stand(ONE) == copies.Standing(on_request.FAILED, trouble="字体里没有这个字")
    copies.keep(ONE, b"%PDF")
    assert copies.stand(ONE).state == on_request.READY
    assert len(files()) == 1


def test_after_a_day_a_copy_is_handed_out_no_more_and_goes() -> None:
    with clock.at(rows.MOMENT):
        copies.keep(ONE, b"%PDF")
    with clock.at(rows.MOMENT + DAY - timedelta(seconds=1)):
        assert copies.kept(ONE)
        assert copies.put_away() == 0
    with clock.at(rows.MOMENT + DAY):
        assert copies.kept(ONE) is None
        assert copies.stand(ONE).state == on_request.NONE
        assert copies.put_away() == 1
    assert files() == []


def test_a_folder_that_is_long_empty_goes(settings: Settings) -> None:
    folder = Path(settings.FILES_ROOT) / "copies" / "evidence" / "7" / "3"
    folder.mkdir(parents=True)
    for one in (folder, folder.parent):
        os.utime(one, (0, 0))
    copies.put_away()
    assert not folder.exists()
    os.utime(folder.parent, (0, 0))  # what is in a folder makes it young
    copies.put_away()
    assert not folder.parent.exists()


def test_why_something_could_not_be_made_goes_too() -> None:
    copies.note_trouble(ONE, "x")
    assert copies.put_away() == 0
    with clock.at(clock.now() + DAY + timedelta(minutes=1)):
        assert copies.put_away() == 1
