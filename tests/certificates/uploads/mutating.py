"""Files that are nearly a certificate, in every way somebody might come by one."""

import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

Mutation = Callable[[bytes, bytes, random.Random], bytes]
UPDATE = b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"


def flipped_bit(content: bytes, other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def flipped_in_the_signature(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """In the one place that no signature covers: its own bytes and the padding behind them."""
    start, end = gap(content)
    at = chance.randrange(start + 1, end - 1)
    new = chance.choice([sign for sign in b"0123456789abcdef" if sign != content[at]])
    return content[:at] + bytes([new]) + content[at + 1 :]


def gap(content: bytes) -> tuple[int, int]:
    """The bytes between the two signed ranges."""
    start = content.index(b"/Contents <") + len(b"/Contents ")
    return start, content.index(b">", start) + 1


def exchanged_bytes(content: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) - 1)
    swapped = content[:at] + content[at + 1 : at + 2] + content[at : at + 1] + content[at + 2 :]
    return swapped if swapped != content else flipped_bit(content, other, chance)


def cut_off(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def cut_at_the_front(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[chance.randrange(1, len(content)) :]


def left_out(content: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randrange(1, 200) :]


def put_in(content: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.randrange(1, 50)) + content[at:]


def appended(content: bytes, other: bytes, chance: random.Random) -> bytes:
    tails = (b"\n", b"\0", b" ", b"\r\n", b"%%EOF", UPDATE, chance.randbytes(40))
    return content + chance.choice(tails) * chance.randrange(1, 4)


def appended_update(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """As a program does that changes a signed document rightly: behind everything signed."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root[pdf_name(f"/X{chance.randrange(10**6)}")] = pdf_name("/Y")
    writer.update_root()
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def put_before(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 200)) + content


def joined(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return chance.choice([content + other, other + content, content + content])


def told_otherwise(content: bytes, other: bytes, chance: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.docinfo["/Title"] = f"{chance.randrange(10**9)}"
        return saved(pdf)


def saved_again(content: bytes, other: bytes, chance: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return saved(pdf, linearize=chance.random() < 0.5, compress_streams=chance.random() < 0.5)


def pages_joined(content: bytes, other: bytes, chance: random.Random) -> bytes:
    with (
        pikepdf.open(io.BytesIO(content)) as pdf,
        pikepdf.open(io.BytesIO(chance.choice([content, other]))) as more,
    ):
        pdf.add_pages_from(more)
        return saved(pdf)


def record_carried_over(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """The embedded record of a real one in a page of somebody's own."""
    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842 - chance.randrange(100)))
        record = pdf.attachments["certificate.json"].get_file().read_bytes()
        made.attachments["certificate.json"] = pikepdf.AttachedFileSpec(
            made, record, filename="certificate.json"
        )
        return saved(made)


def saved(pdf: pikepdf.Pdf, **options: bool) -> bytes:
    written = io.BytesIO()
    pdf.save(written, **options)  # type: ignore[arg-type]
    return written.getvalue()


RAW: tuple[Mutation, ...] = (
    flipped_bit, flipped_in_the_signature, exchanged_bytes, cut_off, cut_at_the_front, left_out,
    put_in, appended, put_before, joined,
)  # fmt: skip
BUILT: tuple[Mutation, ...] = (
    appended_update, told_otherwise, saved_again, pages_joined, record_carried_over,
)  # fmt: skip


def mutants(content: bytes, other: bytes, count: int) -> Iterator[tuple[str, bytes]]:
    """So many files that are not `content`, by turns of every kind; `other` is another
    certificate. The same each time. Each kind needs four raw ones for one that is built."""
    chance = random.Random(20261127)
    built = [made for made in BUILT for _ in range(2)]
    kinds = [*RAW * 4, *built]
    for n in range(count):
        kind = kinds[n % len(kinds)]
        yield kind.__name__, kind(content, other, chance)
