"""What the public is told: the table of verdicts, one answer for every kind of no, limits, silence
of the register."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from certificates import lifecycle, numbering, verification
from certificates.models import Certificate
from portal import clock
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.certificates.asking.rows import made, with_key
from tests.certificates.rows import certified, exam_of, never_given_out
from tests.exams import rows as exam_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
WORDS = {
    "valid": "This certificate is valid now.",
    "suspended": "Suspended since",
    "revoked": "It may not be used any longer since",
    "expired": "Its period ended on",
    "not_found": "No certificate agrees with what was entered.",
}


@pytest.fixture
def client() -> Client:
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    return visitor


def page(client: Client, row: Certificate) -> str:
    response = client.get(f"/v/{row.code}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_the_table_of_verdicts(client: Client) -> None:
    row = certified()
    assert verification.by_code(row.code).standing == "valid"
    assert WORDS["valid"] in page(client, row)
    lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
    suspended = verification.by_code(row.code)
    assert (suspended.standing, suspended.since) == ("suspended", clock.today())
    assert WORDS["suspended"] in page(client, row)
    lifecycle.lift(row, reason_code="other", reason="x", actor_id=None)
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        assert verification.by_code(row.code).standing == "expired"
        assert WORDS["expired"] in page(client, row)
    lifecycle.revoke(row, reason_code="other", reason="示例缘由", actor_id=None)
    assert verification.by_code(row.code).standing == "revoked"
    shown = page(client, row)
    assert WORDS["revoked"] in shown
    assert "示例缘由" not in shown


def test_a_void_certificate_is_not_found(client: Client) -> None:
    row = certified()
    lifecycle.void(row, reason_code="error", reason="x", actor_id=None)
    verdict = verification.by_code(row.code)
    assert (verdict.standing, verdict.printed) == ("not_found", None)
    assert row.number not in page(client, row)


def test_the_name_of_an_older_version_is_superseded() -> None:
    row = certified("周桂芬")
    exam = exam_of(row)
    Person.objects.unscoped("t").filter(pk=row.person_id).update(name="周桂芳")
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        exam_rows.sit(row.person, exam)
        work_all("certificate.issue")
        assert verification.by_number(row.number, "周桂芳").standing == "valid"
        assert verification.by_number(row.number, "周桂芬").standing == "superseded"
        assert verification.by_code(row.code).standing == "valid"


def test_number_and_name_must_agree(client: Client) -> None:
    row = certified("阿依古丽·买买提")
    for typed in ("阿依古丽·买买提", "阿依古丽•买买提", " 阿依古丽 · 买买提 "):
        assert verification.by_number(row.number, typed).standing == "valid"
    wrong = client.post("/v/", {"number": row.number, "name": "阿依古丽"})
    unknown = client.post("/v/", {"number": never_given_out(), "name": "阿依古丽"})
    for told in (wrong, unknown):
        assert told.status_code == 200
        assert WORDS["not_found"] in told.content.decode()
    assert "买买提" not in wrong.content.decode()
    right = client.post(
        "/v/", {"number": numbering.spaced_number(row.number), "name": "阿依古丽·买买提"}
    )
    assert WORDS["valid"] in right.content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_every_look_up_takes_one_search(known: bool, django_assert_num_queries: Any) -> None:
    row = certified()
    code = row.code if known else numbering.new_code()
    with django_assert_num_queries(1):
        verification.by_code(code)
    number = row.number if known else "9" * 17
    with django_assert_num_queries(1):
        verification.by_number(number, "某人")


def test_nothing_personal_beyond_the_print_is_shown(client: Client) -> None:
    row = certified()
    person = row.person
    person.phone, person.latin_name = "19912345678", "Zhou"
    person.save()
    shown = page(client, row)
    for secret in ("19912345678", "1980", "5月1日", "score", "/desk/certificates/"):
        assert secret not in shown


def without_the_question(response: Any, *typed: str) -> str:
    """An answer page without what was typed and what differs from one asking to the next."""
    assert response.status_code == 200
    text = response.content.decode()
    for words in typed:
        text = text.replace(words, "TYPED")
    text = re.sub(r"HY-[0-9]{6}-[0-9A-Z]{5}", "QUERY", text)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "TOKEN", text)


def test_unknown_and_void_are_one_page(client: Client) -> None:
    void = certified()
    lifecycle.void(void, reason_code="error", reason="x", actor_id=None)

    def page_of(code: str) -> str:
        return without_the_question(client.get(f"/v/{code}/"), code, numbering.spaced_code(code))

    with clock.at(exam_rows.MOMENT):
        assert page_of(void.code) == page_of(numbering.new_code())


def test_an_unknown_number_and_a_wrong_name_are_one_page(client: Client) -> None:
    row = certified()

    def page_of(number: str) -> str:
        response = client.post("/v/", {"number": number, "name": "别人"})
        return without_the_question(response, number, numbering.spaced_number(number))

    with clock.at(exam_rows.MOMENT):
        assert page_of(row.number) == page_of(never_given_out())


@pytest.mark.parametrize(
    "path", ["/v/%00/", "/v/..%2f..%2fetc/", "/v/7K3M/", "/v/'; drop table/", "/v/" + "A" * 500]
)
def test_a_strange_code_is_not_found_and_no_failure(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code in {200, 404}


def test_tracking_parameters_and_spelling_make_no_difference(client: Client) -> None:
    row = certified()
    typed = numbering.spaced_code(row.code).lower()
    response = client.get(f"/v/{typed}/?utm_source=x&from=singlemessage")
    assert WORDS["valid"] in response.content.decode()
    assert client.get("/v/", {"code": typed})["Location"] == f"/v/{row.code}/"


def test_a_wrong_code_comes_back_with_the_group_to_look_at(client: Client) -> None:
    response = client.post("/v/", {"code": "7K3M-Q2UD-9HTB-4WNE"})
    assert response.status_code == 422
    assert "Look at group 2 first" in response.content.decode()
    assert "7K3M-Q2UD-9HTB-4WNE" in response.content.decode()
    short = client.post("/v/", {"code": "7K3M"})
    assert "this one has 4" in short.content.decode()
    odd = client.post("/v/", {"code": "7K3M-Q2X-9HTB-4WN"}).content.decode()
    assert "this one has 14. Count the characters of groups 2 and 4." in odd
    number = client.post("/v/", {"number": "12", "name": "周桂芳"})
    assert number.status_code == 422
    assert "周桂芳" in number.content.decode()
    assert "Compare all 17 digits" in number.content.decode()
    assert "advice" not in client.get("/v/7K3M-Q2UD-9HTB-4WNE/").content.decode()
    assert "Look at group 2 first" in client.get("/v/7K3M-Q2UD-9HTB-4WNE/").content.decode()


def test_a_right_code_leads_to_its_own_address(client: Client) -> None:
    row = certified()
    response = client.post("/v/", {"code": numbering.spaced_code(row.code)})
    assert (response.status_code, response["Location"]) == (302, f"/v/{row.code}/")


@pytest.fixture
def silent_register(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_a: object, **_k: object) -> None:
        raise OperationalError("no such host")

    monkeypatch.setattr(verification, "_look_up", silent)


@pytest.mark.usefixtures("silent_register")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_silent_register_is_never_a_no(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    number = {"number": never_given_out(), "name": "周桂芳"}
    for response in (client.get(f"/v/{numbering.new_code()}/"), client.post("/v/", number)):
        assert response.status_code == 503
        text = response.content.decode()
        assert WORDS["not_found"] not in text
    response = client.get(f"/v/{numbering.new_code()}/")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    if language == "en":
        assert "do not conclude anything" in response.content.decode()
    told = client.get(f"/api/v1/certificates/{numbering.new_code()}", **with_key(made()[1]))
    assert (told.status_code, told["Retry-After"]) == (503, "60")
    words = {"en": "Do not conclude anything", "zh-hans": "请勿据此判断真伪"}
    assert words[language] in told.json()["detail"]


def test_the_official_address_comes_from_the_settings(client: Client) -> None:
    shown = client.get("/v/", HTTP_HOST="localhost").content.decode()
    assert "rmtj.<u>example.gov.cn</u>/v/" in shown
    with override_settings(PUBLIC_URL="http://localhost:8000"):
        assert "<u>localhost:8000</u>/v/" in client.get("/v/").content.decode()
