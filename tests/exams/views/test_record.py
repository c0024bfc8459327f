"""What a candidate is told was received: on the receipt, and answer by answer."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exams import answering, attempts, crediting, evidence, pausing
from exams.models import Attempt
from portal import clock
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')


def signed_in(who: Person) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert who.user
    client.force_login(who.user)
    return client


def test_fifty_times_handed_in_is_answered_fifty_times_the_same(attempt: Attempt) -> None:
    client, address = signed_in(attempt.person), f"/exams/attempts/{attempt.pk}/"
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    answers, receipts = set(), set()
    for minutes in range(50):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            reply = client.post(f"{address}submit/")
            answers.add((reply.status_code, reply.headers["Location"], reply.content))
            receipts.add(TOKEN.sub(b"", client.get(f"{address}receipt/").content))
    assert (len(answers), len(receipts)) == (1, 1)


def test_the_receipt_sums_up_what_was_received(attempt: Attempt) -> None:
    attempts.save(attempt.pk, question=2, sequence=2, value=["A"])
    attempts.save(attempt.pk, question=2, sequence=1, value=["B"])
    saved = attempt.answers.get().saved_at.astimezone(clock.CITY_ZONE)
    attempts.submit(attempt.pk, actor_id=None)
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/receipt/").content.decode()
    assert "1 of 5 questions" in page
    assert "1, 3, 4, 5" in page
    assert f"{saved.day} {saved:%b %Y %H:%M:%S}<" in page
    assert "1 answer that came late" in page
    assert f'href="/exams/attempts/{attempt.pk}/record/"' in page


def test_a_whole_paper_in_time_is_told_without_reservations(attempt: Attempt) -> None:
    rows.answer(attempt, rows.right_letters(attempt))
    attempts.submit(attempt.pk, actor_id=None)
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/receipt/").content.decode()
    assert "5 of 5 questions" in page
    assert "not counted" not in page
    assert "Without an answer" not in page


def test_every_answer_is_listed_with_its_time_and_what_became_of_it(attempt: Attempt) -> None:
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    crediting.credit([attempt.pk], minutes=7, reason="断网", action="x", actor_id=None)
    answering.take_over(attempt.pk, "bbbbbbbbbb22", actor_id=None)
    with pytest.raises(answering.Elsewhere):
        answering.save(
            attempt.pk,
            question=3,
            sequence=1,
            value=["B"],
            window=answering.Window("aaaaaaaaaa11"),
        )
    attempts.submit(attempt.pk, actor_id=None)
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/record/").content.decode()
    assert re.search(r">1</td>.*?>A</td>.*?<strong>counts", page)
    assert re.search(r">3</td>.*?>B</td>.*?from another window", page)
    assert "7 minutes" in page
    assert rows.CANARY not in page
    assert "单选题" not in page


def test_while_the_paper_is_written_its_list_leads_back_to_it(attempt: Attempt) -> None:
    client, address = signed_in(attempt.person), f"/exams/attempts/{attempt.pk}/"
    assert client.get(f"{address}record/").headers["Location"] == address
    with clock.at(attempt.deadline + timedelta(seconds=16)):
        assert "Time was up" in client.get(f"{address}record/", follow=True).content.decode()


def test_the_list_asks_as_often_for_many_answers_as_for_none(attempt: Attempt) -> None:
    client = signed_in(attempt.person)
    first = attempts.submit(attempt.pk, actor_id=None)
    with CaptureQueriesContext(connection) as few:
        client.get(f"/exams/attempts/{first.pk}/record/")
    second = attempts.start(attempt.person_id, attempt.exam, actor_id=None)
    for n in range(1, 30):
        attempts.save(second.pk, question=1 + n % 5, sequence=n, value=["A"])
    attempts.submit(second.pk, actor_id=None)
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"/exams/attempts/{second.pk}/record/").content.partition(b'"answers"')[2]
    assert page.count(b"<tr>") == 30
    assert len(few) == len(many)


def test_a_pause_is_told_with_its_reason_and_what_was_given_back(attempt: Attempt) -> None:
    with clock.at(attempt.started_at + timedelta(minutes=1)):
        pausing.pause([attempt.pk], reason="火警演练", action="p1", actor_id=None)
    with clock.at(attempt.started_at + timedelta(minutes=2)):
        attempts.save(attempt.pk, question=2, sequence=1, value=["A"])
    with clock.at(attempt.started_at + timedelta(minutes=3)):
        pausing.resume([attempt.pk], actor_id=None)
        attempts.save(attempt.pk, question=3, sequence=1, value=["A"])
        attempts.submit(attempt.pk, actor_id=None)
    page = signed_in(attempt.person).get(f"/exams/attempts/{attempt.pk}/record/").content.decode()
    assert "火警演练" in page
    assert "150 seconds given back" in page
    assert page.count("came during a pause") == 1
    assert re.search(r">2</td>.*?>A</td>.*?came during a pause", page)
    assert [one.paused for one in evidence.said(attempt)] == [True, False]
