"""Bad input 16 and its like: what is taken for a portrait, how it is kept, what is refused."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from portal.people import developing
from portal.people.developing import Picture, PortraitRefused, develop
from tests.portal.people.pictures import (
    BLUE,
    GPS,
    MAKER,
    ORIENTATION,
    close,
    drawn,
    opened,
    packed,
    photo,
)

RED, WHITE = (200, 30, 30), (255, 255, 255)
TOP = (0, 0)


def refusal(content: bytes) -> str:
    with pytest.raises(PortraitRefused) as refused:
        develop(content)
    return str(refused.value)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_jpeg_in_the_proportions_of_one_inch(form: str) -> None:
    picture = develop(photo(form=form))
    image = opened(picture.content)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (600, 840))
    assert (picture.width, picture.height) == image.size
    assert close(image.getpixel(TOP), BLUE)


def test_the_same_bytes_give_the_same_portrait() -> None:
    assert develop(photo()) == develop(photo())


def test_the_smallest_that_can_be_printed_is_taken_and_one_smaller_is_not() -> None:
    assert develop(photo((295, 413))).width == 295
    assert "300 × 412 pixels. It needs 295 × 413" in refusal(photo((300, 412)))
    assert "too small to be printed: 1 × 1" in refusal(photo((1, 1)))


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((3000, 4000), (620, 868)),  # a telephone's 3 : 4
        ((1000, 1000), (620, 868)),  # square: both sides are cut
        ((400, 800), (400, 560)),  # too high: cut below and a little above
    ],
)
def test_other_proportions_are_cut(size: tuple[int, int], kept: tuple[int, int]) -> None:
    picture = develop(photo(size))
    assert (picture.width, picture.height) == kept


def test_a_cut_leaves_out_more_below_than_above() -> None:
    high = drawn((500, 1000))
    high.paste(RED, (0, 0, 500, 74))  # 300 rows go, 75 of them above
    high.paste(WHITE, (0, 780, 500, 1000))
    image = opened(develop(packed(high, "PNG")).content)
    assert close(image.getpixel(TOP), BLUE, by=12)
    assert close(image.getpixel((0, 699)), BLUE, by=12)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((841, 840), "lies on its side or is wider than high"),
        ((300, 601), "too narrow"),
    ],
)
def test_a_picture_of_another_shape_is_refused(size: tuple[int, int], words: str) -> None:
    assert words in refusal(photo(size))


def test_a_picture_is_turned_upright_as_the_camera_was_held() -> None:
    lying = drawn((840, 600))
    lying.paste(RED, (0, 0, 60, 600))  # the left end, which comes to lie above
    notes = Image.Exif()
    notes[ORIENTATION] = 6
    picture = develop(packed(lying, quality=95, exif=notes))
    image = opened(picture.content)
    assert image.size == (600, 840)
    assert close(image.getpixel((300, 10)), RED, by=12)
    assert close(image.getpixel((300, 800)), BLUE)


@pytest.mark.parametrize("size", [(600, 840), (3000, 4200)])
def test_nothing_of_what_the_camera_wrote_is_kept(size: tuple[int, int]) -> None:
    notes = Image.Exif()
    notes[MAKER] = "a camera"
    notes.get_ifd(GPS).update({1: "N", 2: (36.0, 3.0, 40.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = packed(
        drawn(size), exif=notes, comment="who it is", icc_profile=profile, xmp=b"<x:xmpmeta/>"
    )
    assert {b"Exif", b"who it is", b"ICC_PROFILE", b"xmpmeta"} == {
        word for word in (b"Exif", b"who it is", b"ICC_PROFILE", b"xmpmeta") if word in content
    }
    image = opened(develop(content).content)
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("mode", "colour", "shown"),
    [
        ("RGBA", (67, 142, 219, 0), WHITE),
        ("LA", (90, 255), (90, 90, 90)),
        ("P", (3,), None),
        ("L", (90,), (90, 90, 90)),
        ("1", (1,), WHITE),
    ],
)
def test_every_kind_of_colour_becomes_the_same(
    mode: str, colour: tuple[int, ...], shown: tuple[int, ...] | None
) -> None:
    image = drawn(mode=mode, colour=colour if len(colour) > 1 else colour[0])  # type: ignore[arg-type]
    kept = opened(develop(packed(image, "PNG")).content)
    assert kept.mode == "RGB"
    assert shown is None or close(kept.getpixel(TOP), shown)


def test_a_transparent_colour_becomes_white() -> None:
    content = packed(drawn(), "PNG", transparency=BLUE)
    assert close(opened(develop(content).content).getpixel(TOP), WHITE)


def test_a_printers_picture_in_four_colours_is_taken() -> None:
    image = opened(develop(packed(drawn(mode="CMYK", colour=(255, 0, 0, 0)))).content)
    assert image.mode == "RGB"
    assert close(image.getpixel(TOP), (0, 255, 255), by=3)


def test_colours_are_brought_into_srgb_by_their_profile() -> None:
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    fitting = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (linear, fitting, b"no profile at all"):
        picture = develop(packed(drawn(), icc_profile=profile))
        assert close(opened(picture.content).getpixel(TOP), BLUE)


def test_a_telephones_second_picture_behind_the_first_is_no_movement() -> None:
    content = packed(drawn(), "MPO", save_all=True, append_images=[drawn((60, 84))])
    assert develop(content).width == 600


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(form: str) -> None:
    frames = [drawn(), drawn(colour=RED)]
    assert "moves" in refusal(packed(frames[0], form, save_all=True, append_images=frames[1:]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC picture of an iPhone"),
        (photo(form="GIF"), "no JPG, PNG or WebP picture"),
        (photo(form="BMP"), "no JPG, PNG or WebP picture"),
        (b"%PDF-1.7 and more", "no JPG, PNG or WebP picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPG, PNG or WebP picture"),
        (photo()[:900], "damaged"),
        (photo(form="PNG")[:-12], "damaged"),
        (photo(form="WEBP")[:-12], "damaged"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_remedy(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_file_over_the_limit_is_not_even_opened() -> None:
    assert "larger than 10 MB" in refusal(bytes(10_000_001))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head says how large it is."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [6_400, 10_000, 20_000, 2_000_000])
def test_a_bomb_of_pixels_is_refused_by_its_head(side: int) -> None:
    assert "more than 40 million pixels" in refusal(claiming(side, side))


def test_most_pixels_are_about_what_a_telephone_takes() -> None:
    assert developing.MOST_PIXELS == 40_000_000


SAMPLES = [photo((300, 420), form=form) for form in ("JPEG", "PNG", "WEBP")]


@settings(max_examples=150, deadline=None)
@given(
    sample=st.sampled_from(SAMPLES),
    places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
    end=st.floats(0.1, 1),
)
def test_bytes_that_were_tampered_with_are_a_portrait_or_refused(
    sample: bytes, places: list[tuple[float, int]], end: float
) -> None:
    content = bytearray(sample)
    for place, value in places:
        content[int(place * len(content))] = value
    try:
        found: object = develop(bytes(content[: int(end * len(content)) + 1]))
    except PortraitRefused:
        return
    assert isinstance(found, Picture)
