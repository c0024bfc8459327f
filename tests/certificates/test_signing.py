"""The signed certificate, as programs that know nothing of this one see it."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pyhanko import keys
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates import checks, describing, issuers, signing
from certificates.rendering import render
from portal import clock
from tests.certificates.rows import certified, plan
from tests.certificates.test_rendering import picture, tool


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("signed") / "certificate.pdf"
    path.write_bytes(signing.sign(render(plan())))
    return path


def loaded(path: Path) -> list[Any]:
    load: Any = keys.load_certs_from_pemder
    return list(load([str(path)]))


def validated(content: bytes) -> Any:
    roots = loaded(Path(settings.ISSUER_ROOT) / issuers.CHAIN)
    context = ValidationContext(trust_roots=roots)
    (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return validate_pdf_signature(signature, context)


def test_poppler_finds_the_whole_document_signed(signed: Path) -> None:
    told = tool("pdfsig", signed)
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


def test_qpdf_finds_nothing_wrong(signed: Path) -> None:
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", signed)


def test_pyhanko_trusts_it_and_sees_no_later_change(signed: Path) -> None:
    told = validated(signed.read_bytes())
    assert (told.intact, told.valid, told.trusted) == (True, True, True)
    assert told.modification_level == ModificationLevel.NONE
    assert told.coverage.name == "ENTIRE_FILE"


def test_a_changed_byte_breaks_the_signature(signed: Path) -> None:
    content = bytearray(signed.read_bytes())
    content[5000] ^= 1
    assert not validated(bytes(content)).intact


def test_what_is_embedded_is_the_record_of_the_plan(signed: Path, tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    tool("pdfdetach", "-save", "1", "-o", target, signed)
    assert target.read_bytes() == describing.record_of(plan())
    told = json.loads(target.read_bytes())
    assert (told["number"], told["holder"]["name"]) == ("99010120260003187", "周桂芳")
    assert not {"id", "birth", "score"} & set(json.dumps(told))


def test_name_and_square_pattern_are_still_read_from_the_signed_file(signed: Path) -> None:
    assert "周桂芳" in tool("pdftotext", "-layout", signed, "-")
    read = tool("zbarimg", "--raw", "-q", picture(signed, 200, "png"))
    assert "https://rmtj.example.gov.cn/v/7K3MQ2XD9HTB4WNE" in read.split()


def test_without_the_issuers_key_nothing_is_signed(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ISSUER_ROOT = tmp_path
    signing.signer.cache_clear()
    signing._pdf_signer.cache_clear()
    with pytest.raises(signing.NoSigner, match=r"docs/operating\.md"):
        signing.sign(render(plan()))


def test_a_test_issuer_is_made_once_and_says_what_it_is(tmp_path: Path) -> None:
    assert issuers.make_test_issuer(tmp_path, "某区司法局")
    before = (tmp_path / issuers.KEY).read_bytes()
    assert not issuers.make_test_issuer(tmp_path, "某区司法局")
    assert (tmp_path / issuers.KEY).read_bytes() == before
    assert (tmp_path / issuers.KEY).stat().st_mode & 0o077 == 0
    (own,) = loaded(tmp_path / issuers.CERTIFICATE)
    assert "测试" in own.subject.native["common_name"]


@pytest.mark.django_db
def test_doctor_says_when_nobody_can_sign_or_only_a_test_issuer(
    tmp_path: Path, settings: Any
) -> None:
    assert checks.an_issuer_can_sign().ok
    assert checks.no_test_issuer_signs().ok  # nothing was issued yet
    with clock.at(clock.now() + issuers.LIFE - timedelta(days=20)):
        assert checks.an_issuer_can_sign().failed
    settings.ISSUER_ROOT, there = tmp_path, settings.ISSUER_ROOT
    signing.signer.cache_clear()
    assert checks.an_issuer_can_sign().ok  # nothing is to be printed yet
    certified()
    assert checks.an_issuer_can_sign().failed
    assert checks.no_test_issuer_signs().ok
    settings.ISSUER_ROOT = there
    signing.signer.cache_clear()
    assert checks.no_test_issuer_signs().warned
