"""What a list of 5,000 rows costs from the workbook that is brought to the workbook and the signed
sheet that are taken away, with few certificates in the register and with a million. `--size` is the
number of certificates; with fewer than 10,000 the list is half of it."""

from pathlib import Path

from django.conf import settings
from django.test import RequestFactory

from certificates import issuers, numbering
from certificates.asking.choices import Way
from certificates.many import answering, keeping, printing, reading, writing
from certificates.many.lines import counted
from portal.spreadsheets.writing import xlsx_file
from tests.benchmarks import register
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.certificates.roster import city

FULL = 1_000_000
ROWS = 5_000
READ, ANSWER, TAKE, SIGN = 3, 5, 2, 40  # CPU seconds; the first three are the ten that are promised
LIMITS = {"read": READ, "answer": ANSWER, "workbook": TAKE, "signed sheet": SIGN}


@benchmark(
    "many",
    full=FULL,
    small=6,
    served=True,
    limits={
        f"{phase}, of {those}": Limit(seconds)
        for phase, seconds in LIMITS.items()
        for those in ("few", "many")
    },
)
def many(meter: Meter, size: int) -> None:
    """One half by code, one half by number and name; every tenth is not in the register."""
    issuers.make_test_issuer(Path(settings.ISSUER_ROOT), "示例市司法局")
    city.place()
    rows = min(ROWS, size // 2)
    verify(meter, register.fill(rows, rows), "of few")
    verify(meter, register.fill(size - rows, rows), "of many")


def verify(meter: Meter, codes: list[str], named: str) -> None:
    lines, missing = brought(codes)
    content = xlsx_file([("名单", ("序号", "验证码", "证书编号", "姓名", "备注"), lines)])
    with meter.measure(f"read, {named}", len(lines)):
        sheet = reading.read(content, "名单.xlsx", ROWS)
    request = RequestFactory().post("/v/many/")
    with meter.measure(f"answer, {named}", len(lines)):
        result = answering.answer(request, sheet, Way.DESK_MANY, 1)
        secret = keeping.keep(result)
    counts = counted(result.told)
    meter.note(f"valid {counts['valid']}", holds=counts["valid"] == len(lines) - missing)
    kept = keeping.load(keeping.digest_of(secret))
    assert kept is not None
    with meter.measure(f"workbook, {named}", len(lines)):
        book = writing.workbook(kept)
    meter.note(f"{len(book) / 1e6:.1f} MB")
    with meter.measure(f"signed sheet, {named}", len(lines)):
        signed = printing.printed(kept, "zh-hans")
    meter.note(f"{len(signed) / 1e6:.1f} MB")


def brought(codes: list[str]) -> tuple[list[tuple[str, ...]], int]:
    """The rows of the list, and how many of them the register does not know."""
    half = len(codes) // 2
    lines: list[tuple[str, ...]] = [("", code, "", register.NAME, "抽查") for code in codes[:half]]
    numbers = register.numbers_of(codes[half:])
    lines += [("", "", number, register.NAME, "抽查") for number in numbers]
    for at in range(0, len(lines), 10):
        lines[at] = ("", numbering.new_code(), "", register.NAME, "")
    return lines, len(range(0, len(lines), 10))
