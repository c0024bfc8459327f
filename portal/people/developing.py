"""A picture as somebody brought it, made into a portrait as it is kept; knows no table.

What is kept is drawn anew: upright, in the proportions of a one-inch photo (一寸, 25 x 35 mm), in
sRGB, as JPEG, without a word of what the camera wrote beside it (place, time, owner).
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
LEAST_WIDTH, LEAST_HEIGHT = 295, 413  # pixels: 25 x 35 mm at 300 dots an inch
MOST_WIDTH, MOST_HEIGHT = 620, 868  # pixels: 35 x 49 mm, the place on a certificate, at 450
ACROSS, DOWN = 5, 7
TALLEST = 2  # times as high as wide: beyond, a crop would leave out more than the background
ABOVE = 4  # of what is too high a quarter is taken off above, where the head is, the rest below
QUALITY = 90
FORMS = ("JPEG", "PNG", "WEBP")
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")
WHITE = (255, 255, 255)
# Where the last picture in a file begins, and what must come after it. Looked for here, because
# WeasyPrint tells Pillow, for the whole process, to bear pictures that were cut off.
ENDS = {
    "JPEG": (b"\xff\xda", b"\xff\xd9"),
    "MPO": (b"\xff\xda", b"\xff\xd9"),
    "PNG": (b"IHDR", b"IEND"),
}
# What the decoders raise on bytes that were made to hurt them.
BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError,
    ArithmeticError, MemoryError, struct.error, zlib.error,
)  # fmt: skip


class PortraitRefused(ValueError):
    """The picture is not taken; the message says why and what to do."""


@dataclass(frozen=True)
class Picture:
    """A JPEG as it is kept, its size in pixels and its SHA-256, hex."""

    content: bytes
    width: int
    height: int
    sha256: str


def develop(content: bytes) -> Picture:
    """The portrait in these bytes. The same bytes give the same portrait.

    Raises PortraitRefused: too large, no JPEG, PNG or WebP (by its content, whatever it is called),
    damaged, moving, lying, too narrow, too small to be printed.
    """
    if not content:
        raise PortraitRefused(_("The file is empty. Please choose the picture again."))
    if len(content) > MOST_BYTES:
        raise PortraitRefused(too_large())
    try:
        with Image.open(io.BytesIO(content), formats=FORMS) as image:
            _refuse_cut_off(content, image.format or "")
            return _developed(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PortraitRefused(_too_many_pixels()) from None
    except UnidentifiedImageError:
        raise PortraitRefused(_not_a_picture(content)) from None
    except PortraitRefused:
        raise
    except BROKEN:
        raise PortraitRefused(_damaged()) from None


def _refuse_cut_off(content: bytes, form: str) -> None:
    begins, ends = ENDS.get(form, (b"", b""))
    if content.rfind(ends) < content.rfind(begins):
        raise PortraitRefused(_damaged())


def _damaged() -> str:
    return _("The picture is damaged. Please save it again as JPG, or take another one.")


def too_large() -> str:
    return _("The picture is larger than %(megabytes)s MB. Please save it smaller.") % {
        "megabytes": MOST_BYTES // 1_000_000
    }


def _too_many_pixels() -> str:
    return _("The picture has more than %(number)s million pixels. Please save it smaller.") % {
        "number": MOST_PIXELS // 1_000_000
    }


def _not_a_picture(content: bytes) -> str:
    if content[4:12] in HEIC:
        return _(
            "This is a HEIC picture of an iPhone, which cannot be opened here. Choose Settings, "
            "Camera, Formats, Most Compatible and take it again, or save it as JPG."
        )
    return _("This is no JPG, PNG or WebP picture. Please bring the photo as JPG or PNG.")


def _developed(image: Image.Image) -> Picture:
    if image.width * image.height > MOST_PIXELS:
        raise PortraitRefused(_too_many_pixels())
    # A telephone's JPEG may carry a second, smaller picture behind the first (MPO): no movement.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise PortraitRefused(_("The picture moves. Please bring a photo as JPG or PNG."))
    upright = ImageOps.exif_transpose(_reduced(image))
    _refuse_shape(*upright.size)
    cut = upright.crop(_frame(*upright.size))
    _refuse_small(cut.size, image.size)
    bounded = cut
    if cut.width > MOST_WIDTH:
        bounded = cut.resize((MOST_WIDTH, MOST_HEIGHT), Image.Resampling.LANCZOS)
    return _printed(_in_colour(bounded, image.info.get("icc_profile")))


def _reduced(image: Image.Image) -> Image.Image:
    """At most about twice as large as what is kept, so that turning and colours cost little."""
    image.draft(None, (MOST_HEIGHT * 2, MOST_HEIGHT * 2))
    image.load()
    if image.mode in {"P", "PA"}:
        image = image.convert("RGBA")
    factor = min(image.size) // (MOST_WIDTH * 2)
    return image.reduce(factor) if factor > 1 else image


def _refuse_shape(width: int, height: int) -> None:
    if width > height:
        raise PortraitRefused(
            _("The picture lies on its side or is wider than high. Please bring an upright one.")
        )
    if height > TALLEST * width:
        raise PortraitRefused(
            _("The picture is too narrow. Please cut it to head and shoulders, 5 wide to 7 high.")
        )


def _frame(width: int, height: int) -> tuple[int, int, int, int]:
    """The largest 5 : 7 in it: from the middle, and rather from above."""
    across = min(width, height * ACROSS // DOWN)
    down = min(height, across * DOWN // ACROSS)
    left, top = (width - across) // 2, (height - down) // ABOVE
    return left, top, left + across, top + down


def _refuse_small(cut: tuple[int, int], whole: tuple[int, int]) -> None:
    if cut[0] < LEAST_WIDTH or cut[1] < LEAST_HEIGHT:
        raise PortraitRefused(
            _(
                "The picture is too small to be printed: %(width)s × %(height)s pixels. It needs "
                "%(least_width)s × %(least_height)s (one inch at 300 dpi)."
            )
            % {
                "width": min(whole),
                "height": max(whole),
                "least_width": LEAST_WIDTH,
                "least_height": LEAST_HEIGHT,
            }
        )


def _in_colour(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, on white where it was transparent."""
    if image.mode in {"LA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, WHITE)
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(image, given, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            found = None  # a profile that does not fit its picture: the colours as they are
        image = found or image
    return image.convert("RGB")


def _printed(image: Image.Image) -> Picture:
    clean = Image.new("RGB", image.size)  # its notes would be written along
    clean.paste(image)
    file = io.BytesIO()
    clean.save(file, "JPEG", quality=QUALITY, optimize=True)
    content = file.getvalue()
    return Picture(content, *clean.size, hashlib.sha256(content).hexdigest())
