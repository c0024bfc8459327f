"""Ten thousand files that are nearly a certificate: none may be called the original."""

from pathlib import Path

from django.conf import settings

from certificates import issuers
from certificates.uploads import matching
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.certificates.uploads.mutating import mutants
from tests.certificates.uploads.rows import printed

FULL = 10_000
EACH = 0.05  # CPU-seconds a file, with making it


@benchmark("mutations", full=FULL, small=50, limits={"mutant": Limit(FULL * EACH)})
def mutations(meter: Meter, size: int) -> None:
    """One process; a third of the files are built by programs for PDF, the rest changed bytes."""
    issuers.make_test_issuer(Path(settings.ISSUER_ROOT), "示例市司法局")
    _row, content = printed(720_001, "周桂芳")
    _other, other = printed(720_002, "马兰")
    assert matching.original(content) is not None
    genuine = 0
    with meter.measure("mutant", size):
        for _kind, made in mutants(content, other, size):
            genuine += matching.original(made) is not None
    meter.note(f"{genuine} of {size} called genuine", holds=genuine == 0)
