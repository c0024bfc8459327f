"""A picture of a manuscript drawn anew: without what the camera wrote beside it (place, time,
owner), in sRGB, no larger than a page shows it. Knows no framework."""

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
MOST_SIDE = 2_000  # pixels
QUALITY = 85
WHITE = (255, 255, 255)
FORMS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "MPO")
PHOTOS = {"JPEG", "MPO", "WEBP"}
VECTORS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"\x01\x00\x09\x00")  # WMF, EMF
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, KeyError)
# Where the last picture in a file begins, and what must come after it: the library draws a PNG that
# was cut off, with black where nothing came.
ENDS = {"JPEG": (b"\xff\xda", b"\xff\xd9"), "PNG": (b"IDAT", b"IEND")}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
Image.preinit()


class Unreadable(ValueError):
    """`kind` is that of `findings`: picture_broken, picture_vector, picture_svg."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Picture:
    content: bytes
    form: str
    width: int
    height: int


def developed(content: bytes) -> Picture:
    """The picture in these bytes as a PNG or JPEG without any notes. Raises Unreadable: also for
    one that is cut off, empty, or larger than 40 million pixels (bad input 36)."""
    if b"<svg" in content[:4_000].lower():
        raise Unreadable("picture_svg")
    if content.startswith(VECTORS):
        raise Unreadable("picture_vector")
    try:
        with Image.open(io.BytesIO(content), formats=FORMS) as image:
            begins, ends = ENDS.get(image.format or "", (b"", b""))
            if content.rfind(ends) < content.rfind(begins):
                raise Unreadable("picture_broken")
            return _drawn(image)
    except Unreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, UnidentifiedImageError):
        raise Unreadable("picture_broken") from None
    except BROKEN:
        raise Unreadable("picture_broken") from None


def _drawn(image: Image.Image) -> Picture:
    photo = image.format in PHOTOS
    if image.width * image.height > MOST_PIXELS:
        raise Unreadable("picture_broken")
    image.draft(None, (MOST_SIDE, MOST_SIDE))
    image.load()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    flat = _in_colour(_on_white(upright), profile)
    flat.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", flat.size)  # its notes would be written along
    clean.paste(flat)
    file = io.BytesIO()
    if photo:
        clean.save(file, "JPEG", quality=QUALITY)
    else:
        clean.save(file, "PNG")
    return Picture(file.getvalue(), "jpg" if photo else "png", *clean.size)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _in_colour(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB; a profile that does not fit its picture is left out."""
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(image, given, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            found = None
        image = found or image
    return image.convert("RGB")
