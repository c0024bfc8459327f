"""Pictures of questions: whether bytes are one that a browser shows safely."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from exams.bank import Picture

MOST_BYTES = 2_000_000
MOST_PIXELS = 25_000_000
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}


class NoPicture(ValueError):
    """The bytes are no picture that a question may show: `code` is size, form or damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def look_at(content: bytes) -> Picture:
    """The picture in some bytes (PNG, JPEG, GIF or WebP, at most 2 MB and 25 million pixels), read
    to its end. Raises NoPicture."""
    if len(content) > MOST_BYTES:
        raise NoPicture("size")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(MEDIA_TYPES)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NoPicture("size")
                image.load()
                form, width, height = str(image.format), image.width, image.height
    except UnidentifiedImageError as error:
        raise NoPicture("form") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        if isinstance(error, NoPicture):
            raise
        raise NoPicture("damaged") from error
    return Picture(MEDIA_TYPES[form], width, height, content)
