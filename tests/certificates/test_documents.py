"""Number and last six signs of the ID document: the second way beside number and name."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from certificates import lifecycle, limiting, verification
from certificates.forms import ENDINGS_SPENT
from certificates.models import Certificate
from portal import clock
from portal.people import comparing, enciphering
from portal.people.models import Person
from portal.policy.rules import rule
from tests.certificates.rows import never_given_out
from tests.certificates.test_verification import WORDS, without_the_question
from tests.certificates.uploads.rows import registered

pytestmark = pytest.mark.django_db
NUMBER = "11010119800101123X"


@pytest.fixture
def row() -> Certificate:
    found = registered(730001, "周桂芳")
    sealed = enciphering.seal("id_card", NUMBER)
    Person.objects.unscoped("test").filter(pk=found.person_id).update(
        id_document="id_card", id_cipher=sealed.cipher, id_key=sealed.key, id_index=sealed.index
    )
    return found


@pytest.fixture
def client() -> Client:
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    return visitor


@pytest.mark.parametrize("typed", ["01123X", "01123x", " 0112 3x ", "０１１２３Ｘ"])
def test_the_last_six_signs_are_a_second_fact(row: Certificate, client: Client, typed: str) -> None:
    answer = client.post("/v/", {"number": row.number, "ending": typed})
    assert WORDS["valid"] in answer.content.decode()
    assert NUMBER not in answer.content.decode()


@pytest.mark.parametrize("wrong", ["011230", "110101", "X32110"])
def test_other_signs_and_an_unknown_number_are_one_page(
    row: Certificate, client: Client, wrong: str
) -> None:
    pages = []
    for number in (row.number, never_given_out()):
        answer = client.post("/v/", {"number": number, "ending": wrong})
        spaced = f"{number[:6]} {number[6:10]} {number[10:16]} {number[16:]}"
        page = without_the_question(answer, number, spaced)
        pages.append(page.partition("Asked at")[0])
        assert WORDS["not_found"] in page
    assert pages[0] == pages[1]


@pytest.mark.parametrize("known", [True, False])
def test_every_number_takes_the_same_work(
    row: Certificate, known: bool, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    unseal = enciphering.unseal

    def counted(cipher: bytes, key: str) -> str:
        opened.append(key)
        return unseal(cipher, key)

    monkeypatch.setattr(enciphering, "unseal", counted)
    with django_assert_num_queries(2):
        verification.by_document(row.number if known else "9" * 17, "000000")
    assert len(opened) == 1


def test_a_person_without_a_number_agrees_with_nothing(row: Certificate) -> None:
    other = registered(730002, "马兰")
    for typed in ("00000-", "000000", ""):
        assert verification.by_document(other.number, typed).standing == "not_found"
        assert not comparing.number_ends(None, typed)


def test_a_void_certificate_is_not_found_by_this_way_either(row: Certificate) -> None:
    lifecycle.void(row, reason_code="error", reason="x", actor_id=None)
    assert verification.by_document(row.number, "01123X").standing == "not_found"


def test_what_cannot_be_six_signs_says_so_and_is_kept(row: Certificate, client: Client) -> None:
    answer = client.post("/v/", {"number": row.number, "ending": "123"})
    assert answer.status_code == 422
    assert "Type six signs" in answer.content.decode()
    assert 'value="123"' in answer.content.decode()
    neither = client.post("/v/", {"number": row.number})
    assert neither.status_code == 422
    assert "Type the holder&#x27;s name" in neither.content.decode()


def test_after_ten_wrong_endings_a_number_rests_for_the_day_its_name_does_not(
    row: Certificate, client: Client
) -> None:
    for _ in range(rule("verify.wrong_endings_per_day", on=clock.today()).number):
        assert limiting.seconds_to_try_ending(row.number) == 0
    shut = client.post("/v/", {"number": row.number, "ending": "01123X"})
    assert (shut.status_code, shut["Retry-After"]) == (429, "3600")
    with translation.override("en"):
        assert str(ENDINGS_SPENT) in shut.content.decode()
    assert "01123X" in shut.content.decode()
    right = client.post("/v/", {"number": row.number, "name": "周桂芳"})
    assert WORDS["valid"] in right.content.decode()


def test_a_number_that_cannot_be_read_is_never_a_no(
    row: Certificate, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.unscoped("test").filter(pk=row.person_id).update(id_key="lost")
    answer = client.post("/v/", {"number": row.number, "ending": "01123X"})
    assert answer.status_code == 503
    assert WORDS["not_found"] not in answer.content.decode()


def test_name_and_ending_must_both_agree_where_both_are_given(
    row: Certificate, client: Client
) -> None:
    def verdict(name: str, ending: str) -> str:
        asked = {"number": row.number, "name": name, "ending": ending}
        return client.post("/v/", asked).content.decode()

    assert WORDS["valid"] in verdict("周桂芳", "01123X")
    for name, ending in (("周桂芳", "000000"), ("马兰", "01123X")):
        assert WORDS["not_found"] in verdict(name, ending)
    asked = [
        verification.Question(number=row.number, name=name, ending=ending)
        for name, ending in (("周桂芳", "01123X"), ("马兰", "01123X"), ("周桂芳", "000000"))
    ]
    found = [verification.many([one])[0].standing for one in asked]
    assert found == ["valid", "not_found", "not_found"]


def test_right_endings_spend_no_tries_and_of_many_at_once_none_gets_more(
    row: Certificate, client: Client
) -> None:
    most = rule("verify.wrong_endings_per_day", on=clock.today()).number
    with clock.at(clock.now().replace(second=5)):
        for _ in range(most + 1):
            right = client.post("/v/", {"number": row.number, "ending": "01123X"})
            assert WORDS["valid"] in right.content.decode()
    # Begun and not ended yet: what is being tried counts already.
    waits = [limiting.seconds_to_try_ending(row.number) for _ in range(most + 2)]
    assert [bool(wait) for wait in waits] == [False] * most + [True, True]
    limiting.count_back_ending(row.number)
    assert limiting.seconds_to_try_ending(row.number) == 0
