"""The health of the platform on the administrators' desk: doctor's lines, the queue, the backup."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from portal import clock, invariants
from portal.accounts import granting
from portal.accounts.models import User
from portal.audit import examining
from portal.audit.models import DoctorRun
from portal.audit.noting import note_backup
from portal.desk.checks import a_backup_was_noted
from portal.desk.system.backups import LINE
from portal.desk.system.showing import NAMES
from portal.jobs.models import Job
from portal.jobs.working import work
from tests.certificates.roster import city as rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
PAGE, DESK = "/desk/system/", "/desk/"


@pytest.fixture
def client() -> Client:
    user = User.objects.create(username="root")
    granting.grant(user, "admin", rows.place("city", name="市中心"), actor_id=None)
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


def line(name: str = "jobs: none stands failed", *, ok: bool = True) -> dict[str, Any]:
    return {"name": name, "ok": ok, "count": int(not ok), "example": "" if ok else "job 7"}


def body(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_every_line_of_doctor_has_words_on_the_screen() -> None:
    assert {finding.name for finding in invariants.findings()} <= set(NAMES), "see showing.NAMES"


def test_before_the_first_examination_the_desk_says_so(client: Client) -> None:
    assert "Not examined yet" in body(client.get(DESK))
    assert "No backup is recorded." in body(client.get(PAGE))


def test_lines_that_hold_are_counted_and_shown(client: Client) -> None:
    examining.keep([line(), line("later: a line of another release")])
    page = body(client.get(PAGE))
    assert "All 2 lines hold" in page
    assert "Jobs: none has failed for good" in page
    assert "later: a line of another release" in page


def test_a_line_that_does_not_hold_stands_on_the_desk_with_count_and_example(
    client: Client,
) -> None:
    examining.keep([line(ok=False), line("roster: no post has two holders")])
    for page in (body(client.get(DESK)), body(client.get(PAGE))):
        assert "1 of 2 lines does not hold" in page
        assert "job 7" in page


def test_a_warning_is_told_in_brown_and_is_no_failure(client: Client) -> None:
    late = "people: no suspected double waits for more than 30 days"
    run = examining.keep([line(), {**line(late, ok=False), "level": "warn"}])
    assert run.failed == 0
    for page in (body(client.get(DESK)), body(client.get(PAGE))):
        assert "1 of 2 to be looked at" in page
        assert "job 7" in page
    assert "to be looked at</span>" in body(client.get(PAGE))


def test_the_card_speaks_of_the_backup_once(client: Client) -> None:
    examining.keep([{**line(LINE, ok=False), "level": "warn"}])
    assert "Backup: the last one" in body(client.get(PAGE))
    desk = body(client.get(DESK))
    assert "Backup: the last one" not in desk
    assert desk.count("No backup is recorded.") == 1


def test_an_old_examination_is_told(client: Client) -> None:
    with clock.at(clock.now() - timedelta(hours=27)):
        examining.keep([line()])
    assert "more than 26 hours old" in body(client.get(PAGE))


def note(age: timedelta) -> None:
    with clock.at(clock.now()):
        made_at = clock.now() - age
        note_backup(made_at=made_at, size=4096, sha256="a" * 64, where="机房二号柜", actor_id=None)


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(minutes=59), "Last backup within the last hour"),
        (timedelta(hours=1), "Last backup 1 hour ago"),
        (timedelta(hours=26), "Last backup 26 hours ago"),
        (timedelta(hours=26, minutes=1), "Last backup 26 hours ago"),
        (timedelta(days=9), "Last backup 9 days ago"),
    ],
)
def test_the_age_of_the_last_backup_is_told(client: Client, age: timedelta, said: str) -> None:
    examining.keep([line()])
    with clock.at(clock.now()):
        note(age)
        page, desk = body(client.get(PAGE)), body(client.get(DESK))
        finding = a_backup_was_noted()
    assert said in page
    assert said in desk
    assert "机房二号柜" in page
    late = age > timedelta(hours=26)
    assert (finding.warned, finding.failed) == (late, False)
    assert ("badge--warn" in page, "note--warn" in desk) == (late, late)


def test_without_any_backup_doctor_warns() -> None:
    found = a_backup_was_noted()
    assert (found.warned, found.example) == (True, "–")


def test_the_age_that_is_allowed_is_a_rule() -> None:
    note(timedelta(hours=30))
    assert a_backup_was_noted().warned
    rules.in_force("ops.backup_hours", 48)
    assert a_backup_was_noted().ok


def test_asking_twice_in_a_minute_asks_once_and_the_worker_keeps_the_lines(
    client: Client,
) -> None:
    with clock.at(clock.now()):
        asked = body(client.post(f"{PAGE}examine/", follow=True))
        again = body(client.post(f"{PAGE}examine/", follow=True))
    assert "The examination has begun" in asked
    assert "Somebody asked within this minute already." in again
    assert "1 job is due" in again
    work(Job.objects.get(kind=examining.EXAMINE).pk)
    kept = DoctorRun.objects.get()
    assert {one["name"] for one in kept.lines} <= set(NAMES)


def test_what_doctor_said_stays_as_it_was() -> None:
    kept = DoctorRun.objects.filter(pk=examining.keep([line()]).pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.update(failed=3)
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def test_others_have_neither_page_nor_card() -> None:
    user = User.objects.create(username="city")
    granting.grant(user, "city", rows.place("city", name="市中心"), actor_id=None)
    client = Client()
    client.force_login(user)
    assert client.get(PAGE).status_code == 404
    assert "card-system" not in body(client.get(DESK))
