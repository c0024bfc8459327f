"""What whoever holds a suspended or an expired certificate does next, and what others read that the
state means."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from certificates import lifecycle
from certificates.models import Certificate
from portal import clock
from portal.templatetags.look import grouped_number
from tests.certificates.rows import certified
from tests.certificates.rows_of_kinds import awarded, trained
from tests.portal.policy import rows as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
MINE = "/desk/certificates/mine/"


def reader(row: Certificate | None = None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if row is not None:
        assert row.person.user is not None
        client.force_login(row.person.user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_suspended_holder_reads_since_when_and_whom_to_call_before_the_file_is_there() -> None:
    row = certified()
    assert "It is suspended since" not in text(reader(row).get(MINE))
    lifecycle.suspend(row, reason_code="other", reason="核查某事（示例）", actor_id=None)
    page = text(reader(row).get(MINE))
    assert "It is suspended since" in page
    assert "tel:" in page.split("It is suspended since")[1].split("</div>")[0]
    assert "核查某事" not in page


def test_everybody_reads_what_suspended_means_and_never_why() -> None:
    row = certified()
    assert "means:" not in text(reader().get(f"/v/{row.code}/"))
    lifecycle.suspend(row, reason_code="other", reason="核查某事（示例）", actor_id=None)
    page = text(reader().get(f"/v/{row.code}/"))
    assert "Suspended means: for the time being the holder may not be on duty" in page
    assert "can become valid again" in page
    assert "核查某事" not in page


def test_whose_post_certificate_ran_out_is_led_to_the_exams() -> None:
    row = certified()
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        page = text(reader(row).get(MINE))
        public = text(reader().get(f"/v/{row.code}/"))
    hint = page.split("until it is renewed you may not be on duty with it")
    assert 'href="/exams/"' in hint[1].split("</div>")[0]
    assert "1 thing is still missing" in page.split("What each kind")[0]
    assert "Expired means: the printed period is over" in public
    assert "Until it is renewed the holder may not be on duty" in public
    assert grouped_number(row.number) in public


def test_of_other_kinds_nobody_is_sent_to_the_exam() -> None:
    rules.in_force("cert.validity_years.training", 1)
    chief, training = awarded(certified(), "chief"), trained("马兰")
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        of_chief = text(reader(chief).get(MINE))
        of_training = text(reader(training).get(MINE))
        public = text(reader().get(f"/v/{training.code}/"))
    assert "ask your unit to propose you" in of_chief
    hint = of_training.split("Complete the training once more")
    assert 'href="/learn/"' in hint[1].split("</div>")[0]
    assert "That is nothing against the holder" in public
    assert "may not be on duty with this certificate" not in public


def test_of_what_ran_out_the_requirements_stand_open_again_and_the_desk_leads_there() -> None:
    row = certified()
    client = reader(row)
    assert "You have it:" in text(client.get(f"{MINE}requirements/"))
    assert "What you can do now" not in text(client.get("/desk/"))
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        client = reader(row)
        requirements = text(client.get(f"{MINE}requirements/"))
        desk = text(client.get("/desk/"))
    assert "You have it:" not in requirements
    assert "Qualifying exam passed" in requirements
    assert "What you can do now" in desk
