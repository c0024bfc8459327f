"""The exam office's attempts: found by receipt or name, shown in full, taken away as files."""

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exams import answering, attempts, filing
from exams.models import Attempt
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams import rows

pytestmark = pytest.mark.django_db
LIST = "/desk/papers/attempts/"


@pytest.fixture
def done(attempt: Attempt) -> Attempt:
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    attempts.save(attempt.pk, question=1, sequence=2, value=["B"])
    return attempts.submit(attempt.pk, actor_id=attempt.person.user_id)


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
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


def test_a_pdf_is_handed_out(done: Attempt) -> None:
    reply = office(done).post(f"{LIST}{done.pk}/pdf/")
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.content.startswith(b"%PDF")


def test_a_pdf_that_cannot_be_made_is_told_and_not_recorded(
    done: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_page: object, **_how: object) -> bytes:
        raise filing.Unprintable("Making the sheet took too long.")

    monkeypatch.setattr(filing, "press_all", refuse)
    reply = office(done).post(f"{LIST}{done.pk}/pdf/", follow=True)
    assert "took too long" in reply.content.decode()
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
