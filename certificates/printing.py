"""Printing a committed plan: rendered, signed, stored under its digest."""

import hashlib

from certificates import describing, rendering, signing, storing
from certificates.issuing import Printed
from certificates.planning import Plan


def print_plan(plan: Plan) -> Printed:
    """Takes some tenths of a second: never in a request, never in a transaction. What was printed
    before certificates were signed is printed as it was. Raises rendering.Unprintable,
    signing.NoSigner."""
    content = rendering.render(plan)
    if plan.template in rendering.EARLIER:
        return Printed(storing.store(content), len(content))
    signed = signing.sign(content)
    return Printed(
        storing.store(signed),
        len(signed),
        unsigned_sha256=hashlib.sha256(content).hexdigest(),
        record_sha256=hashlib.sha256(describing.record_of(plan)).hexdigest(),
    )
