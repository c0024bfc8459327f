"""What ISO 19005-3 (PDF/A-3a) and ISO 14289-1 (PDF/UA-1) ask of a signed certificate, point by
point, as far as a program can look without judging the page."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from certificates import describing, signing
from certificates.rendering import render
from tests.certificates.rows import plan


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(signing.sign(render(plan())))) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Of the tree of tags, from the top."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                yield one
            if "/K" in one:
                waiting.append(one.K)


def test_it_is_tagged_in_a_language_with_a_title_to_show(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "zh-Hans"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as told:
        assert "人民调解员上岗证" in told["dc:title"]
    assert {str(one.S) for one in elements(pdf)} >= {"/H1", "/P", "/Figure", "/Form"}


def test_both_claims_stand_in_the_metadata_in_plain(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_raw_bytes()
    with pdf.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")
        assert told["pdfuaid:part"] == "1"
    assert b"http://www.aiim.org/pdfa/ns/extension/" in packet
    assert "/Filter" not in pdf.Root.Metadata


def test_figures_have_words_and_headers_of_tables_a_scope(pdf: pikepdf.Pdf) -> None:
    figures = [one for one in elements(pdf) if one.S == "/Figure"]
    assert figures
    assert all(str(one.Alt) for one in figures)
    assert all("/Scope" in one.A for one in elements(pdf) if one.S == "/TH")


def test_one_profile_of_colours(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_the_record_is_attached_once_as_data(pdf: pikepdf.Pdf) -> None:
    (file,) = pdf.Root.AF
    assert file.AFRelationship == "/Data"
    assert str(file.UF) == describing.NAME
    assert str(file.Desc)
    assert file.EF.F.Subtype == "/application/json"


def test_every_font_is_embedded_and_says_its_characters(pdf: pikepdf.Pdf) -> None:
    fonts = [one for one in pdf.objects if _is(one, "/Font") and one.Subtype == "/Type0"]
    assert fonts
    for font in fonts:
        (inner,) = font.DescendantFonts
        assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
        assert "/ToUnicode" in font


def test_the_signature_is_part_of_the_page_that_a_reader_hears(pdf: pikepdf.Pdf) -> None:
    (field,) = pdf.Root.AcroForm.Fields
    assert str(field.TU)
    assert [int(n) for n in field.Rect] == [0, 0, 0, 0]
    forms = [one for one in elements(pdf) if one.S == "/Form"]
    assert [one.K[0].Obj.objgen for one in forms] == [field.objgen]
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    told = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert told[int(field.StructParent)].objgen == forms[0].objgen
    assert pdf.pages[0].Tabs == "/S"


def test_nothing_runs_hides_or_is_locked(pdf: pikepdf.Pdf) -> None:
    assert "/ID" in pdf.trailer
    assert not pdf.is_encrypted
    assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            assert str(one.get("/S", "")) not in {"/JavaScript", "/Launch"}
            assert "/JS" not in one


def _is(one: Any, kind: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind
