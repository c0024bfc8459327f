"""Programs of offices that ask by number and the last six signs of the holder's ID document."""

import pytest
from django.test import Client

from certificates import verification
from portal import clock
from portal.people.enciphering import Unreadable
from tests.certificates.asking.rows import MANY, ask, holding, made
from tests.certificates.many.rows import ENDING, with_document
from tests.certificates.rows import certified, never_given_out
from tests.certificates.test_api import told

pytestmark = pytest.mark.django_db
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
    told(ask(client, number=row.number, ending=ENDING, name="周桂芳"), 422)
    told(ask(client, code=row.code, ending=ENDING), 422)
    two = [{"number": row.number, "ending": ending} for ending in (ENDING, "000000")]
    told(ask(client, MANY, questions=two), 422)


def test_a_number_that_cannot_be_deciphered_is_no_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_number: str, _ending: str) -> None:
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
