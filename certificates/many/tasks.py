"""The outbox job of a list: its signed sheet."""

from certificates.many import printing
from portal.jobs.registry import Claim, handler


@handler(printing.PRINT)
def print_list(claim: Claim) -> None:
    """Payload: `list` (the digest it lies under) and `language`."""
    printing.make(claim.payload["list"], claim.payload["language"])
    with claim.finish():
        pass
