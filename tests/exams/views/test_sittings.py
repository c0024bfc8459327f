"""The exam office's pages of sittings: planning, publishing, cancelling, who may see what."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from exams.models import Exam, Sitting
from exams.sittings import arranging, enrolling
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Organisation, Person
from tests.exams import rows
from tests.exams.sittings import rows as held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]
LIST = "/desk/sittings/"


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def office(at: Organisation | None = None, role: str = "officer") -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(rows.staff(role, at or rows.organisation()))
    return client


def typed(chosen: Exam, **changed: str) -> dict[str, str]:
    """The form as it is sent: everything that has a default is left out."""
    wanted = {
        "exam": str(chosen.pk),
        "place": str(rows.organisation().pk),
        "title": "12月第一场",
        "mode": "online",
        "opens_at": "2026-12-05T09:00",
        "closes_at": "",
        "minutes": "",
        "spread": "0",
    }
    return wanted | changed


def exam() -> Exam:
    return held.by_sitting(rows.ready_exam()[1])


def acts(kind: str) -> int:
    return AuditEvent.objects.filter(kind=kind).count()


def test_a_sitting_is_planned_with_last_start_and_length_from_the_rules() -> None:
    answer = office().post(f"{LIST}new/", typed(exam()))
    one = Sitting.every.get()
    assert answer.headers["Location"] == f"{LIST}{one.pk}/"
    assert clock.day_of(one.opens_at).isoformat() == "2026-12-05"
    assert one.closes_at - one.opens_at == timedelta(minutes=30)
    assert one.minutes == 90


@pytest.mark.parametrize(
    ("mode", "closes_at"), [("online", "2027-02-03T09:00"), ("oral", "2026-12-12T09:00")]
)
def test_the_last_start_may_be_as_late_as_the_rule_says(mode: str, closes_at: str) -> None:
    office().post(f"{LIST}new/", typed(exam(), mode=mode, closes_at=closes_at))
    assert Sitting.every.get().mode == mode


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"closes_at": "2026-12-05T08:59"}, "The last start must be after the opening."),
        ({"opens_at": "2026-11-22T09:00"}, "The sitting must open in the future."),
        ({"opens_at": "0206-12-05T09:00"}, "The sitting must open in the future."),
        ({"opens_at": "0001-01-01T00:00"}, "The sitting must open in the future."),
        ({"opens_at": "9999-12-31T23:59"}, "Please choose a day within the next five years."),
        ({"opens_at": "9999-12-31T23:59"}, "within the next five years"),
        ({"opens_at": "2026-02-30T09:00"}, "Please write day and hour as"),
        ({"opens_at": ""}, "Please enter day and hour."),
        ({"closes_at": "2029-05-24T09:00"}, "more than 60 days after the opening. Please choose"),
        ({"closes_at": "2027-02-03T09:01"}, "more than 60 days"),
        ({"closes_at": "2026-12-12T09:01", "mode": "paper"}, "more than 7 days"),
        ({"title": "第一\u202e场"}, "turn the writing round"),
        ({"notice": "请带\u202e身份证"}, "turn the writing round"),
        ({"spread": "30"}, "cannot be spread over more"),
        ({"spread": "121"}, "less than or equal to 120"),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"title": "场" * 200}, "at most 100 characters"),
        ({"title": ""}, "Please enter a title."),
        ({"mode": "telepathy"}, "telepathy"),
        ({"exam": "99999999999999999999"}, "Select a valid choice"),
        ({"place": ""}, "Please choose the organisation."),
        ({"notice": "证件 990000199001010017"}, "An ID number"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(
    changed: dict[str, str], words: str
) -> None:
    answer = office().post(f"{LIST}new/", typed(exam(), **changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "12月第一场" in answer.content.decode() or "title" in changed
    assert not Sitting.every.exists()


def test_no_sitting_is_planned_at_an_organisation_of_somebody_else() -> None:
    elsewhere = rows.organisation("外村人民调解委员会")
    answer = office().post(f"{LIST}new/", typed(exam(), place=str(elsewhere.pk)))
    assert answer.status_code == 422
    assert not Sitting.every.exists()


def test_sittings_of_other_places_do_not_exist() -> None:
    one = held.sitting(exam())
    stranger = office(rows.organisation("外村人民调解委员会"))
    assert one.title not in stranger.get(LIST).content.decode()
    for path in ("", "change/", "people/", "enrol/", "rooms/"):
        assert stranger.get(f"{LIST}{one.pk}/{path}").status_code == 404
    for path in ("publish/", "cancel/", "arrange/", "enrol/places/"):
        assert stranger.post(f"{LIST}{one.pk}/{path}").status_code == 404
    assert office(role="hr").get(f"{LIST}{one.pk}/").status_code == 404


def test_a_sitting_says_what_is_missing_until_it_can_be_published_once() -> None:
    who, tested = rows.ready_exam()
    one = held.sitting(held.by_sitting(tested), needs_code=True)
    client, page = office(), f"{LIST}{one.pk}/"
    words = client.get(page).content.decode()
    assert f'<span aria-current="page">{one.title}</span></li></ol>' in words
    assert "Nobody is enrolled yet." in words
    assert "No room is chosen yet." in words
    client.post(f"{page}publish/")
    one.refresh_from_db()
    assert one.state == "planned"

    enrolling.enrol(one, [who], actor_id=None)
    arranging.use_rooms(one, [held.room()], actor_id=None)
    assert "1 person has no seat in a room yet." in client.get(page).content.decode()
    client.post(f"{page}arrange/")
    words = client.get(page).content.decode()
    assert "Nobody watches yet over: 101." in words
    assert f'action="{page}publish/"' in words
    for _twice in range(2):
        assert client.post(f"{page}publish/").status_code == 302
    one.refresh_from_db()
    assert one.state == "published"
    assert acts("sitting.published") == 1


def test_an_exam_that_anybody_may_begin_is_pointed_out() -> None:
    one = held.sitting(rows.ready_exam()[1])
    assert "may be begun without a seat" in office().get(f"{LIST}{one.pk}/").content.decode()


def test_a_published_sitting_is_changed_with_a_reason_only() -> None:
    seat = held.ready_seat()[2]
    page = f"{LIST}{seat.sitting_id}/change/"
    client = office()
    sent = typed(seat.sitting.exam, title="改到下午", opens_at="2026-12-06T14:00")
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert "Please say why it is changed." in answer.content.decode()
    assert client.post(page, sent | {"reason": "考点停电"}).status_code == 302
    seat.sitting.refresh_from_db()
    assert seat.sitting.title == "改到下午"
    assert acts("sitting.replanned") == 1


def test_a_sitting_is_cancelled_with_a_reason_and_only_before_it_opens() -> None:
    seat = held.ready_seat()[2]
    client, page = office(), f"{LIST}{seat.sitting_id}/"
    assert client.post(f"{page}cancel/", {"reason": " "}).status_code == 422
    with clock.at(seat.sitting.opens_at + timedelta(minutes=1)):
        office().post(f"{page}cancel/", {"reason": "停电"})
    seat.sitting.refresh_from_db()
    assert seat.sitting.state == "published"
    client = office()
    client.post(f"{page}cancel/", {"reason": "停电"})
    client.post(f"{page}cancel/", {"reason": "停电"})
    seat.sitting.refresh_from_db()
    assert seat.sitting.state == "cancelled"
    assert acts("sitting.cancelled") == 1
    assert "停电" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("published", "login", "words"),
    [
        (True, True, ["read of it in a message."]),
        (True, False, ["read of it in a message.", "1 candidate has neither login nor e-mail"]),
        (False, False, ["Invigilators read of it", "candidates had not been told of it"]),
    ],
)
def test_who_cancels_is_told_whom_a_message_reaches(
    *, published: bool, login: bool, words: list[str]
) -> None:
    seat = held.ready_seat()[2]
    if not login:
        Person.every.filter(pk=seat.person_id).update(user=None, email="")
    if not published:
        Sitting.every.update(state="planned", published_at=None)
    client, page = office(), f"{LIST}{seat.sitting_id}/"
    assert "Whom it concerns reads this reason in a message." in client.get(page).content.decode()
    told = client.post(f"{page}cancel/", {"reason": "停电"}, follow=True).content.decode()
    assert [word for word in words if word not in told] == []
    assert ("neither login" in told) is (published and not login)


def test_an_erased_person_on_the_list_is_nobody_to_be_told_by_hand() -> None:
    seat = held.ready_seat()[2]
    wiped = {"user": None, "email": "", "erased_at": clock.now()}
    Person.every.filter(pk=seat.person_id).update(**wiped)
    sent = {"reason": "停电"}
    told = office().post(f"{LIST}{seat.sitting_id}/cancel/", sent, follow=True).content.decode()
    assert "read of it in a message." in told
    assert "by hand" not in told


def test_of_two_who_change_a_sitting_the_second_sees_what_the_first_wrote() -> None:
    seat = held.ready_seat()[2]
    page = f"{LIST}{seat.sitting_id}/change/"
    first, second = office(), office()
    forms = [client.get(page).context["form"] for client in (first, second)]
    typed = [
        {
            name: one.get_initial_for_field(form_field, name)
            for name, form_field in one.fields.items()
        }
        for one in forms
    ]
    for one in typed:
        one["opens_at"] = f"{one['opens_at'].astimezone(clock.CITY_ZONE):%Y-%m-%dT%H:%M}"
        one["closes_at"] = f"{one['closes_at'].astimezone(clock.CITY_ZONE):%Y-%m-%dT%H:%M}"
        one |= {"reason": "停电", "cuts": "", "needs_code": ""}
    assert first.post(page, typed[0] | {"title": "改到北楼"}).status_code == 302
    late = second.post(page, typed[1] | {"minutes": "75"})
    told = late.content.decode()
    assert late.status_code == 422
    assert "Somebody changed this sitting while you had the form open." in told
    assert "The sitting says now: 改到北楼" in told
    assert 'value="75"' in told
    seat.sitting.refresh_from_db()
    assert (seat.sitting.title, seat.sitting.minutes) == ("改到北楼", 60)
    again = late.context["form"]["seen"].value()
    assert second.post(page, typed[1] | {"minutes": "75", "seen": again}).status_code == 302
    seat.sitting.refresh_from_db()
    assert seat.sitting.minutes == 75


def test_the_list_keeps_what_is_over_apart() -> None:
    seat = held.ready_seat()[2]
    client = office()
    assert seat.sitting.title in client.get(LIST).content.decode()
    assert seat.sitting.title not in client.get(f"{LIST}?show=past").content.decode()
    with clock.at(seat.sitting.opens_at + timedelta(minutes=10)):
        assert "running now" in office().get(LIST).content.decode()
    with clock.at(seat.sitting.ends_at):
        client = office()
        assert seat.sitting.title not in client.get(LIST).content.decode()
        assert seat.sitting.title in client.get(f"{LIST}?show=past").content.decode()


def test_the_city_says_which_exams_are_held_by_sittings() -> None:
    tested = rows.ready_exam()[1]
    client, page = office(), f"{LIST}exams/"
    assert client.post(f"{page}{tested.pk}/", {"on": "yes", "reason": ""}).status_code == 422
    for _twice in range(2):
        client.post(f"{page}{tested.pk}/", {"on": "yes", "reason": "统一组织"})
    tested.refresh_from_db()
    assert tested.by_sitting
    assert acts("exam.held_by_sittings") == 1
    client.post(f"{page}{tested.pk}/", {"on": "no", "reason": "恢复随时考"})
    tested.refresh_from_db()
    assert not tested.by_sitting
    below = Organisation.objects.get(pk=rows.organisation().pk).add_child(
        name="下村", short_name="下村", kind="village"
    )
    assert office(below).get(page).status_code == 404
