"""The record of a certificate for machines, embedded in its PDF: the same facts as the page, as
canonical JSON (RFC 8785). Made from the plan alone.

Its six first members are those of an electronic licence (GB/T 36903-2018, metadata): name of the
licence, number, holder, issuing authority, day of issue, period.
"""

from typing import Any

import rfc8785

from certificates.planning import Plan

NAME = "certificate.json"
FORMAT = "urn:hezhong:certificate:1"


def described(plan: Plan) -> dict[str, Any]:
    """The members of the record; days are ISO dates, the moment ISO in UTC. No ID number, birth
    date or score. `edition` is told from the second one on: what was printed before there were
    editions has none."""
    later = {"edition": plan.edition} if plan.edition > 1 else {}
    return {
        "title": {"zh": plan.title_zh, "en": plan.title_en},
        "number": plan.number,
        "holder": {"name": plan.name, "latin": plan.latin_name, "organisation": plan.organisation},
        "authority": {"zh": plan.authority_zh, "en": plan.authority_en},
        "issued_on": plan.issued_on,
        "period": {"from": plan.valid_from, "until": plan.valid_until},
        "kind": plan.kind,
        "code": plan.code,
        "verify": plan.link,
        "composed_at": plan.composed_at,
        "format": FORMAT,
        **later,
    }


def record_of(plan: Plan) -> bytes:
    """The record as it is embedded: the same plan gives the same bytes."""
    return rfc8785.dumps(described(plan))
