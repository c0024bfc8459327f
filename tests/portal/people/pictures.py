"""Pictures for the tests of portraits, made on the spot."""

import io
from typing import Any

from PIL import Image

SIZE = (600, 840)
Colour = tuple[int, ...]
BLUE: Colour = (67, 142, 219)  # the background of a passport photo
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def drawn(size: tuple[int, int] = SIZE, colour: Colour = BLUE, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def packed(image: Image.Image, form: str = "JPEG", **how: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def photo(size: tuple[int, int] = SIZE, colour: Colour = BLUE, form: str = "JPEG") -> bytes:
    """A picture of one colour, whole."""
    return packed(drawn(size, colour), form)


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def close(found: Any, wanted: Colour, by: int = 6) -> bool:
    """Is a colour, after JPEG, nearly another?"""
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))
