"""The rule of standing and its twin in SQL, asked about ten thousand generated histories: no answer
may differ. `--sqlite` asks the other kind of database; `--size` is the number of histories."""

from certificates.roster.standing import LABELS
from tests.benchmarks.registry import Meter, benchmark
from tests.certificates.roster.comparing import compare

FULL = 10_000
BATCH = 500


@benchmark("twin", full=FULL, small=40)
def twin(meter: Meter, size: int) -> None:
    """Each history is asked about five days, as known now and at three moments."""
    batch = min(BATCH, size)
    different, labels = 0, set[str]()
    with meter.measure("histories", size):
        for seed in range(size // batch):
            found, told = compare(seed, batch)
            different += len(found)
            labels |= told
    meter.note(f"{different} answers differ", holds=not different)
    meter.note(
        f"{len(labels)} of {len(LABELS)} labels came about", holds=len(labels) > len(LABELS) - 1
    )
    assert not different
