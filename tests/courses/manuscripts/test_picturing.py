"""Pictures of a manuscript: drawn anew, or told that they cannot be."""

import io

import pytest
from PIL import Image

from courses.manuscripts.converting import convert
from courses.manuscripts.picturing import MOST_PIXELS, MOST_SIDE, Unreadable, developed
from courses.manuscripts.preparing import prepare
from tests.courses.manuscripts.papers import docx, p, picture, png

EMF = b"\x01\x00\x00\x00" + b"\x00" * 40


def of_camera() -> bytes:
    """With the place and owner a telephone writes beside it, lying on its side."""
    file = io.BytesIO()
    image = Image.new("RGB", (40, 20), (9, 99, 9))
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x013B] = 6, "手机", "周桂芳"
    image.save(file, "JPEG", exif=notes, comment=b"29.5N 106.5E")
    return file.getvalue()


def wide(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "picture_broken"),
        (b"\x89PNG\r\n\x1a\n", "picture_broken"),
        (png(60, 60, "JPEG")[:-200], "picture_broken"),
        (png(60, 60)[:60], "picture_broken"),
        (wide(MOST_PIXELS // 1000 + 1, 1000), "picture_broken"),
        (EMF, "picture_vector"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "picture_svg"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "picture_broken"),
    ],
)
def test_what_cannot_be_drawn_is_told(content: bytes, kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        developed(content)
    assert caught.value.kind == kind


def test_nothing_the_camera_wrote_stays() -> None:
    made = developed(of_camera())
    assert (made.form, made.width, made.height) == ("jpg", 20, 40)
    image = Image.open(io.BytesIO(made.content))
    assert dict(image.getexif()) == {}
    assert "comment" not in image.info
    assert "周桂芳".encode() not in made.content


def test_a_profile_that_does_not_fit_is_left_out() -> None:
    assert developed(png(icc_profile=b"no profile")).form == "png"


def test_a_large_picture_is_made_as_small_as_a_page_shows_it() -> None:
    made = developed(png(MOST_SIDE + 500, 300))
    assert (made.width, made.height) == (MOST_SIDE, 240)


def test_transparent_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(file, "PNG")
    image = Image.open(io.BytesIO(developed(file.getvalue()).content))
    assert image.getpixel((0, 0)) == (255, 255, 255)


def test_an_unreadable_picture_is_told_with_its_place_and_the_rest_is_taken() -> None:
    made = convert(
        prepare(
            docx(
                p("前"),
                p(picture("rId1", "图片 1")),
                p("中"),
                p(picture("rId2")),
                p(picture("rId2", "同一张，两家的院墙")),
                relations=[("rId1", "image", "media/a.jpg"), ("rId2", "image", "media/b.png")],
                more={"word/media/a.jpg": b"", "word/media/b.png": png()},
            ),
            frozenset(),
        )
    )
    assert [(block.get("number"), block.get("alt")) for block in made.blocks] == [
        (None, None), (1, ""), (1, "同一张，两家的院墙"),
    ]  # fmt: skip
    assert made.left == [
        {"kind": "picture_broken", "count": 1, "places": [1]},
        {"kind": "picture_undescribed", "count": 1, "places": [1]},
    ]
