"""What a paper says and which colours it has."""

import re
import subprocess

RED, OTHERS = 150, 110  # of 255: what nobody would call anything but red


def words(pdf: bytes) -> str:
    """The text, without the spaces of its layout."""
    return re.sub(r"\s", "", _piped("pdftotext", "-layout", "-", "-", content=pdf).decode())


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without spaces."""
    text = _piped("pdftotext", "-layout", "-", "-", content=pdf).decode()
    return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]


def has_red(pdf: bytes) -> bool:
    """Is anything red on any page? A drawn seal would be."""
    rest = _piped("pdftoppm", "-r", "30", "-", content=pdf)
    while rest:
        _kind, size, _depth, rest = rest.split(b"\n", 3)
        width, height = map(int, size.split())
        page, rest = rest[: width * height * 3], rest[width * height * 3 :]
        if any(
            red > RED and green < OTHERS and blue < OTHERS
            for red, green, blue in zip(page[0::3], page[1::3], page[2::3], strict=True)
        ):
            return True
    return False


def _piped(*command: str, content: bytes) -> bytes:
    return subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout
