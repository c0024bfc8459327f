"""Entering what was written on paper: the list, the page to type on, the third look."""

from collections.abc import Iterator

import pytest
from django.test import Client

from exams import entering
from exams.models import Attempt, Exam, PaperEntry, Seat, SheetReopening, Sitting
from exams.papers import sealing
from exams.sittings import arranging
from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from portal.people.organising import found_organisation
from tests.exams import entry_rows, rows
from tests.exams.entry_rows import right, typed, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def as_user(user: User) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


def office() -> Client:
    return as_user(rows.staff("officer", rows.organisation()))


@pytest.fixture(scope="module")
def places(lasting: None) -> list[int]:
    with clock.at(rows.MOMENT):
        return [seat.pk for seat in entry_rows.seats(entry_rows.ready_people("赵一", "钱二"))]


@pytest.fixture
def seats(places: list[int]) -> Iterator[list[Seat]]:
    found = entry_rows.as_it_is(places)
    with entry_rows.after_opening(found[0]):
        yield found


def page_of(seat: Seat) -> str:
    return f"/desk/sittings/{seat.sitting_id}/entry/{seat.pk}/"


def list_of(seat: Seat) -> str:
    return f"/desk/sittings/{seat.sitting_id}/entry/"


def test_two_people_type_a_sheet_and_it_is_handed_in(seats: list[Seat]) -> None:
    one, other = seats
    first, second = office(), office()
    assert first.get(page_of(one)).status_code == 200
    answer = first.post(page_of(one), typed(one, right(one)))
    assert answer.headers["Location"] == page_of(other)
    assert "entered once" in first.get(list_of(one)).content.decode()
    blind = second.get(page_of(one)).content.decode()
    assert "is not shown" in blind
    assert set(entry_rows.lines_of(blind)) == {""}
    answer = second.post(page_of(one), typed(one, right(one)), follow=True)
    receipt = Attempt.every.get(seat=one).receipt or ""
    assert receipt in answer.content.decode()
    assert receipt in second.get(f"{list_of(one)}?show=handed_in").content.decode()


def test_the_last_sheet_leads_back_to_the_list(seats: list[Seat]) -> None:
    first = office()
    for seat in seats:
        answer = first.post(page_of(seat), typed(seat, right(seat)))
    assert answer.headers["Location"] == list_of(seats[0])


def test_the_same_person_does_not_enter_twice_and_a_double_click_enters_once(
    seats: list[Seat],
) -> None:
    first, (one, _other) = office(), seats
    assert first.post(page_of(one), typed(one, right(one))).status_code == 302
    again = first.post(page_of(one), typed(one, right(one)))
    assert again.status_code == 409
    assert "Somebody else" in again.content.decode()
    assert first.get(page_of(one)).status_code == 200
    assert PaperEntry.every.count() == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ZBCD", "Question 1"),
        ("A", "1 answers"),
        ("ABCABC", "6 answers"),
        ("", "Nothing"),
        ("?", ""),
    ],
)
def test_wrong_lines_are_told_by_question_and_nothing_typed_is_lost(
    seats: list[Seat], line: str, words: str
) -> None:
    one = seats[0]
    sent = typed(one, right(one))
    first_line = next(iter(sent))
    answer = office().post(page_of(one), {**sent, first_line: line})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "is not right yet" in page
    assert f'value="{line}"' in page
    assert all(f'value="{value}"' in page for name, value in sent.items() if name != first_line)
    assert not PaperEntry.every.exists()


def test_an_empty_form_and_fields_of_another_page_enter_nothing(seats: list[Seat]) -> None:
    client, one = office(), seats[0]
    for sent in ({}, {"q99": "ABC", "value": "A"}):
        assert client.post(page_of(one), sent).status_code == 422
    assert not PaperEntry.every.exists()


def test_entries_that_differ_are_settled_by_a_third_person(seats: list[Seat]) -> None:
    one = seats[0]
    first, second, third = office(), office(), office()
    first.post(page_of(one), typed(one, right(one)))
    differs = [*right(one)[:3], wrong(one)[3], wrong(one)[4]]
    second.post(page_of(one), typed(one, [*right(one)[:4], differs[4]]))
    page = third.get(page_of(one)).content.decode()
    assert "differ in 1 question" in page
    assert 'name="c5"' in page
    assert 'name="c4"' not in page
    for sent in ({}, {"c5": "other", "q5": "Q"}, {"c5": "x"}):
        assert third.post(page_of(one), sent).status_code == 422
    assert second.post(page_of(one), {"c5": "second"}).status_code == 409
    third.post(page_of(one), {"c5": "second"})
    assert Attempt.every.get(seat=one).answers.get(question__position=5).value == differs[4]


def test_something_else_than_either_said_may_stand_on_the_sheet(seats: list[Seat]) -> None:
    one = seats[0]
    for client, value in ((office(), ["A"]), (office(), [])):
        values = [*right(one)[:4], value]
        user = client.session["_auth_user_id"]
        entering.enter(one, values, actor_id=int(user))
    office().post(page_of(one), {"q5": "b"})
    assert Attempt.every.get(seat=one).answers.get(question__position=5).value == ["B"]


def test_an_absent_candidate_is_marked_twice_and_a_dispute_is_typed_by_a_third(
    seats: list[Seat],
) -> None:
    one, other = seats
    first, second, third = office(), office(), office()
    for client in (first, second):
        client.post(page_of(one), {"absent": "1"})
    assert "absent" in first.get(f"{list_of(one)}?show=absent").content.decode()
    assert third.post(page_of(one), typed(one, right(one))).status_code == 409
    first.post(page_of(other), {"absent": "1"})
    second.post(page_of(other), typed(other, right(other)))
    assert "what you enter now counts" in third.get(page_of(other)).content.decode()
    third.post(page_of(other), typed(other, right(other)))
    assert Attempt.every.get(seat=other).result.passed


def test_nothing_is_entered_before_the_opening(seats: list[Seat]) -> None:
    one = seats[0]
    with clock.at(rows.MOMENT):
        client = office()
        assert "from the opening" in client.get(list_of(one)).content.decode()
        assert client.get(page_of(one)).status_code == 200
        assert client.post(page_of(one), typed(one, right(one))).status_code == 409
    assert not PaperEntry.every.exists()


def test_seats_and_sittings_of_other_places_do_not_exist(seats: list[Seat]) -> None:
    elsewhere = found_organisation("别处调委会", "别处", "village", below=None, actor_id=None)
    stranger = as_user(rows.staff("officer", elsewhere))
    clerk = as_user(rows.staff("clerk", rows.organisation()))
    own = as_user(User.objects.get(person=seats[0].person))
    for client in (stranger, clerk, own):
        for address in (list_of(seats[0]), page_of(seats[0])):
            assert client.get(address).status_code == 404
            assert client.post(page_of(seats[0]), {"absent": "1"}).status_code == 404
    assert office().get(f"{list_of(seats[0])}999999/").status_code == 404
    assert Client().get(list_of(seats[0])).status_code == 302
    assert not PaperEntry.every.exists()


def test_who_watches_over_a_room_enters_its_sheets_and_no_others(seats: list[Seat]) -> None:
    watching, (mine, other) = rows.staff("clerk", rows.organisation()), seats
    arranging.appoint(mine.sitting.rooms.get(), [watching.pk], actor_id=None)
    Seat.every.filter(pk=other.pk).update(room=None, number=None)
    client = as_user(watching)
    page = client.get(list_of(mine)).content.decode()
    assert (mine.person.name in page, other.person.name in page) == (True, False)
    assert client.post(page_of(mine), typed(mine, right(mine))).status_code == 302
    assert client.get(page_of(other)).status_code == 404


def test_the_list_takes_the_same_number_of_queries_however_many_sit_there(
    seats: list[Seat], django_assert_max_num_queries: object
) -> None:
    client = office()
    client.get(list_of(seats[0]))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        client.get(list_of(seats[0]))


def test_a_sitting_on_the_screen_or_not_published_has_nothing_to_enter(seats: list[Seat]) -> None:
    client = office()
    for changed in ({"mode": "online"}, {"mode": "paper", "state": "cancelled"}):
        Sitting.every.filter(pk=seats[0].sitting_id).update(**changed)
        assert client.get(list_of(seats[0])).status_code == 404


def test_forms_are_chosen_on_a_page_of_their_own(seats: list[Seat]) -> None:
    with clock.at(rows.MOMENT):
        _forms_are_chosen(seats[0])


def _forms_are_chosen(one: Seat) -> None:
    exam = Exam.objects.get(pk=one.sitting.exam_id)
    client, page = office(), f"/desk/sittings/{one.sitting_id}/forms/"
    assert "its forms stand" in client.get(page).content.decode()
    Sitting.every.filter(pk=one.sitting_id).update(state="planned", published_at=None)
    sealing.seal_forms(exam, overlap=100, actor_id=None)
    assert "No. 2, AB" in client.get(page).content.decode()
    for number in ("", "9", "x", "²", "9" * 20, "9" * 5000):
        assert client.post(page, {"number": number}).status_code == 422
    assert client.post(page, {"number": "2"}).headers["Location"].endswith(f"/{one.sitting_id}/")
    assert Sitting.every.get(pk=one.sitting_id).forms_number == 2
    assert "No. 2" in client.get(f"/desk/sittings/{one.sitting_id}/").content.decode()


def test_without_forms_the_pages_say_so(seats: list[Seat]) -> None:
    Sitting.every.filter(pk=seats[0].sitting_id).update(forms_number=None)
    client = office()
    assert "No forms" in client.get(list_of(seats[0])).content.decode()
    assert client.post(page_of(seats[0]), {"q1": "A"}).status_code == 409
    assert client.get(page_of(seats[0])).status_code == 200


def test_the_result_says_that_it_was_written_on_paper_and_when(seats: list[Seat]) -> None:
    one = seats[0]
    for client in (office(), office()):
        client.post(page_of(one), typed(one, right(one)))
    candidate = as_user(User.objects.get(person=one.person))
    attempt = Attempt.every.get(seat=one)
    page = candidate.get(f"/exams/attempts/{attempt.pk}/result/").content.decode()
    assert "Written on paper on" in page
    assert "entry no. 2" in office().get(f"/desk/papers/attempts/{attempt.pk}/").content.decode()


def test_an_officer_who_is_a_candidate_is_turned_away_from_the_own_sheet(seats: list[Seat]) -> None:
    one, other = seats
    user = User.objects.get(person=one.person)
    granting.grant(user, "officer", rows.organisation(), actor_id=None)
    client = as_user(user)
    assert "their own sheet" in client.get(page_of(one)).content.decode()
    assert client.post(page_of(one), typed(one, right(one))).status_code == 409
    assert client.post(page_of(other), typed(other, right(other))).status_code == 302


def test_an_officer_opens_a_sheet_again_with_a_reason(seats: list[Seat]) -> None:
    one, first, second, third = seats[0], office(), office(), office()
    for client in (first, second):
        client.post(page_of(one), {"absent": "1"})
    assert f'action="{page_of(one)}again/"' in first.get(page_of(one)).content.decode()
    first.post(f"{page_of(one)}again/", {"reason": ""})
    assert not SheetReopening.every.exists()
    first.post(f"{page_of(one)}again/", {"reason": "答题卡找到了"})
    assert "Third look" in third.get(list_of(one)).content.decode()
    third.post(page_of(one), typed(one, right(one)))
    assert Attempt.every.get(seat=one).state == "submitted"
    assert "答题卡找到了" in first.get(page_of(one)).content.decode()


def test_an_invigilator_opens_no_sheet_again(seats: list[Seat]) -> None:
    watcher, one = rows.staff("", rows.organisation()), seats[0]
    arranging.appoint(one.sitting.rooms.get(), [watcher.pk], actor_id=None)
    for client in (office(), office()):
        client.post(page_of(one), {"absent": "1"})
    assert "again/" not in as_user(watcher).get(page_of(one)).content.decode()
    sent = as_user(watcher).post(f"{page_of(one)}again/", {"reason": "找到了"})
    assert sent.status_code in {403, 404}
    assert not SheetReopening.every.exists()


def test_typed_answers_are_not_thrown_away_by_pressing_absent(seats: list[Seat]) -> None:
    (one, _other), client = seats, office()
    answer = client.post(page_of(one), typed(one, right(one)) | {"absent": "1"})
    assert answer.status_code == 422
    assert "somebody sat here" in answer.content.decode()
    assert not PaperEntry.every.exists()
