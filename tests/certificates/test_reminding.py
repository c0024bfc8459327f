"""Holders are reminded 90, 30 and 7 days before the end, each once, and nobody else is."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from certificates import lifecycle, reminding, replacing
from certificates.models import Certificate, CertificateReminder
from certificates.numbering import spaced_number
from certificates.succeeding import Ground
from portal import clock
from portal.accounts.models import User
from portal.jobs.enqueueing import enqueue
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.wording import text_of
from tests.certificates.roster import city
from tests.certificates.rows import certified, version_of
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def issued(lasting: None) -> int:
    return certified().pk


@pytest.fixture
def row(issued: int) -> Certificate:
    return Certificate.objects.unscoped("t").get(pk=issued)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=clock.CITY_ZONE)


def before(row: Certificate, days: int) -> date:
    return version_of(row).valid_until - timedelta(days=days)


def run(day: date, period: str = "") -> None:
    """The job of a day, as the calendar enqueues it."""
    with clock.at(moment(day)):
        period = period or day.isoformat()
        with transaction.atomic():
            enqueue("certificate.remind", period, {"period": period})
        work_all("certificate.remind")


def reminders(row: Certificate) -> list[int]:
    rows = CertificateReminder.objects.unscoped("t").filter(certificate=row).order_by("pk")
    return list(rows.values_list("days", flat=True))


def notices(row: Certificate) -> list[Notice]:
    rows = Notice.objects.unscoped("t").filter(kind="certificate.ends", person_id=row.person_id)
    return list(rows.order_by("pk"))


@pytest.mark.parametrize(
    ("left", "stage"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_which_word_goes_out_on_which_day(left: int, stage: int | None) -> None:
    today = date(2029, 3, 1)
    assert reminding.stage_of(today + timedelta(days=left), today) == stage


def test_each_stage_is_told_once_over_all_the_days(row: Certificate) -> None:
    for left in (91, 90, 89, 31, 30, 29, 8, 7, 6, 1, 0, -1):
        run(before(row, left))
    assert reminders(row) == [90, 30, 7]
    assert len(notices(row)) == 3
    assert all(spaced_number(row.number) in text_of(notice) for notice in notices(row))
    assert {notice.link for notice in notices(row)} == {"/exams/"}


def test_a_day_on_which_nothing_ran_is_made_up_for_and_a_stage_that_is_past_is_not(
    row: Certificate,
) -> None:
    run(before(row, 25))
    assert reminders(row) == [30]


def test_the_same_day_twice_tells_once(row: Certificate) -> None:
    run(before(row, 30))
    run(before(row, 30), period="by hand")
    assert reminders(row) == [30]
    assert len(notices(row)) == 1


def test_a_new_print_brings_no_second_reminder(row: Certificate) -> None:
    run(before(row, 80))
    with clock.at(moment(before(row, 79))):
        replacing.replace_lost(row, Ground(1, "lost", "x", None))
    run(before(row, 78))
    assert reminders(row) == [90]


@pytest.mark.parametrize(("act", "told"), [("suspend", [30]), ("revoke", []), ("void", [])])
def test_what_is_revoked_or_void_is_not_reminded_of(
    row: Certificate, act: str, told: list[int]
) -> None:
    code = "error" if act == "void" else "other"
    lifecycle.ACTS[act](row, reason_code=code, reason="x", actor_id=None)
    run(before(row, 20))
    assert reminders(row) == told


def test_a_superseded_period_is_not_reminded_of() -> None:
    renewed = city.certify(city.somebody(city.place()), until=clock.today() + timedelta(days=20))
    city.renew(renewed, clock.today(), clock.today() + timedelta(days=900))
    run(clock.today())
    assert reminders(renewed) == []


def test_the_database_takes_a_reminder_once_and_never_changes_it(row: Certificate) -> None:
    run(before(row, 30))
    sent = CertificateReminder.objects.unscoped("t").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateReminder.objects.create(
            certificate=row, occasion="expiry", due=sent.due, days=30, recorded_at=clock.now()
        )
    for statement in ("DELETE FROM", "UPDATE"):
        rest = " SET days = 7" if statement == "UPDATE" else ""
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{statement} certificates_certificatereminder{rest}")


def test_many_are_told_with_the_same_number_of_queries(
    django_assert_max_num_queries: object,
) -> None:
    home = city.place()
    for _ in range(4):
        city.certify(city.somebody(home), until=clock.today() + timedelta(days=7))
    with transaction.atomic(), django_assert_max_num_queries(12):  # type: ignore[operator]
        told = reminding.remind(reminding.ending(clock.today()), reminding.ENDS, reminding.EXAMS)
    assert told == 4


def test_holder_and_office_see_on_their_desks_what_ends(row: Certificate) -> None:
    assert row.person.user is not None
    office, holder = exam_rows.staff("hr", row.organisation), row.person.user
    assert "within 90 days" not in desk(office)
    assert "It ends in" not in desk(holder)
    with clock.at(moment(before(row, 12))):
        assert "1 certificate ends within 90 days" in desk(office)
        assert "It ends in 12 days." in desk(holder)
        listed = desk(office, "/desk/certificates/?state=ending")
        assert row.person.name in listed
        assert "Ends soon" in listed


def desk(user: User, address: str = "/desk/") -> str:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client.get(address).content.decode()
