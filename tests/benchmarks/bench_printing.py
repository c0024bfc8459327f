"""Certificates from the plan to the stored, signed file, of two hundred people with names of all
lengths; one in twenty has a character that only the full faces have."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings

from certificates import issuers, issuing, numbering, rendering, signing
from certificates.compact import Compact, first_key, signed
from certificates.planning import Plan
from certificates.printing import print_plan
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.certificates.rows import plan

FULL = 200
EACH = 0.22  # CPU-seconds a certificate
NAMES = ("周桂芳", "马兰", "欧阳春生", "阿依古丽·买买提", "努尔阿卜杜萨拉木·麦麦提依明江")
RARE, RARELY = "王𠮷", 20


def plans(size: int) -> list[Plan]:
    made = []
    for n in range(size):
        name = RARE if n % RARELY == 0 else NAMES[n % len(NAMES)]
        body = f"9901012026{n:06}"
        number, code = body + numbering.check_digit(body), numbering.new_code()
        told = Compact(first_key(), number, name, "post", "2026-12-25", "2026-12-25", "2029-12-24")
        link = f"https://rmtj.example.gov.cn/v/{code}"
        one = replace(plan(), name=name, latin_name="", number=number, code=code, link=link)
        made.append(replace(one, compact=signed(told)))
    return made


@benchmark("printing", full=FULL, small=4, limits={"certificate": Limit(FULL * EACH)})
def printing(meter: Meter, size: int) -> None:
    """One process, as a worker's; the first certificate, which cuts the faces, is not counted."""
    issuers.make_test_issuer(Path(settings.ISSUER_ROOT), "示例市司法局")
    print_plan(plan())
    some = plans(size)
    with meter.measure("certificate", size):
        for one in some:
            assert isinstance(print_plan(one), issuing.Printed)
    with meter.measure("unsigned", size):
        pages = [rendering.render(one) for one in some]
    with meter.measure("signature", size):
        for page in pages:
            signing.sign(page)
