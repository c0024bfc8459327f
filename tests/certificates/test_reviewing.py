"""The annual review: each year of a certificate once, by the rule of its last day, with what
counted; nothing while the rule asks for none."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from certificates import lifecycle, reviewing
from certificates.models import Certificate, CertificateReview
from courses.training import crediting
from courses.training.choices import Form
from courses.training.models import HoursEntry
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.wording import text_of
from portal.policy.setting import set_rule
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


@pytest.fixture
def asked(row: Certificate) -> Certificate:
    """From tomorrow on a year needs 100 hours; the pass brought fewer."""
    admin = exam_rows.staff("admin", row.organisation)
    since = clock.today() + timedelta(days=1)
    set_rule("cert.review_hours", 100, since=since, basis="本市", reason="年审", actor_id=admin.pk)
    return row


def year(row: Certificate) -> tuple[date, date]:
    version = version_of(row)
    return next(reviewing.years_of(version.valid_from, version.valid_until))


def learn(row: Certificate, hours: int, day: date, source: str = "course:1") -> None:
    crediting.credit(
        row.person_id, Form.CLASS, source, Decimal(hours), earned_on=day, actor_id=None
    )


def run(day: date) -> None:
    with clock.at(datetime(day.year, day.month, day.day, 8, tzinfo=clock.CITY_ZONE)):
        with transaction.atomic():
            enqueue("certificate.review", day.isoformat(), {"period": day.isoformat()})
        work_all("certificate.review")


def told(row: Certificate, kind: str) -> list[str]:
    rows = Notice.objects.unscoped("t").filter(person_id=row.person_id, kind=f"certificate.{kind}")
    return [text_of(notice) for notice in rows.order_by("pk")]


def reviews(row: Certificate) -> list[tuple[date, bool]]:
    rows = CertificateReview.objects.unscoped("t").filter(certificate=row).order_by("starts")
    return list(rows.values_list("starts", "passed"))


def test_a_period_has_its_years() -> None:
    found = list(reviewing.years_of(date(2028, 2, 29), date(2031, 2, 28)))
    assert found[0] == (date(2028, 2, 29), date(2029, 2, 28))
    assert len(found) == 3
    assert found[-1][1] == date(2031, 2, 28)


def test_while_the_rule_asks_for_none_nothing_is_reviewed(row: Certificate) -> None:
    _starts, ends = year(row)
    run(ends - timedelta(days=7))
    run(ends + timedelta(days=1))
    assert reviews(row) == []
    assert told(row, "review_coming") == []


def test_a_year_with_its_hours_is_passed_once_with_what_counted(asked: Certificate) -> None:
    starts, ends = year(asked)
    learn(asked, 100, ends)
    run(ends + timedelta(days=1))
    run(ends + timedelta(days=2))
    assert reviews(asked) == [(starts, True)]
    evidence = CertificateReview.objects.unscoped("t").get().evidence
    assert evidence["hours"]["course:1"] == "100"
    assert told(asked, "review_missed") == []


def test_hours_of_another_year_and_those_taken_back_do_not_count() -> None:
    person = city.somebody(city.place())
    starts, ends = date(2026, 3, 1), date(2027, 2, 28)
    for source, day in (("a", starts - timedelta(days=1)), ("b", starts), ("c", ends)):
        crediting.credit(person.pk, Form.CLASS, source, Decimal(2), earned_on=day, actor_id=None)
    entry = HoursEntry.objects.unscoped("t").get(person=person, source="c")
    crediting.take_back(entry.pk, "误记", actor_id=None)
    assert reviewing.earned(person.pk, starts, ends) == {"b": Decimal(2)}


def test_who_lacks_hours_is_reminded_then_told_with_the_way_to_learn(asked: Certificate) -> None:
    starts, ends = year(asked)
    for left in (90, 89, 30, 7, 6):
        run(ends - timedelta(days=left))
    assert len(told(asked, "review_coming")) == 3
    run(ends + timedelta(days=1))
    run(ends + timedelta(days=2))
    assert reviews(asked) == [(starts, False)]
    (missed,) = told(asked, "review_missed")
    assert "100" in missed
    links = Notice.objects.unscoped("t").filter(kind__startswith="certificate.review")
    assert set(links.values_list("link", flat=True)) == {"/learn/"}


def test_who_has_the_hours_is_not_reminded(asked: Certificate) -> None:
    starts, ends = year(asked)
    learn(asked, 100, starts)
    run(ends - timedelta(days=30))
    assert told(asked, "review_coming") == []


def test_what_is_revoked_is_not_reviewed(asked: Certificate) -> None:
    lifecycle.revoke(asked, reason_code="resigned", reason="x", actor_id=None)
    run(year(asked)[1] + timedelta(days=1))
    assert reviews(asked) == []


def test_a_review_is_never_changed(asked: Certificate) -> None:
    run(year(asked)[1] + timedelta(days=1))
    for statement in ("DELETE FROM certificates_certificatereview",):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert len(reviews(asked)) == 1


def test_holder_and_staff_read_what_came_of_a_review(asked: Certificate) -> None:
    run(year(asked)[1] + timedelta(days=1))
    for user, address, words in (
        (asked.person.user, "/desk/certificates/mine/", "Annual reviews"),
        (
            exam_rows.staff("hr", asked.organisation),
            f"/desk/certificates/{asked.pk}/history/",
            "Annual review: hours missing",
        ),
    ):
        client = Client()
        client.cookies["django_language"] = "en"
        assert user is not None
        client.force_login(user)
        assert words in client.get(address).content.decode()
