"""What a certificate says, fixed before anything is printed."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from certificates import compact, fonts, programmes
from certificates.eligibility import Facts
from portal.counting import plain, years_later

TEMPLATE = "post-3"  # the newest; a changed page is a new template, see docs/conventions.md


@dataclass(frozen=True)
class Plan:
    """The exact fields of one printed certificate; the same plan always gives the same bytes.

    Days are ISO dates, `composed_at` an ISO moment in UTC; `rules` maps each rule that was applied
    to its version; `compact` is the signed record for checking without a network ("" before there
    was one); `edition` counts what was printed of a certificate: reissued and replacing ones have
    the number of their version. No ID number, birth date or score is ever a field.
    """

    template: str
    font_set: str
    kind: str
    title_zh: str
    title_en: str
    number: str
    code: str
    host: str
    link: str
    name: str
    latin_name: str
    organisation: str
    hours: str
    issued_on: str
    valid_from: str
    valid_until: str
    authority_zh: str
    authority_en: str
    attempt_id: int
    rules: dict[str, int]
    composed_at: str
    compact: str = ""
    edition: int = 1

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def public_host() -> str:
    """Where certificates are verified; from the settings, never from a request."""
    return settings.PUBLIC_URL.split("://", 1)[-1]


def last_day(first: date, years: int) -> date:
    """The last day of a period of whole years (Civil Code Art. 202: the day before the
    corresponding one, or the month's last day when there is none)."""
    return years_later(first, years) - timedelta(days=1)


def compose(facts: Facts, *, kind: str, number: str, code: str, moment: datetime) -> Plan:
    """The plan of a certificate issued on the day the facts are of."""
    how = programmes.printed(kind, facts.day)
    if facts.exam is None:
        raise ValueError("a certificate rests on a passed exam")
    plan = Plan(
        template=how.template,
        font_set=fonts.font_set(how.template),
        kind=kind,
        title_zh=how.title["zh"],
        title_en=how.title["en"],
        number=number,
        code=code,
        host=public_host(),
        link=f"{settings.PUBLIC_URL}/v/{code}",
        name=facts.name,
        latin_name=facts.latin_name,
        organisation=facts.organisation,
        hours=plain(facts.hours),
        issued_on=facts.day.isoformat(),
        valid_from=facts.day.isoformat(),
        valid_until=last_day(facts.day, how.years).isoformat(),
        authority_zh=how.authority["zh"],
        authority_en=how.authority["en"],
        attempt_id=facts.exam.attempt_id,
        rules=dict(facts.rules) | dict(how.rules),
        composed_at=moment.isoformat(timespec="seconds"),
    )
    return replace(plan, compact=_compact(plan))


def again(plan: Plan, *, edition: int, moment: datetime, **named: str) -> Plan:
    """The same certificate once more, by the template of today: number, code, pass, period and the
    rules that were applied stay. `named` is what has changed of `name` and `latin_name`."""
    told: dict[str, Any] = {"composed_at": moment.isoformat(timespec="seconds"), **named}
    fresh = replace(
        plan, template=TEMPLATE, font_set=fonts.font_set(TEMPLATE), edition=edition, **told
    )
    return replace(fresh, compact=_compact(fresh))


def _compact(plan: Plan) -> str:
    told = compact.Compact(
        key=compact.first_key(),
        number=plan.number,
        name=plan.name,
        kind=plan.kind,
        issued_on=plan.issued_on,
        valid_from=plan.valid_from,
        valid_until=plan.valid_until,
    )
    return compact.signed(told)
