"""The pages of batches: who reaches them, what they say, that nothing typed is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from certificates.batching import stepping
from certificates.batching.choices import BatchState
from certificates.batching.models import Batch
from certificates.models import Certificate
from portal.accounts.models import User
from portal.jobs.working import work_all
from portal.people.models import Organisation
from tests.certificates.batching.rows import REASON, issuer, propose, ready, set_rule
from tests.certificates.roster import city
from tests.exams import rows as exam_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
LIST, NEW = "/desk/certificates/batches/", "/desk/certificates/batches/new/"
HIDDEN = re.compile(r'name="(key|seen)" value="([^"]*)"')
STRANGE = "周\U000323af"


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def hidden(page: str) -> dict[str, str]:
    return dict(HIDDEN.findall(page))


def place_of(names: list[str]) -> Organisation:
    return ready(names)[0][0].organisation


def test_a_batch_is_proposed_agreed_to_and_worked_through_by_the_pages() -> None:
    place = place_of(["周一", "周二", STRANGE])
    first, second = signed_in(issuer(place)), signed_in(issuer(place))
    page = text(first.get(NEW))
    assert "2 people at or below" in page
    assert "1 held" in page
    assert "U+323AF" in page
    assert "somebody else has agreed" in page
    typed = hidden(page) | {"reason": REASON}
    where = first.post(NEW, typed)["Location"]
    assert first.post(NEW, typed)["Location"] == where
    assert "Somebody else" in text(first.get(where))
    assert "Agree: issue these certificates" not in text(first.get(where))
    assert "A batch for 3 people waits for a second person" in text(second.get("/desk/"))
    assert "A batch for 3 people" not in text(first.get("/desk/"))
    refused = first.post(f"{where}approve/", follow=True)
    assert "somebody else must agree" in text(refused)
    assert "Agree: issue these certificates" in text(second.get(where))
    second.post(f"{where}approve/")
    assert second.get(where)["Refresh"] == "3"
    work_all(stepping.KIND)
    after = text(second.get(where))
    assert "2 certificates issued, 0 of them printed" in after
    assert "1 person got no certificate by this batch" in after
    assert "U+323AF" in after
    work_all("certificate.render")
    assert "Refresh" not in second.get(where)
    assert "2 certificates issued, 2 of them printed" in text(second.get(where))


def test_where_one_person_suffices_issuing_begins_at_once() -> None:
    set_rule("cert.batch_two_people", 0)
    place = place_of(["周一"])
    client = signed_in(issuer(place))
    page = text(client.get(NEW))
    assert "Issuing begins at once" in page
    client.post(NEW, hidden(page) | {"reason": REASON})
    work_all(stepping.KIND)
    assert Certificate.objects.unscoped("test").count() == 1


def test_without_a_reason_nothing_begins_and_the_field_says_so() -> None:
    place = place_of(["周一"])
    client = signed_in(issuer(place))
    answer = client.post(NEW, hidden(text(client.get(NEW))) | {"reason": " "})
    assert answer.status_code == 422
    assert "Please say in words why these people are certified now." in text(answer)
    number = client.post(
        NEW, hidden(text(client.get(NEW))) | {"reason": "为11010519491231002X发证"}
    )
    assert number.status_code == 422
    assert "11010519491231002X" in text(number)
    assert not Batch.objects.unscoped("test").exists()


def test_a_list_that_changed_is_shown_anew_with_what_was_typed() -> None:
    place = place_of(["周一", "周二"])
    client = signed_in(issuer(place))
    answer = client.post(NEW, hidden(text(client.get(NEW))) | {"seen": "9" * 64, "reason": REASON})
    assert answer.status_code == 409
    assert "it has 2 people now" in text(answer)
    assert REASON in text(answer)
    again = client.post(NEW, hidden(text(answer)) | {"reason": REASON})
    assert again.status_code == 302


@pytest.mark.parametrize(
    "changed", [{"key": "x"}, {"seen": "many"}, {"key": ""}, {"seen": "9" * 30}]
)
def test_a_form_that_nobody_was_given_is_shown_anew(changed: dict[str, str]) -> None:
    place = place_of(["周一"])
    client = signed_in(issuer(place))
    typed = hidden(text(client.get(NEW))) | {"reason": REASON} | changed
    answer = client.post(NEW, typed)
    assert answer.status_code in {409, 422}
    assert REASON in text(answer)


def test_the_list_is_filtered_by_place_and_name() -> None:
    place = place_of(["周一", "周二"])
    client = signed_in(issuer(place))
    one = text(client.get(NEW, {"q": "周二", "at": place.pk}))
    assert "周二" in one
    assert "周一" not in one
    for strange in ({"at": "9" * 20}, {"at": "x"}, {"page": "x"}, {"q": "没有"}, {"tab": "x"}):
        assert client.get(NEW, strange).status_code == 200
    assert "Nobody here" in text(client.get(NEW, {"q": "没有"}))


def test_who_has_more_to_do_stands_beside_with_what_is_missing() -> None:
    place = place_of(["周一"])
    exam_rows.module("contract", hours="4.0")
    client = signed_in(issuer(place))
    assert "Nobody here" in text(client.get(NEW))
    others = text(client.get(NEW, {"tab": "others"}))
    assert "Module studied" in others
    assert "Propose this batch" not in others
    assert client.post(NEW, hidden(others) | {"reason": REASON}).status_code == 422


def test_to_decline_and_to_stop_one_says_why() -> None:
    place = place_of(["周一"])
    first, second = issuer(place), signed_in(issuer(place))
    batch = propose(first, place)
    where = f"{LIST}{batch.pk}/"
    assert "Decline this batch?" in text(second.get(f"{where}decline/"))
    assert second.post(f"{where}decline/", {"reason": ""}).status_code == 422
    assert second.post(f"{where}decline/", {"reason": "名单有误"}).status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.DECLINED
    assert "名单有误" in text(second.get(where))
    late = second.post(f"{where}approve/", follow=True)
    assert "Nothing was changed" in text(late)
    for verb in ("decline", "stop"):
        stale = second.get(f"{where}{verb}/", follow=True)
        assert stale.redirect_chain == [(where, 302)]
        assert "Nothing was changed" in text(stale)
    assert second.get(f"{where}approve/").status_code == 302
    assert second.get(f"{where}wave/").status_code == 404


def test_pause_going_on_and_stopping_are_buttons_on_the_page() -> None:
    set_rule("cert.batch_two_people", 0)
    place = place_of(["周一"])
    by = issuer(place)
    batch = propose(by, place)
    client, where = signed_in(by), f"{LIST}{batch.pk}/"
    assert f"{where}pause/" in text(client.get(where))
    client.post(f"{where}pause/")
    page = text(client.get(where))
    assert "Paused" in page
    assert f"{where}resume/" in page
    assert "Refresh" not in client.get(where)
    client.post(f"{where}stop/", {"reason": "名单要改"})
    assert "Stopped" in text(client.get(where))
    assert "Stopped" in text(client.get(LIST))


def test_batches_of_other_places_are_not_there() -> None:
    place = place_of(["周一"])
    batch = propose(issuer(place), place)
    beside = signed_in(issuer(city.place("village", name="别村")))
    where = f"{LIST}{batch.pk}/"
    assert beside.get(where).status_code == 404
    assert beside.post(f"{where}approve/").status_code == 404
    assert f"{where}" not in text(beside.get(LIST))
    clerk = signed_in(exam_rows.staff("clerk", place))
    assert [clerk.get(page).status_code for page in (LIST, NEW, where)] == [404] * 3


def test_the_holders_page_says_that_certificates_come_in_batches() -> None:
    who = ready(["周一"])[0][0]
    assert who.user is not None
    page = text(signed_in(who.user).get("/desk/certificates/mine/"))
    assert "issued together" in page
    assert "less than a minute" not in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    people: int, django_assert_max_num_queries: Any
) -> None:
    place = place_of(["周一", "周二", "周三"][:people])
    client = signed_in(issuer(place))
    client.get(NEW)
    with django_assert_max_num_queries(60):
        client.get(NEW)
