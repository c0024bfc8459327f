"""The pages of an oral exam, and its protocol as PDF."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from exams import copies, minuting
from exams.models import Attempt, ExamSite, ItemKey, OralProtocol, Seat, Sitting
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditBody, AuditEvent
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.people.models import Organisation
from tests.exams import entry_rows, rows
from tests.exams.entry_rows import right, wrong
from tests.exams.views.test_entries import as_user, list_of, office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path
    with clock.at(rows.MOMENT):
        yield


def page_of(seat: Seat) -> str:
    return f"{list_of(seat)}{seat.pk}/heard/"


def marked(values: list[list[str]], **beside: str) -> dict[str, object]:
    return {**{f"q{n}": value for n, value in enumerate(values, start=1)}, **beside}


def test_two_examiners_hear_a_candidate(seat: Seat, both: list[User]) -> None:
    first, second = map(as_user, both)
    page = first.get(page_of(seat)).content.decode()
    assert "Read each question" in page
    assert rows.CANARY not in page
    assert first.get(f"{list_of(seat)}{seat.pk}/").headers["Location"] == page_of(seat)
    answer = first.post(page_of(seat), marked(right(seat), remarks="听力不好"), follow=True)
    assert "Now the other examiner" in answer.content.decode()
    shown = second.get(page_of(seat)).content.decode()
    assert shown.count("checked") == sum(map(len, right(seat)))
    done = second.post(page_of(seat), marked(right(seat)), follow=True).content.decode()
    assert (Attempt.every.get(seat=seat).receipt or "") in done
    assert "听力不好" in done


def test_a_change_of_the_second_examiner_asks_for_words_and_keeps_what_was_marked(
    seat: Seat, both: list[User]
) -> None:
    first, second = map(as_user, both)
    first.post(page_of(seat), marked(right(seat)))
    refused = second.post(page_of(seat), marked(wrong(seat)))
    assert refused.status_code == 422
    assert "what and why" in refused.content.decode()
    assert refused.content.decode().count("checked") == 5
    assert not Attempt.every.filter(seat=seat).exists()
    second.post(page_of(seat), marked(wrong(seat), note="听错了"))
    assert not Attempt.every.get(seat=seat).result.passed


def test_one_alone_others_and_late_ones_are_turned_away(seat: Seat, both: list[User]) -> None:
    first = as_user(both[0])
    assert office().post(page_of(seat), marked(right(seat))).status_code == 409
    assert as_user(rows.staff("clerk", rows.organisation())).get(page_of(seat)).status_code == 404
    first.post(page_of(seat), marked(right(seat)))
    assert first.post(page_of(seat), marked(right(seat))).status_code == 409
    assert OralProtocol.every.get().confirmed_at is None


@pytest.mark.parametrize(
    "sent", [{"q1": ["A", "B"]}, {"q1": "Z"}, {"remarks": "身份证110101199003070038"}]
)
def test_what_cannot_be_is_refused(seat: Seat, both: list[User], sent: dict[str, object]) -> None:
    answer = as_user(both[0]).post(page_of(seat), {**marked(right(seat)), **sent})
    assert answer.status_code == 422
    assert not OralProtocol.every.exists()


def test_a_candidate_may_say_nothing_or_not_come(seat: Seat, both: list[User]) -> None:
    first, second = map(as_user, both)
    first.post(page_of(seat), {"q1": ""})
    assert OralProtocol.every.exists()
    assert "wrote this down" in second.get(page_of(seat)).content.decode()
    second.post(page_of(seat), {"absent": "1", "note": "没有来"})
    assert not Attempt.every.filter(seat=seat).exists()
    assert "absent" in second.get(page_of(seat)).content.decode()


def test_the_protocol_says_what_was_said_and_never_what_is_right(
    seat: Seat, both: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []

    def press(page: str, _style: str, *, seconds: int) -> bytes:
        pages.append(page)
        return b"%PDF"

    monkeypatch.setattr(minuting, "press_all", press)
    first, second = map(as_user, both)
    address = f"{list_of(seat)}{seat.pk}/protocol/"
    first.post(f"{address}blank/")
    work_all(copies.PRINT)
    assert first.post(f"{address}blank/", {"take": "1"}).content == b"%PDF"
    assert first.post(f"{address}filled/").status_code == 404
    assert first.get(f"{address}filled/").status_code == 404
    first.post(page_of(seat), marked(right(seat), remarks="听力不好"))
    second.post(page_of(seat), marked(right(seat)))
    first.post(f"{address}filled/")
    assert "Being made" in first.get(f"{address}filled/").content.decode()
    work_all(copies.PRINT)
    answer = first.post(f"{address}filled/", {"take": "1"})
    assert answer.headers["Content-Type"] == "application/pdf"
    blank, filled = pages
    assert "听力不好" in filled
    assert seat.person.name in blank
    assert seat.ticket in blank
    assert "（盖章处）" in filled
    for page in pages:
        assert rows.CANARY not in page
        assert "单选题" in page
    assert not any(key.explanation in filled for key in ItemKey.objects.all())
    taken = AuditBody.objects.filter(event__kind="oral.protocol_printed").order_by("pk")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert [body.data for body in taken] == [
        {"filled": False, "sha256": digest},
        {"filled": True, "sha256": digest},
    ]


def test_the_questions_on_a_protocol_are_for_keepers_of_the_bank_and_later_for_examiners(
    heard_place: int, both: list[User]
) -> None:
    (early,) = entry_rows.as_it_is([heard_place])
    address = f"{list_of(early)}{early.pk}/protocol/"
    examiner = as_user(both[0])
    assert examiner.post(f"{address}blank/").status_code == 404
    assert "printed by the examiners" in examiner.get(page_of(early)).content.decode()
    assert "单选题" not in examiner.get(page_of(early)).content.decode()
    assert Client().post(f"{address}blank/").status_code == 302
    assert examiner.post(f"{address}sideways/").status_code == 404


def test_a_protocol_is_a_pdf(seat: Seat) -> None:
    assert minuting.protocol(seat, filled=False).startswith(b"%PDF")


def test_a_filled_protocol_is_made_anew_when_more_was_entered(
    seat: Seat, both: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minuting, "press_all", lambda *_page, **_how: b"%PDF")
    first, second = map(as_user, both)
    address = f"{list_of(seat)}{seat.pk}/protocol/filled/"
    first.post(page_of(seat), marked(right(seat)))
    first.post(address)
    work_all(copies.PRINT)
    assert "as things stood then" in first.get(address).content.decode()
    second.post(page_of(seat), marked(right(seat)))
    assert "Have the PDF made" in first.get(address).content.decode()
    assert first.post(address, {"take": "1"}).status_code == 302


HEADS: list[Callable[[Seat, list[User]], object]] = [
    lambda _seat, both: User.objects.filter(pk=both[1].pk).update(display_name="改名"),
    lambda seat, _both: Sitting.every.filter(pk=seat.sitting_id).update(
        closes_at=seat.sitting.closes_at + timedelta(minutes=30)
    ),
    lambda _seat, _both: ExamSite.every.update(address="新街2号"),
    lambda seat, _both: Organisation.objects.filter(pk=seat.person.organisation_id).update(
        name="改名镇调解委员会"
    ),
]


@pytest.mark.parametrize("change", HEADS, ids=["examiner", "hours", "way", "organisation"])
def test_a_blank_protocol_is_another_when_its_head_says_something_else(
    seat: Seat,
    both: list[User],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Seat, list[User]], object],
) -> None:
    monkeypatch.setattr(minuting, "press_all", lambda *_page, **_how: b"%PDF")
    first = as_user(both[0])
    address = f"{list_of(seat)}{seat.pk}/protocol/blank/"
    first.post(address)
    work_all(copies.PRINT)
    assert "as things stood then" in first.get(address).content.decode()
    assert change(seat, both) == 1
    assert "Have the PDF made" in first.get(address).content.decode()


def test_a_protocol_that_is_tried_again_says_that_it_takes_longer(
    seat: Seat, both: list[User]
) -> None:
    client, address = as_user(both[0]), f"{list_of(seat)}{seat.pk}/protocol/blank/"
    client.post(address)
    quick = client.get(address)
    Job.objects.filter(kind=copies.PRINT).update(tries=2)
    slow = client.get(address)
    assert ["takes longer" in answer.content.decode() for answer in (quick, slow)] == [False, True]
    assert [answer.headers["Refresh"] for answer in (quick, slow)] == ["3", "30"]


def test_a_protocol_that_cannot_be_made_says_why(
    seat: Seat, both: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_page: object, **_how: object) -> bytes:
        raise minuting.Unprintable("Making the sheet took too long.")

    monkeypatch.setattr(minuting, "press_all", refuse)
    client, address = as_user(both[0]), f"{list_of(seat)}{seat.pk}/protocol/blank/"
    client.post(address)
    work_all(copies.PRINT)
    assert "took too long" in client.get(address).content.decode()
    assert "Take the PDF" not in client.get(address).content.decode()
    assert not AuditEvent.objects.filter(kind="oral.protocol_printed").exists()


def test_an_older_protocol_may_be_taken_beside_the_trouble_with_a_newer_one(
    seat: Seat, both: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_page: object, **_how: object) -> bytes:
        raise minuting.Unprintable("Making the sheet took too long.")

    client, address = as_user(both[0]), f"{list_of(seat)}{seat.pk}/protocol/blank/"
    for press in (lambda *_page, **_how: b"%PDF", refuse):
        monkeypatch.setattr(minuting, "press_all", press)
        client.post(address)
        work_all(copies.PRINT)
    page = client.get(address).content.decode()
    assert "took too long" in page
    assert "as things stood then; it may still be taken" in page
    assert client.post(address, {"take": "1"}).content == b"%PDF"


def test_pictures_of_no_question_of_the_form_are_not_shown(seat: Seat, both: list[User]) -> None:
    address = f"{page_of(seat)}pictures/{'0' * 64}/"
    assert as_user(both[0]).get(address).status_code == 404
    assert office().get(address).status_code == 404


def test_an_examiner_without_a_role_finds_the_page_from_desk_and_board(
    seat: Seat, both: list[User]
) -> None:
    client = as_user(both[0])
    room = seat.room_id
    for page in ("/desk/", f"/desk/sittings/{seat.sitting_id}/board/rooms/{room}/"):
        assert list_of(seat) in client.get(page, follow=True).content.decode(), page
