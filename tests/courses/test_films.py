"""What a film says of itself: length and coding; what phones do not play is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.films import Film, NotPlayable, read_film
from tests.courses.films import FILM, SOUND, box, mp4, stream


def test_length_and_codings_are_read() -> None:
    assert read_film(stream(FILM)) == Film(90, ("avc1", "mp4a"))
    assert read_film(stream(FILM)).has_pictures
    assert read_film(stream(SOUND)) == Film(40, ("mp4a",))
    assert not read_film(stream(SOUND)).has_pictures


def test_the_wide_header_and_text_tracks_are_read_over() -> None:
    content = mp4((b"vide", b"avc1"), (b"text", b"tx3g"), seconds=7200, wide=True)
    assert read_film(stream(content)) == Film(7200, ("avc1",))


def test_a_part_of_a_second_counts_as_one() -> None:
    content = FILM.replace((90 * 600).to_bytes(4), (90 * 600 + 1).to_bytes(4))
    assert read_film(stream(content)).seconds == 91


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7 and so on, long enough to have a head",
        box(b"ftyp", b"isom"),
        box(b"ftyp", b"isom") + box(b"moov"),
        FILM[:60],
        mp4((b"vide", b"hev1")),
        mp4((b"vide", b"avc1"), (b"soun", b"ac-3")),
        mp4(),
        mp4((b"vide", b"avc1"), seconds=0),
        mp4((b"vide", b"avc1"), seconds=13 * 3600),
        mp4((b"vide", b"avc1"), scale=0),
        box(
            b"moov", box(b"mvhd", bytes(12) + (1).to_bytes(4) + (9).to_bytes(4)) + b"\0\0\0\x03trak"
        ),
        box(b"free") * 3000 + FILM,
    ],
)
def test_what_phones_do_not_play_is_refused(content: bytes) -> None:
    with pytest.raises(NotPlayable):
        read_film(stream(content))


@given(st.binary(max_size=300), st.integers(0, len(FILM)))
def test_no_bytes_bring_it_down(noise: bytes, at: int) -> None:
    for content in (noise, FILM[:at] + noise, FILM[:at] + noise + FILM[at + len(noise) :]):
        try:
            assert read_film(stream(content)).seconds > 0
        except NotPlayable:
            continue
