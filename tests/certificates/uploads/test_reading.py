"""Which certificate a file names, read in its confined child and in this process."""

import io
import resource
import subprocess
from typing import Any

import pikepdf
import pytest

from certificates.rendering import render
from certificates.uploads import child, extracting, reading
from certificates.uploads.reading import Named
from tests.certificates.rows import plan
from tests.certificates.uploads.mutating import saved

NUMBER, CODE = "99010120260003186", "7K3MQ2XD9HTB4WNZ"


@pytest.fixture(scope="module")
def content() -> bytes:
    return render(plan(number=NUMBER, code=CODE, link=f"https://rmtj.example.gov.cn/v/{CODE}"))


def without_record(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.attachments["certificate.json"]
        return saved(pdf)


def lines(*texts: str) -> bytes:
    """A page of somebody's own with these lines in Latin letters."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        shown = " ".join(f"({text}) Tj 0 -20 Td" for text in texts)
        page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf {shown} ET".encode())
        return saved(pdf)


def test_the_record_names_code_number_and_name(content: bytes) -> None:
    assert reading.named_in(content) == Named(CODE, NUMBER, "周桂芳")


def test_without_the_record_code_and_number_are_read_from_the_page(content: bytes) -> None:
    assert reading.named_in(without_record(content)) == Named(CODE, NUMBER)


def test_what_is_read_is_checked_by_its_check_characters() -> None:
    found = reading.named_in(lines("7K3M-Q2XD-9HTB-4WNA", "990101 2026 000318 7"))
    assert found == Named()
    spaced = lines("990101 2026 000318 6")
    assert reading.named_in(spaced) == Named("", NUMBER)
    assert not reading.named_in(spaced).can_be_asked
    assert reading.named_in(lines("https://x.example/v/7k3mq2xd9htb4wnz")).code == CODE


def test_two_certificates_in_one_file_are_several(content: bytes) -> None:
    from_two = lines("990101 2026 000318 6", "990101 2026 000319 4")
    with pytest.raises(reading.Several):
        reading.named_in(from_two)


def test_a_password_is_told_apart_from_a_broken_file(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        written = io.BytesIO()
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(reading.Locked):
        reading.named_in(written.getvalue())
    for broken in (b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\xff" * 5000, b"\0" * 100):
        assert reading.named_in(broken) == Named()


def test_a_child_that_hangs_or_dies_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_args: Any, **_more: Any) -> None:
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr(reading, "run_child", hangs)
    assert reading.named_in(b"%PDF-") == Named()
    died = subprocess.CompletedProcess([], -9, b"")
    monkeypatch.setattr(reading, "run_child", lambda *_a, **_k: died)
    assert reading.named_in(b"%PDF-") == Named()


def test_while_others_are_read_nothing_is_opened(content: bytes) -> None:
    held = [reading._turns.acquire(blocking=False) for _ in range(2)]
    try:
        assert all(held)
        assert reading.named_in(content) == Named()
    finally:
        for _ in held:
            reading._turns.release()
    assert reading.named_in(content).number == NUMBER


def test_a_record_that_is_none_is_passed_over(content: bytes) -> None:
    for record in (b"[]", b"{", b'{"number": 1}', b"[" * 100_000, b'{"holder": {"name": []}}'):
        with pikepdf.open(io.BytesIO(without_record(content))) as pdf:
            pdf.attachments["certificate.json"] = pikepdf.AttachedFileSpec(
                pdf, record, filename="certificate.json"
            )
            changed = saved(pdf)
        assert extracting.found_in(changed).records == []
        assert CODE in {code.replace("-", "") for code in extracting.found_in(changed).codes}


@pytest.mark.parametrize(
    "table",
    [
        "1 beginbfchar <01> endbfchar",
        "1 beginbfrange <0001> <ffffffff> <0041> endbfrange",
        "1 beginbfrange <00> endbfrange",
        "1 beginbfrange <00> <01> [<0041> <0042> endbfrange",
        "beginbfchar <zz> <0041> endbfchar",
    ],
)
def test_a_font_with_a_strange_table_is_no_failure(table: str) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            ToUnicode=pdf.make_stream(table.encode()),
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(b"BT /F1 12 Tf (\\000\\001) Tj ET")
        made = saved(pdf)
    assert reading.named_in(made) == Named()


def test_the_child_limits_itself_before_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: asked.append(limit))
    child.confine()
    assert (resource.RLIMIT_AS, (child.MEMORY,) * 2) in asked
    assert (resource.RLIMIT_FSIZE, (0, 0)) in asked


def test_a_page_that_unpacks_without_end_is_given_up(content: bytes) -> None:
    """300 MB of one sign in 300 kB."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(b"(a) Tj " * 40_000_000)
        bomb = saved(pdf)
    assert len(bomb) < 2_000_000
    assert reading.named_in(bomb) == Named()
