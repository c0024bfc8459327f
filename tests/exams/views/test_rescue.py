"""The exam office's pages of rescue files: bring, look, take in; what cannot be opened says why."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from exams import attempts
from exams.models import Answer, AnswerEvent, Attempt, RescueFile
from portal import clock
from portal.accounts import granting
from tests.exams import rows
from tests.exams.rescue_files import answer, inside, made, sealed, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/papers/rescue/"


def office(attempt: Attempt, role: str = "officer") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(rows.staff(role, attempt.person.organisation))
    return client


def fresh(attempt: Attempt) -> str:
    return made(attempt.pk, answer(1, 1, "A"), answer(3, 2, "B"), made_at=clock.now())


def whole_of(page: str) -> str:
    found = re.search(r'name="whole" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


@pytest.mark.parametrize("as_file", [True, False])
def test_a_file_is_looked_at_and_taken_in_with_a_reason(attempt: Attempt, as_file: bool) -> None:
    client, text = office(attempt), fresh(attempt)
    brought = {"file": SimpleUploadedFile("hezhong.json", text.encode())} if as_file else {}
    page = client.post(ADDRESS, brought or {"text": text}).content.decode()
    assert attempt.person.name in page
    assert "2 answers of this file will count" in page
    assert not Answer.every.exists()

    typed = {"whole": whole_of(page), "reason": "断网"}
    page = client.post(ADDRESS, typed, follow=True).content.decode()
    assert "The file is taken in." in page
    assert page.count("<strong>counts</strong>") == 2
    found = Answer.every.filter(attempt=attempt).order_by("question__position")
    assert list(found.values_list("question__position", "value")) == [(1, ["A"]), (3, ["B"])]
    assert attempt.person.name in client.get(ADDRESS).content.decode()

    page = client.post(ADDRESS, typed, follow=True).content.decode()
    assert "taken in before. Nothing was changed." in page
    assert "This file was taken in before" in client.post(ADDRESS, {"text": text}).content.decode()
    assert (RescueFile.every.count(), AnswerEvent.every.count()) == (1, 2)


def test_after_the_end_the_page_says_that_nothing_counts(attempt: Attempt) -> None:
    attempts.submit(attempt.pk, actor_id=None)
    client = office(attempt)
    page = client.post(ADDRESS, {"text": fresh(attempt)}).content.decode()
    assert "none of them counts" in page
    typed = {"whole": whole_of(page), "reason": "断网"}
    page = client.post(ADDRESS, typed, follow=True).content.decode()
    assert page.count("it came after the end") == 2
    assert not Answer.every.exists()
    assert list(AnswerEvent.every.values_list("late", flat=True)) == [True, True]


def test_without_a_reason_or_with_an_id_number_in_it_nothing_is_taken_in(attempt: Attempt) -> None:
    client, text = office(attempt), fresh(attempt)
    for reason, said in (("", "id_reason_error"), ("110101199003074477", "record number")):
        reply = client.post(ADDRESS, {"whole": text, "reason": reason})
        page = reply.content.decode()
        assert (reply.status_code, said in page) == (422, True)
        assert whole_of(page) == text
    assert not RescueFile.every.exists()


@pytest.mark.parametrize("name", ["text", "whole"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "This is no rescue file"),
        ("答案：A", "This is no rescue file"),
        ("cut", "This file is not whole"),
        ("another", "does not come from the page of the paper"),
        ("x" * 700_000, "longer than any rescue file"),
    ],
)
def test_what_cannot_be_opened_says_why(attempt: Attempt, name: str, text: str, said: str) -> None:
    told = {
        "cut": fresh(attempt)[:-9],
        "another": text_of(sealed(attempt.pk, inside(attempt.pk + 1, []))),
    }
    reply = office(attempt).post(ADDRESS, {name: told.get(text, text), "reason": "断网"})
    assert (reply.status_code, said in reply.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        ({}, "one of the two"),
        ({"text": "{}", "file": b"{}"}, "one of the two"),
        ({"file": b""}, "empty"),
        ({"file": b"x" * 5_000_000}, "larger than any rescue file"),
        ({"file": b"\xff\xfe\x00{"}, "This is no rescue file"),
    ],
)
def test_what_is_brought_wrongly_is_told_what_to_do(
    attempt: Attempt, brought: dict[str, str | bytes], said: str
) -> None:
    typed = {
        name: SimpleUploadedFile("a.json", what) if isinstance(what, bytes) else what
        for name, what in brought.items()
    }
    reply = office(attempt).post(ADDRESS, typed)
    assert (reply.status_code, said in reply.content.decode()) == (422, True)


def test_a_form_longer_than_any_is_refused_in_words(attempt: Attempt) -> None:
    reply = office(attempt).post(ADDRESS, {"text": "x" * 5_000_000})
    assert reply.status_code == 413


def test_a_paper_of_another_place_is_not_reached(attempt: Attempt) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(rows.staff("officer", rows.organisation("外村人民调解委员会")))
    for typed in ({"text": fresh(attempt)}, {"whole": fresh(attempt), "reason": "断网"}):
        reply = client.post(ADDRESS, typed)
        page = reply.content.decode()
        assert (reply.status_code, "of another place" in page) == (422, True)
        assert attempt.person.name not in page
    assert not RescueFile.every.exists()


def test_only_the_officer_of_the_place_sees_what_was_taken_in(attempt: Attempt) -> None:
    kept = RescueFile.objects.create(
        attempt=attempt,
        digest="a" * 64,
        answers=[],
        taken_at=attempt.started_at + timedelta(minutes=1),
        reason="断网",
    )
    assert office(attempt).get(f"{ADDRESS}{kept.pk}/").status_code == 200
    for role in ("hr", "admin", "author"):
        assert office(attempt, role).get(f"{ADDRESS}{kept.pk}/").status_code == 404
        assert office(attempt, role).get(ADDRESS).status_code == 404


def test_nobody_takes_in_their_own_file(attempt: Attempt) -> None:
    who = attempt.person
    assert who.user is not None
    granting.grant(who.user, "officer", who.organisation, actor_id=None)
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(who.user)
    page = client.post(ADDRESS, {"text": fresh(attempt)}).content.decode()
    assert "Nobody does this for themselves." in page
    assert client.post(ADDRESS, {"whole": fresh(attempt), "reason": "断网"}).status_code == 422
    assert not RescueFile.every.exists()
