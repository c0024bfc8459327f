"""The page for files: the original, anything else, what is refused, and that nothing is kept."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client, override_settings

from certificates import lifecycle, verification
from certificates.models import Certificate
from tests.certificates.rows import version_of
from tests.certificates.uploads.mutating import saved
from tests.certificates.uploads.rows import printed

pytestmark = pytest.mark.django_db
GENUINE = "This file is the original issued by this platform"
OTHER = "Not an original file of ours"
Original = tuple[Certificate, bytes]


@pytest.fixture
def client() -> Client:
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    return visitor


@pytest.fixture(scope="module")
def original(lasting: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
        yield printed(710001, "周桂芳")


def brought(client: Client, content: bytes, name: str = "证书.pdf") -> Any:
    return client.post("/v/file/", {"file": SimpleUploadedFile(name, content)})


def text(response: Any) -> str:
    return str(response.content.decode())


def changed(content: bytes, **told: str) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.docinfo["/Title"] = "x"
        return saved(pdf)


def test_the_address_is_not_taken_for_a_code(client: Client) -> None:
    page = client.get("/v/file/")
    assert "Verify a file" in text(page)
    assert "PDF, at most 10 MB" in text(page)
    assert 'href="/v/file/"' in text(client.get("/v/"))


def test_the_original_is_told_with_how_it_stands_today(client: Client, original: Original) -> None:
    row, content = original
    page = text(brought(client, content))
    assert GENUINE in page
    assert "This certificate is valid now." in page
    lifecycle.revoke(row, reason_code="other", reason="x", actor_id=None)
    page = text(brought(client, content))
    assert GENUINE in page
    assert "It may not be used any longer since" in page


def test_the_file_of_an_older_version_is_superseded(client: Client, original: Original) -> None:
    row, content = original
    version = version_of(row)
    type(version).objects.unscoped("test").filter(pk=version.pk).update(
        superseded_at=version.recorded_at
    )
    page = text(brought(client, content))
    assert GENUINE in page
    assert "A newer one was issued on" in page


def test_a_changed_file_is_not_ours_and_the_register_speaks_of_its_number(
    client: Client, original: Original
) -> None:
    row, content = original
    answer = brought(client, changed(content))
    page = text(answer)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert OTHER in page
    assert GENUINE not in page
    assert "The register says this about number" in page
    assert row.number[:6] + " 2026" in page
    assert "周桂芳" in page
    public = text(client.get(f"/v/{row.code}/"))
    for secret in ("1975", "19900000001", row.person.id_masked or "no ID"):
        assert secret not in page
        assert secret not in public


def test_a_record_with_another_name_learns_nothing_of_the_holder(
    client: Client, original: Original
) -> None:
    """Number and name, as on the page: the file of a guesser is not a way around the name."""
    row, _content = original
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        record = f'{{"number": "{row.number}", "code": "", "holder": {{"name": "别人"}}}}'
        pdf.attachments["certificate.json"] = pikepdf.AttachedFileSpec(
            pdf, record.encode(), filename="certificate.json"
        )
        made = saved(pdf)
    page = text(brought(client, made))
    assert OTHER in page
    assert "the register knows no certificate that agrees" in page
    assert "周桂芳" not in page


def test_a_number_alone_asks_for_the_name(client: Client, original: Original) -> None:
    row, _content = original
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(f"BT ({row.number}) Tj ET".encode())
        made = saved(pdf)
    told = text(brought(client, made))
    assert "Type the holder’s name" in told
    assert f'value="{row.number}"' in told
    assert "周桂芳" not in told


def test_a_file_that_names_nothing_gets_the_plain_verdict(client: Client) -> None:
    told = text(brought(client, b"%PDF-1.7\nnothing"))
    assert OTHER in told
    assert "No certificate number and no code could be read" in told


def test_a_guess_after_many_misses_waits(
    client: Client, original: Original, monkeypatch: pytest.MonkeyPatch
) -> None:
    _row, content = original
    monkeypatch.setattr("certificates.limiting.seconds_after_misses", lambda _beginning: 17)
    answer = brought(client, changed(content))
    assert (answer.status_code, answer["Retry-After"]) == (429, "17")
    assert "try again in 17 seconds" in text(answer)
    monkeypatch.setattr("certificates.limiting.seconds_to_wait", lambda _request: 9)
    assert brought(client, content).status_code == 429


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 415, "This is not a PDF"),
        (b"PK\x03\x04 no PDF", 415, "This is not a PDF"),
        (b"%PDF-1.7" + b"\0" * 10_000_000, 413, "larger than 10 MB"),
        (b"%PDF-1.7" + b"\0" * 10_200_000, 413, "larger than 10 MB"),
    ],
)
def test_what_is_no_pdf_or_too_large_is_refused_with_the_limit(
    client: Client, content: bytes, status: int, words: str
) -> None:
    answer = brought(client, content)
    assert answer.status_code == status
    assert words in text(answer)


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.generic(
        "POST", "/v/file/", b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH="400000000"
    )
    assert answer.status_code == 413


def test_without_a_file_one_is_asked_for(client: Client) -> None:
    answer = client.post("/v/file/", {})
    assert answer.status_code == 422
    assert "Please choose a file." in text(answer)


def test_a_password_is_asked_to_be_removed(client: Client, original: Original) -> None:
    _row, content = original
    with pikepdf.open(io.BytesIO(content)) as pdf:
        written = io.BytesIO()
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    answer = brought(client, written.getvalue())
    assert answer.status_code == 422
    assert "Please remove it" in text(answer)


def test_several_certificates_are_asked_for_one_by_one(client: Client, original: Original) -> None:
    _row, content = original
    with override_settings(FILES_ROOT=tempfile.mkdtemp()):
        _other, second = printed(710002, "马兰")
    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.open(io.BytesIO(second)) as more:
        pdf.add_pages_from(more)
        both = saved(pdf)
    answer = brought(client, both)
    assert answer.status_code == 422
    assert "one file for each" in text(answer)


def test_a_form_of_somebody_elses_page_is_refused(original: Original) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert brought(strict, original[1]).status_code == 403


def test_nothing_of_a_file_is_kept(
    client: Client, original: Original, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not of one that Django holds in a temporary file while it comes in."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with override_settings(FILES_ROOT=tmp_path / "files", MEDIA_ROOT=tmp_path / "media"):
        padded = changed(original[1]) + b"\n" * 3_000_000
        assert OTHER in text(brought(client, padded))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_silent_register_is_never_a_no(
    client: Client, original: Original, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_a: object, **_k: object) -> None:
        raise OperationalError("no such host")

    monkeypatch.setattr(verification, "by_file", silent)
    answer = brought(client, original[1])
    assert answer.status_code == 503
    assert OTHER not in text(answer)


@pytest.mark.parametrize("name", ["a" * 390 + ".pdf", "../../x.pdf", "证书\u202efdp.pdf", "x"])
def test_the_name_of_a_file_makes_no_difference(
    client: Client, original: Original, name: str
) -> None:
    assert settings.MEDIA_ROOT
    assert GENUINE in text(brought(client, original[1], name))
