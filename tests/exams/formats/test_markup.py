import base64
import hashlib

import pytest

from exams.formats.markup import Sink, from_html
from exams.formats.pictures import Gallery
from exams.formats.writing_html import to_html
from exams.formats.xmltree import parse
from tests.exams.formats.making import PNG

DIGEST = hashlib.sha256(PNG).hexdigest()
DATA = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


def text(html: str) -> str:
    return from_html(html, Gallery()).text


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>one</p>\n<p>two<br>three</p>", "one\ntwo\nthree"),
        ("a<br><br>b<br>", "a\n\nb"),
        ("x<sup>2</sup> y<sup>k</sup> z<sub>ij</sub> H<sub>2</sub>", "x² y^k z_(ij) H₂"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>", "• a\n• b\n1. c\n2. d"),
        ("is <u>&nbsp;&nbsp;&nbsp;</u> and <u>so</u>", "is ____ and so"),
        ("a &lt; b &amp;&nbsp;c", "a < b & c"),
        ("<script>alert(1)</script>a<style>b</style>", "a"),
        ("<table><tr><td>only a frame</td></tr></table>", "only a frame"),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>b<td>c</table>", "| a |  |\n| b | c |"),
        ("<td>loose</td><p>words</p></table>", "loose\nwords"),
        (
            "<table><tr><td>a<table><tr><td>b<td>c</tr></table></td><td>d</td></tr></table>",
            "| a b c | d |",
        ),
        ("a  \n  b\t c", "a b c"),
        ("第一\u3000第二", "第一\u3000第二"),
    ],
)  # fmt: skip
def test_html_as_our_text(html: str, wanted: str) -> None:
    assert text(html) == wanted


def test_what_is_left_out_is_noted() -> None:
    read = from_html("<p>a\u200b<video src=x>b</video><math><mi>x</mi></math></p>", Gallery())
    assert read.text == "ax"
    assert set(read.codes) == {"invisible", "media", "math"}


def test_pictures_inside_come_along_and_others_leave_their_words() -> None:
    gallery = Gallery()
    html = f'<img src="{DATA}" alt="a [map]"><img src="//far/x.png" alt="far"><img src="x.png">'
    assert from_html(html, gallery).text == f"![a  map](sha256:{DIGEST})[far]".replace("  ", " ")
    assert gallery.pictures == {DIGEST: PNG}
    assert gallery.codes == ["remote_picture", "lost_picture"]
    strange = Gallery(lambda _source: b"<svg/>")
    assert from_html('<img src="a.svg" alt="s">', strange).text == "[s]"
    assert strange.codes == ["strange_picture"]
    broken = Gallery()
    assert from_html('<img src="data:image/png;base64,@@" alt="b">', broken).text == "[b]"


@pytest.mark.parametrize(
    ("mathml", "wanted"),
    [
        ('<math alttext="x squared"><mi>x</mi></math>', "x squared"),
        ('<math><mi>e</mi><annotation encoding="LaTeX">e^2</annotation></math>', "e^2"),
        ("<math><mfrac><mi>a</mi><msup><mi>b</mi><mn>2</mn></msup></mfrac></math>", "a/b^2"),
    ],
)
def test_formulas_of_xml_are_kept_as_words(mathml: str, wanted: str) -> None:
    sink = Sink(Gallery())
    sink.walk(parse(f"<p>is {mathml}</p>".encode()))
    assert (sink.text, sink.codes) == (f"is {wanted}", ["math"])


def test_what_we_write_is_read_again() -> None:
    ours = f"a  b\n\n| x | ![p](sha256:{DIGEST}) |\n| 1 |  |\n<b> & c"
    html = to_html(ours, lambda _digest: DATA)
    assert text(html) == ours


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_any_encoding(codec: str) -> None:
    said = "utf-16" if codec.startswith("utf-16") else "utf-8"
    content = f'<?xml version="1.0" encoding="{said}"?><a>调解</a>'.encode(codec)
    assert parse(content).text == "调解"
