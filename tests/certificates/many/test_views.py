"""The page for lists: bringing, limits, the answer, what is taken away, and for how long."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, override_settings
from openpyxl import load_workbook

from certificates import numbering, verification
from certificates.many import keeping, reading
from portal import clock
from portal.jobs.working import work_all
from tests.certificates.many.rows import DOCUMENT, send
from tests.certificates.roster import city
from tests.certificates.test_rendering import tool
from tests.certificates.test_signing import validated
from tests.certificates.uploads.rows import registered
from tests.exams.rows import staff
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
CELLS = ("=1+1", "+1", "-1", "@A1", "＝1+1")


@pytest.fixture
def client() -> Client:
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    return visitor


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path):
        yield


def text(response: Any) -> str:
    return str(response.content.decode())


def answered(client: Client, pasted: str = "", **file: bytes) -> str:
    """The address of the answer."""
    response = send(client, pasted, **file)
    assert response.status_code == 302, text(response)
    return str(response["Location"])


def taken(client: Client, address: str) -> list[list[Any]]:
    content = client.get(f"{address}sheet.xlsx").content
    book = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_the_address_is_not_taken_for_a_code_and_is_found_from_the_first_page(
    client: Client,
) -> None:
    page = text(client.get("/v/many/"))
    assert "Verify many at once" in page
    assert "At most 300 rows in one list" in page
    assert 'href="/v/many/"' in text(client.get("/v/"))


def test_a_pasted_list_is_answered_on_a_page_of_its_own(client: Client) -> None:
    row = registered(750001, "周桂芳")
    address = answered(client, f"{row.code}\n{numbering.new_code()}\n9.90101E+16\n{row.code}")
    page = text(client.get(address))
    for said in (
        "4 rows",
        "Read as: column A: verification code.",
        "Valid",
        "Not found",
        "Not verified",
        "A3:",
        "1 row asks what",
    ):
        assert said in page
    assert client.get(address)["Cache-Control"].find("no-store") >= 0


def test_the_workbook_is_theirs_row_for_row_with_our_columns_behind(client: Client) -> None:
    row = registered(750002, "周桂芳")
    lines = [
        "序号,证书编号,姓名,备注",
        f"1,{row.number},周桂芳,甲",
        "",
        f"2,{row.number},周桂芳,=1+1",
    ]
    address = answered(client, csv="\r\n".join(lines).encode("gb18030"))
    head, first, blank, last = taken(client, address)
    assert head[:5] == ["序号", "证书编号", "姓名", "备注", "Result"]
    assert first[:5] == ["1", row.number, "周桂芳", "甲", "Valid"]
    assert blank[4] == "Blank row"
    assert last[3:6] == ["'=1+1", "Valid", "The same as row 2."]


def test_no_cell_of_the_workbook_calculates(client: Client) -> None:
    code = numbering.new_code()
    address = answered(client, csv="\n".join(f"{code},{cell}" for cell in CELLS).encode())
    content = client.get(f"{address}sheet.xlsx").content
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    told = taken(client, address)
    assert [row[1] for row in told[1:]] == [f"'{cell}" for cell in CELLS]


def test_bad_input_77_of_100_001_lines_is_refused_with_the_limit(client: Client) -> None:
    pasted = "\n".join(["1234567890123456"] * 100_001)
    response = send(client, pasted)
    assert response.status_code == 422
    assert "The list is too long" in text(response)
    assert "300 rows" in text(response)
    assert pasted[:2000] in text(response)
    response = send(client, csv=pasted.encode())
    assert response.status_code == 422
    assert "up to 5000" in text(response).replace(",", "")


def test_a_list_one_row_too_long_is_refused_and_comes_back(client: Client) -> None:
    rules.in_force("verify.list_rows_per_hour", 3)
    pasted = "\n".join(numbering.new_code() for _n in range(4))
    response = send(client, pasted)
    assert response.status_code == 422
    assert "The list has 4 rows." in text(response)
    assert pasted in text(response)


def test_the_rows_of_an_hour_end_and_the_paste_comes_back(client: Client) -> None:
    rules.in_force("verify.list_rows_per_hour", 3)
    one = numbering.new_code()
    with clock.at(clock.now().replace(minute=5)):
        answered(client, f"{one}\n{numbering.new_code()}")
        response = send(client, f"{one}\n{numbering.new_code()}")
        assert response.status_code == 429
        assert int(response["Retry-After"]) <= 3600
        assert "2 rows were to be asked, and 1 are left to you now" in text(response)
        assert one in text(response)
        answered(client, one)


def test_staff_who_read_certificates_bring_whole_lists(client: Client) -> None:
    rules.in_force("verify.list_rows_per_hour", 3)
    client.force_login(staff("hr", city.place()))
    assert "At most 5000 rows" in text(client.get("/v/many/")).replace(",", "")
    pasted = "\n".join(numbering.new_code() for _n in range(12))
    address = answered(client, pasted)
    assert "12 rows" in text(client.get(address))
    assert Client().get(address).status_code == 404
    assert Client().get(f"{address}sheet.xlsx").status_code == 404


def test_a_role_that_reads_no_certificates_has_a_visitors_rows(client: Client) -> None:
    client.force_login(staff("author", city.place()))
    assert "At most 300 rows" in text(client.get("/v/many/"))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"xlsx": b"PK\x03\x04nothing"}, "cannot be read"),
        ({"pdf": b"%PDF-1.7"}, "xlsx, xls, ods or csv"),
        ({"csv": b""}, "The file is empty"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    client: Client, file: dict[str, bytes], said: str
) -> None:
    response = send(client, "", **file)
    assert response.status_code == 422
    assert said in text(response)


def test_nothing_and_both_are_asked_about(client: Client) -> None:
    assert "Paste a list, or choose a table." in text(send(client))
    both = text(send(client, "x", csv=b"x"))
    assert "Send one of them" in both


def test_far_too_large_is_refused_before_it_is_read(client: Client) -> None:
    response = client.post(
        "/v/many/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="13000000"
    )
    assert response.status_code == 413
    assert "10 MB" in text(response)


def test_while_others_lists_are_read_one_is_asked_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_told: Any, **_named: Any) -> None:
        raise reading.Busy

    monkeypatch.setattr(reading, "read", busy)
    code = numbering.new_code()
    response = send(client, code)
    assert response.status_code == 503
    assert code in text(response)


def test_a_silent_register_is_no_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_asked: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(verification, "many", silent)
    response = send(client, numbering.new_code())
    assert response.status_code == 503
    assert "do not conclude anything" in text(response)


def test_what_is_kept_is_locked_and_opens_for_an_hour(client: Client) -> None:
    row = registered(750003, "周桂芳")
    lines = f"证书编号,身份证号\n{row.number},{DOCUMENT}"
    address = answered(client, csv=lines.encode())
    (path,) = (Path(settings.FILES_ROOT) / "lists").iterdir()
    content = path.read_bytes()
    assert row.number.encode() not in content
    assert address.split("/")[3].encode() not in path.name.encode()
    shown = taken(client, address)
    assert DOCUMENT not in str(shown)
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert client.get(address).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert client.get(address).status_code == 404
        assert keeping.put_away() == 1
    assert not path.exists()


def test_the_signed_sheet_is_made_by_a_job_and_bears_the_issuers_signature(
    client: Client, tmp_path: Path
) -> None:
    row = registered(750004, "周桂芳")
    missing = numbering.spaced_code(numbering.new_code())
    address = answered(client, f"{row.code}\n{missing}")
    assert client.get(f"{address}sheet.pdf").status_code == 404
    assert client.post(address).status_code == 302
    waiting = client.get(address)
    assert waiting["Refresh"] == "2"
    assert work_all("certificates.print_list") == 1
    page = client.get(address)
    assert "Refresh" not in page
    assert "Signed result sheet (PDF)" in text(page)
    client.post(address)
    assert work_all("certificates.print_list") == 0
    response = client.get(f"{address}sheet.pdf")
    assert response["Content-Type"] == "application/pdf"
    told = validated(response.content)
    assert (told.intact, told.valid, told.trusted) == (True, True, True)
    assert told.coverage.name == "ENTIRE_FILE"
    path = tmp_path / "sheet.pdf"
    path.write_bytes(response.content)
    assert "Signature is Valid." in tool("pdfsig", path)
    words = tool("pdftotext", "-layout", path, "-")
    for said in (numbering.spaced_code(row.code), missing, "周桂芳", "Valid", "Not found", "1/1"):
        assert said in words
    assert f"{clock.now().astimezone(clock.CITY_ZONE):%Y-%m-%d}" in words


def test_a_list_whose_hour_is_over_before_its_turn_has_no_sheet(client: Client) -> None:
    address = answered(client, numbering.new_code())
    client.post(address)
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert work_all("certificates.print_list") == 1
    assert client.get(f"{address}sheet.pdf").status_code == 404


def test_whole_lists_of_staff_count_against_their_day(client: Client) -> None:
    rules.in_force("verify.list_rows_per_day", 5)
    client.force_login(staff("clerk", city.place()))
    with clock.at(clock.now().replace(minute=5)):
        answered(client, "\n".join(numbering.new_code() for _n in range(4)))
        response = send(client, "\n".join(numbering.new_code() for _n in range(2)))
    assert response.status_code == 429
    assert "and 1 are left" in text(response)
