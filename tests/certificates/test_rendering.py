"""The printed page: same plan same bytes, the exact name, a QR that leads home, nothing touched, no
seal."""

import hashlib
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from certificates import compact, engraving, fonts, rendering
from certificates.planning import TEMPLATE
from certificates.rendering import Unprintable, render
from tests.certificates.rows import plan

PRINT = Path(rendering.__file__).parent / "templates/certificates/print"


def tool(name: str, *arguments: str | Path) -> str:
    """Run a tool of the machine; skip when it is not installed."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    done = subprocess.run([name, *map(str, arguments)], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One print for all who only look at it."""
    path = tmp_path_factory.mktemp("print") / "certificate.pdf"
    path.write_bytes(render(plan()))
    return path


def picture(pdf: Path, resolution: int = 60, kind: str = "ppm") -> Path:
    target = pdf.with_suffix("")
    flags = ["-png"] if kind == "png" else []
    tool("pdftoppm", "-r", str(resolution), "-singlefile", *flags, pdf, target)
    return target.with_suffix(f".{kind}")


def test_the_same_plan_gives_the_same_bytes(pdf: Path) -> None:
    printed = pdf.read_bytes()
    assert printed == render(plan())
    with translation.override("en"):
        assert printed == render(plan())


def test_a_plan_of_an_older_template_is_printed_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.pdf"
    path.write_bytes(render(plan(template="post-1")))
    text = tool("pdftotext", "-layout", path, "-")
    assert "2026年12月25日至2029年12月24日" in text
    assert "Dec" not in text


def test_one_landscape_page_in_our_faces_only(pdf: Path) -> None:
    told = tool("pdfinfo", pdf)
    assert "Pages:           1" in told
    assert "841.89 x 595.276" in told
    faces = {line.split()[0].split("+")[-1] for line in tool("pdffonts", pdf).splitlines()[2:]}
    assert faces == {"Hezhong-Serif", "Hezhong-Serif-Bold", "Hezhong-Serif-Latin"}


def test_what_is_printed_and_what_is_not(pdf: Path) -> None:
    text = tool("pdftotext", "-layout", pdf, "-")
    for words in (
        "人民调解员上岗证",
        "990101 2026 000318 7",
        "周桂芳",
        "青石镇柳溪村人民调解委员会",
        "24 学时",
        "rmtj.example.gov.cn/v/",
        "7K3M-Q2XD-9HTB-4WNE",
        "2026年12月25日至2029年12月24日",
        "25 Dec 2026 to 24 Dec 2029",
        "发证机关（盖章）",
        "示例市司法局",
    ):
        assert words in text
    assert len(re.findall("25 Dec 2026", text)) == 2
    assert not re.search("身份证|出生|成绩：|分数|score", text)


@pytest.mark.parametrize(
    "name", ["马兰", "王𠮷", "李䶮", "欧阳春生", "阿依古丽·买买提", "努尔阿卜杜萨拉木·麦麦提依明江"]
)
def test_a_name_comes_back_exactly(name: str, tmp_path: Path) -> None:
    assert fonts.unprintable(name) == ()
    path = tmp_path / "name.pdf"
    path.write_bytes(render(plan(name=name, latin_name="")))
    assert name in tool("pdftotext", "-layout", path, "-")


def test_the_longest_fields_stay_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(render(plan(name="赫" * 50, latin_name="N" * 100, organisation="示" * 100)))
    text = tool("pdftotext", "-raw", path, "-").replace("\n", "")
    assert "赫" * 50 in text
    assert "示" * 100 in text
    assert "Pages:           1" in tool("pdfinfo", path)


def test_a_plan_made_for_other_fonts_is_not_printed() -> None:
    with pytest.raises(Unprintable, match="made for the font set 000000000000, this worker has"):
        render(plan(font_set="0" * 64))


@pytest.mark.parametrize("name", ["王\ue863", "\U000f0000某", "ئالىم"])
def test_a_character_without_a_glyph_is_never_printed(name: str) -> None:
    assert fonts.unprintable(name) != ()
    with pytest.raises(Unprintable):
        render(plan(name=name))


def test_the_square_patterns_lead_to_the_fixed_host_and_to_the_signed_record(pdf: Path) -> None:
    read = tool("zbarimg", "--raw", "-q", picture(pdf, 200, "png")).splitlines()
    assert set(read) == {"https://rmtj.example.gov.cn/v/7K3MQ2XD9HTB4WNE", plan().compact}
    assert compact.checked(plan().compact).name == "周桂芳"


def test_no_seal_is_drawn(pdf: Path) -> None:
    """Nothing red at all, and the place for the wet stamp, 45 mm square, holds print only."""
    data = picture(pdf, 60).read_bytes()
    header, body = re.match(rb"P6\s+(\d+) (\d+)\s+255\s", data), data
    assert header is not None
    width = int(header[1])
    body = data[header.end() :]
    red = 0
    for at in range(0, len(body), 3):
        r, g, b = body[at], body[at + 1], body[at + 2]
        red += r > 120 and r > g + 70 and r > b + 70
    assert red == 0
    millimetre = 60 / 25.4
    left, top = round(214 * millimetre), round(140 * millimetre)
    side = round(45 * millimetre)
    dark = sum(
        body[(y * width + x) * 3] < 200
        for y in range(top, top + side)
        for x in range(left, left + side)
    )
    assert dark < side * side * 0.08


HOSTILE = (
    '<img src="file:///etc/passwd">',
    '<link rel=attachment href="file:///etc/passwd">',
    '"><style>@import url(http://127.0.0.1:9/x.css)</style>',
    "{{7*7}}{% debug %}",
    "url(file:///etc/passwd)",
)


class Watch:
    """A hook stays for the life of the process, called at each of its events: one for all tests."""

    on = False
    opened: list[str] = []
    sockets: list[Any] = []

    @classmethod
    def see(cls, event: str, arguments: tuple[Any, ...]) -> None:
        if not cls.on:
            return
        if event == "open" and "passwd" in str(arguments[0]):
            cls.opened.append(str(arguments[0]))
        if event.startswith("socket."):
            cls.sockets.append(arguments)


@pytest.fixture(scope="module")
def _hook() -> None:
    sys.addaudithook(Watch.see)


@pytest.fixture
def watch(_hook: None) -> Iterator[type[Watch]]:
    Watch.opened, Watch.sockets, Watch.on = [], [], True
    yield Watch
    Watch.on = False


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(
    text: str, watch: type[Watch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        socket, "create_connection", lambda *_a, **_k: watch.sockets.append("asked")
    )
    content = render(plan(name=text[:50], organisation=text, latin_name=text))
    watch.on = False
    assert (watch.opened, watch.sockets) == ([], [])
    assert b"root:" not in content


def test_a_page_that_asks_for_anything_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = rendering._page
    link = '<link rel="stylesheet" href="file:///etc/hosts">'
    monkeypatch.setattr(rendering, "_page", lambda p: page(p).replace("</head>", f"{link}</head>"))
    with pytest.raises(Unprintable, match="file:///etc/hosts"):
        render(plan())


def test_a_plan_of_a_template_that_is_gone_is_refused() -> None:
    with pytest.raises(Unprintable):
        render(plan(template="post-0"))


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SECONDS", 0.05)
    monkeypatch.setattr(rendering, "_page", lambda _plan: time.sleep(5))
    started = time.monotonic()
    with pytest.raises(Unprintable, match="longer than"):
        render(plan())
    assert time.monotonic() - started < 3


def test_errors_that_are_no_exceptions_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fatal(BaseException):
        pass

    def fail(_plan: object) -> str:
        raise Fatal("no")

    monkeypatch.setattr(rendering, "_page", fail)
    with pytest.raises(Unprintable, match="Fatal"):
        render(plan())


def test_the_drawings_are_those_of_the_engraver_and_small() -> None:
    for name, drawing in (
        ("frame.svg", engraving.frame()),
        ("watermark.svg", engraving.watermark()),
    ):
        text = (PRINT / TEMPLATE / name).read_text(encoding="ascii")
        assert text == drawing
        assert len(text) < 50_000


def test_this_machine_can_print() -> None:
    assert fonts.problems() == []


def test_a_machine_without_font_or_subsetter_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "SANS", "No Such Face")
    monkeypatch.setattr(fonts, "find_library", lambda _name: None)
    fonts.faces.cache_clear()
    try:
        told = " ".join(fonts.problems())
    finally:
        fonts.faces.cache_clear()
    assert "fonts-noto-cjk" in told
    assert "libharfbuzz-subset0" in told


PRINTED_WITH = {
    "badge-1": "0be95ca5d21abb2c3e1f8356d989d9b90619418d7f5af433acab8363dc8b3d97",
    "card-1": "990c35992ad702bdae8878280430d9dfe903b407f6adc2077bbf06cc45ee2885",
    "post-1": "ec1e412f4366c3684b3957deb4de8b7a2e1379a9117a561fe3b2391bbe5d8aff",
    "post-2": "46e20571f84ca7216aa4fe242740d21bf996135590063dd2670611fe2860b780",
    "post-3": "40244a4ea69aeea3188430a8903c00e7adb36f9f1163b3f9e1d8afc9a5402859",
    "statement-1": "09a1791de0e3ec3e371a5ae47c957a421b91f750cdefb5bf4227e0b1f423c6f6",
}


def test_a_template_that_printed_certificates_is_never_changed() -> None:
    """Plans name their template: change the page in a new folder (post-4), not in one of these."""
    told = {}
    for folder in PRINT.iterdir():
        digest = hashlib.sha256()
        for file in sorted(folder.iterdir()):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
        told[folder.name] = digest.hexdigest()
    assert told == PRINTED_WITH
