"""Programs of offices that ask by number and the last six signs of the holder's ID document."""

import pytest
from django.test import Client

from certificates import limiting, verification
from portal import clock
from portal.people.enciphering import Unreadable
from tests.certificates.asking.rows import MANY, ask, holding, made
from tests.certificates.many.rows import ENDING, with_document
from tests.certificates.rows import certified, never_given_out
from tests.certificates.test_api import told
from tests.portal.policy import rows as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
MOST_ENDINGS = 10  # verify.wrong_endings_per_day, as shipped


@pytest.fixture
def client() -> Client:
    return holding(made()[1])


def test_a_number_is_asked_with_the_last_six_of_the_id_document(client: Client) -> None:
    row = with_document(certified())
    single = ask(client, number=row.number, ending=f" {ENDING} ")
    assert single.json()["standing"] == "valid"
    questions = [{"number": row.number, "ending": ENDING}, {"number": row.number, "ending": ENDING}]
    answers = ask(client, MANY, questions=questions).json()["answers"]
    assert [answer["standing"] for answer in answers] == ["valid", "valid"]
    told(ask(client, number=row.number, ending="12345"), 422)
    both = ask(client, number=row.number, ending=ENDING, name="周桂芳")
    assert both.json()["standing"] == "valid"
    other = ask(client, number=row.number, ending=ENDING, name="马兰")
    assert other.json()["standing"] == "not_found"
    told(ask(client, code=row.code, ending=ENDING), 422)
    two = [{"number": row.number, "ending": ending} for ending in (ENDING, "000000")]
    told(ask(client, MANY, questions=two), 422)


def test_a_number_that_cannot_be_deciphered_is_no_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_number: str, _ending: str, _name: str) -> None:
        raise Unreadable("no key k1")

    monkeypatch.setattr(verification, "by_document", unreadable)
    refused = ask(client, number=never_given_out(), ending=ENDING)
    assert told(refused, 503)["reason"] == "register_silent"


def test_endings_are_not_guessed_with_a_key(client: Client) -> None:
    row = with_document(certified())
    with clock.at(clock.now().replace(second=5)):
        for n in range(MOST_ENDINGS - 1):
            wrong = ask(client, number=row.number, ending=f"{n:06}")
            assert wrong.json()["standing"] == "not_found"
        wrong = ask(client, MANY, questions=[{"number": row.number, "ending": "999999"}])
        assert wrong.json()["answers"][0]["standing"] == "not_found"
        refused = told(ask(client, number=row.number, ending=ENDING), 429)
        assert (refused["reason"], refused["numbers"]) == ("endings_spent", [row.number])
        assert ask(client, number=row.number, name="周桂芳").json()["standing"] == "valid"


def test_a_number_that_rests_is_told_so_and_the_others_of_the_list_are_answered(
    client: Client,
) -> None:
    rules.in_force("verify.misses_per_beginning", 2)
    row, second = with_document(certified()), never_given_out()
    by_ending, by_name = {"number": row.number, "ending": ENDING}, {"number": second, "name": "周"}
    with clock.at(clock.now().replace(second=5)):
        for n in range(MOST_ENDINGS):
            limiting.seconds_to_try_ending(row.number)
            limiting.count_miss(second, everywhere=False) if n < 2 else None
        asked = [by_ending, {"code": row.code}, by_name]
        answer = ask(client, MANY, questions=asked)
    answers = answer.json()["answers"]
    assert [one["standing"] for one in answers] == [None, "valid", None]
    assert [one["rests"] for one in answers] == ["endings_spent", None, "misses_spent"]
    assert [one["again_in"] for one in answers] == [3600, None, 55]
    assert [bool(one["query"]) for one in answers] == [False, True, False]
    assert answer["X-Quota-Left"] == "99"
    with clock.at(clock.now().replace(second=5)):
        alone = ask(client, MANY, questions=[by_ending]).json()["answers"]
    assert alone[0]["rests"] == "endings_spent"


def test_a_key_that_has_spent_its_quota_spends_no_endings_of_anybody() -> None:
    row, client = with_document(certified()), holding(made(daily=1)[1])
    with clock.at(clock.now().replace(second=5)):
        assert ask(client, code=row.code).status_code == 200
        for _ in range(MOST_ENDINGS + 1):
            assert told(ask(client, number=row.number, ending="000000"), 429)["reason"] == (
                "quota_spent"
            )
    assert limiting.seconds_to_try_ending(row.number) == 0


def test_an_ending_that_was_not_answered_is_not_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_number: str, _ending: str, _name: str) -> None:
        raise Unreadable("no key k1")

    row = with_document(certified())
    monkeypatch.setattr(verification, "by_document", unreadable)
    for n in range(MOST_ENDINGS):
        ask(client, number=row.number, ending="000000")
        Client().post("/v/", {"number": row.number, "ending": "000000"}) if n else None
    assert limiting.seconds_to_try_ending(row.number) == 0
