"""The exam office's attempts: found by receipt or name, shown in full, taken away as files."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from exams import answering, attempts, copies, filing
from exams.models import Attempt
from portal.accounts.models import User
from portal.audit.models import AuditBody, AuditEvent
from portal.jobs.models import Job
from portal.jobs.working import work_all
from tests.exams import rows

pytestmark = pytest.mark.django_db
LIST = "/desk/papers/attempts/"


@pytest.fixture(autouse=True)
def _no_copies_of_other_tests(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def done(attempt: Attempt) -> Attempt:
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    attempts.save(attempt.pk, question=1, sequence=2, value=["B"])
    return attempts.submit(attempt.pk, actor_id=attempt.person.user_id)


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies[site.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(user)
    return client


def office(attempt: Attempt, role: str = "officer") -> Client:
    return signed_in(rows.staff(role, attempt.person.organisation))


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "bare"])
def test_an_attempt_is_found_by_its_receipt_however_it_is_typed(done: Attempt, typed: str) -> None:
    receipt = str(done.receipt)
    told = {"lower": receipt.lower(), "bare": receipt.replace("-", "")}
    client = office(done)
    page = client.get(LIST, {"text": told.get(typed, typed.format(receipt))}).content.decode()
    assert f'href="{LIST}{done.pk}/"' in page


def test_an_attempt_is_found_by_a_part_of_the_name(done: Attempt) -> None:
    client = office(done)
    assert f"{LIST}{done.pk}/" in client.get(LIST, {"text": "桂芳"}).content.decode()
    page = client.get(LIST, {"text": "张三"}).content.decode()
    assert "No attempt is found" in page
    assert done.person.name not in page


def test_what_is_no_search_finds_all(done: Attempt) -> None:
    client = office(done)
    for text in ("", "x" * 51, "\0"):
        reply = client.get(LIST, {"text": text})
        assert (reply.status_code, f"{LIST}{done.pk}/" in reply.content.decode()) == (200, True)


def test_the_page_tells_what_happened_and_what_became_of_each_answer(done: Attempt) -> None:
    page = office(done).get(f"{LIST}{done.pk}/").content.decode()
    assert re.search(r"Question 1: A \(no. 1\).*?replaced by a later one", page, re.DOTALL)
    assert re.search(r"Question 1: B \(no. 2\).*?<strong>counts", page, re.DOTALL)
    assert "2: 1 count, 1 were replaced later, 0 are kept" in page
    assert "1 of 5 questions" in page
    assert "the paper is the same" in page
    assert str(done.seed) in page
    assert str(AuditEvent.objects.get(kind="attempt.submitted").digest) in page


def test_while_the_paper_is_written_the_page_shows_no_question(attempt: Attempt) -> None:
    page = office(attempt).get(f"{LIST}{attempt.pk}/").content.decode()
    assert "are left out" in page
    assert "单选题" not in page


def test_a_copy_is_handed_out_and_recorded(done: Attempt) -> None:
    client = office(done)
    reply = client.post(f"{LIST}{done.pk}/json/")
    name = f'attachment; filename="evidence-{done.receipt}.json"'
    assert reply.headers["Content-Disposition"] == name
    assert json.loads(reply.content)["attempt"]["receipt"] == done.receipt
    event = AuditEvent.objects.get(kind="attempt.evidence_taken")
    assert (event.subject, event.place) == (
        f"exams.attempt:{done.pk}",
        done.person.organisation.path,
    )
    assert client.post(f"{LIST}{done.pk}/json/").content == reply.content


def test_a_pdf_is_asked_for_once_made_by_a_job_and_handed_out(done: Attempt) -> None:
    client, page = office(done), f"{LIST}{done.pk}/pdf/"
    assert "Refresh" not in client.get(page).headers
    for _twice in range(2):
        assert client.post(page).headers["Location"] == page
    assert Job.objects.filter(kind=copies.PRINT).count() == 1
    waiting = client.get(page)
    assert "Being made" in waiting.content.decode()
    assert "Refresh" in waiting.headers
    assert client.post(page, {"take": "1"}).status_code == 302  # there is nothing to take yet
    assert work_all(copies.PRINT) == 1
    ready = client.get(page)
    assert "Refresh" not in ready.headers
    assert "as things stood then" in ready.content.decode()
    assert not AuditEvent.objects.filter(kind="attempt.evidence_taken").exists()
    reply = client.post(page, {"take": "1"})
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.headers["Content-Disposition"].endswith(f'evidence-{done.receipt}.pdf"')
    assert reply.content.startswith(b"%PDF")
    told = AuditBody.objects.get(event__kind="attempt.evidence_taken").data
    assert told["sha256"] == hashlib.sha256(reply.content).hexdigest()
    facts = client.post(f"{LIST}{done.pk}/json/").content
    assert told["facts"] == hashlib.sha256(facts).hexdigest()


def test_a_copy_is_the_askers_alone_and_only_for_what_may_be_seen(attempt: Attempt) -> None:
    client, page = office(attempt), f"{LIST}{attempt.pk}/pdf/"
    client.post(page)
    work_all(copies.PRINT)
    other = office(attempt)
    assert other.post(page, {"take": "1"}).headers["Location"] == page  # asks for an own one
    attempts.submit(attempt.pk, actor_id=None)
    # What was made while the paper was written holds no question: after the end there is more.
    assert client.post(page, {"take": "1"}).status_code == 302
    assert not AuditEvent.objects.filter(kind="attempt.evidence_taken").exists()


def test_a_pdf_that_cannot_be_made_is_told_and_not_recorded(
    done: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_page: object, **_how: object) -> bytes:
        raise filing.Unprintable("Making the sheet took too long.")

    monkeypatch.setattr(filing, "press_all", refuse)
    client, page = office(done), f"{LIST}{done.pk}/pdf/"
    client.post(page)
    work_all(copies.PRINT)
    assert "took too long" in client.get(page).content.decode()
    assert client.post(page, {"take": "1"}).status_code == 302
    assert not AuditEvent.objects.filter(kind="attempt.evidence_taken").exists()


def test_only_an_exam_officer_of_the_place_finds_anything(done: Attempt) -> None:
    abroad = signed_in(rows.staff("officer", rows.organisation("外村人民调解委员会")))
    assert done.person.name not in abroad.get(LIST).content.decode()
    assert abroad.get(f"{LIST}{done.pk}/").status_code == 404
    assert abroad.post(f"{LIST}{done.pk}/json/").status_code == 404
    for role in ("hr", "admin", "author", "auditor"):
        client = office(done, role)
        assert client.get(LIST).status_code == 404
        assert client.get(f"{LIST}{done.pk}/").status_code == 404
        assert client.get(f"{LIST}{done.pk}/pdf/").status_code == 404
        assert client.post(f"{LIST}{done.pk}/pdf/").status_code == 404
    assert office(done).get(f"{LIST}{done.pk}/json/").status_code == 405
    assert office(done).post(f"{LIST}{done.pk}/docx/").status_code == 404


def test_the_list_and_the_page_ask_as_often_for_much_as_for_little(done: Attempt) -> None:
    client = office(done)
    other = rows.person("李某")
    rows.learn(other, done.exam.module)  # type: ignore[arg-type]
    much = attempts.start(other.pk, done.exam, actor_id=None)
    for n in range(1, 40):
        window = answering.Window("aaaaaaaaaa11")
        answering.save(much.pk, question=1 + n % 5, sequence=n, value=["A"], window=window)
    attempts.submit(much.pk, actor_id=None)
    asked = []
    for attempt in (done, much):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}{attempt.pk}/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
