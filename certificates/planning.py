"""What a certificate says, fixed before anything is printed."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from certificates import compact, fonts, programmes
from certificates.choices import NO_END, CertificateKind
from certificates.programmes import Level
from portal.counting import years_later

TEMPLATE = "post-3"  # the newest; a changed page is a new template, see docs/conventions.md
STATEMENT = "statement-1"  # the newest page of kinds whose plan brings its own sentence


@dataclass(frozen=True)
class Decided:
    """By which decision a title or grade was given."""

    body: str
    day: date
    document: str


@dataclass(frozen=True)
class Told:
    """What a certificate is to say, on the day it is issued; `hours` as they are printed."""

    kind: str
    day: date
    name: str
    latin_name: str
    organisation: str
    rules: tuple[tuple[str, int], ...]
    act: str
    attempt_id: int = 0
    hours: str = ""
    level: Level | None = None
    decided: Decided | None = None


@dataclass(frozen=True)
class Plan:
    """The exact fields of one printed certificate; the same plan always gives the same bytes.

    Days are ISO dates, `composed_at` an ISO moment in UTC; `rules` maps each rule that was applied
    to its version; `compact` is the signed record for checking without a network ("" before there
    was one); `edition` counts what was printed of a certificate: reissued and replacing ones have
    the number of their version. `act` is what it rests on ("" before there were other acts than
    passes); `statement_…` what the page says of the holder, where the template does not itself. No
    ID number, birth date or score is ever a field.
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
    act: str = ""
    statement_zh: str = ""
    statement_en: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def public_host() -> str:
    """Where certificates are verified; from the settings, never from a request."""
    return settings.PUBLIC_URL.split("://", 1)[-1]


def last_day(first: date, years: int) -> date:
    """The last day of a period of whole years (Civil Code Art. 202: the day before the
    corresponding one, or the month's last day when there is none); of none there is no end."""
    if not years:
        return NO_END
    return years_later(first, years) - timedelta(days=1)


def compose(told: Told, *, number: str, code: str, moment: datetime) -> Plan:
    """The plan of a certificate issued on the day that is told."""
    how = programmes.printed(told.kind, told.day)
    zh, en = _statement(told)
    plan = Plan(
        template=how.template,
        font_set=fonts.font_set(how.template),
        kind=told.kind,
        title_zh=_titled("{}（{}）", how.title, told.level, "zh"),
        title_en=_titled("{} ({})", how.title, told.level, "en"),
        number=number,
        code=code,
        host=public_host(),
        link=f"{settings.PUBLIC_URL}/v/{code}",
        name=told.name,
        latin_name=told.latin_name,
        organisation=told.organisation,
        hours=told.hours,
        issued_on=told.day.isoformat(),
        valid_from=told.day.isoformat(),
        valid_until=last_day(told.day, how.years).isoformat(),
        authority_zh=how.authority["zh"],
        authority_en=how.authority["en"],
        attempt_id=told.attempt_id,
        rules=dict(told.rules) | dict(how.rules),
        composed_at=moment.isoformat(timespec="seconds"),
        act=told.act,
        statement_zh=zh,
        statement_en=en,
    )
    return replace(plan, compact=_compact(plan))


def _titled(shape: str, title: dict[str, str], level: Level | None, language: str) -> str:
    return shape.format(title[language], level.name[language]) if level else title[language]


def _statement(told: Told) -> tuple[str, str]:
    """In Chinese and English; nothing where the template says it."""
    if told.kind == CertificateKind.TRAINING:
        zh = f"参加岗前培训，学满 {told.hours} 学时，规定课程全部合格，特发此证。"
        en = (
            f"The holder has completed {told.hours} credit hours of pre-appointment training for "
            "people’s mediators and has passed the tests of all required modules."
        )
        return zh, en
    if told.decided is None:
        return "", ""
    body, day, document = told.decided.body, told.decided.day, told.decided.document
    given, given_en = "授予首席人民调解员称号", "the title of chief people’s mediator"
    if told.level is not None:
        given = f"评定为{told.level.name['zh']}人民调解员"
        given_en = f"the {told.level.name['en']} of people’s mediators"
    zh = f"经{body}{day.year}年{day.month}月{day.day}日决定（{document}），{given}，特发此证。"
    en = f"By the decision named above, the holder has been given {given_en}."
    return zh, en


def again(plan: Plan, *, edition: int, moment: datetime, **named: str) -> Plan:
    """The same certificate once more, by the template of this release: number, code, act, period
    and the rules that were applied stay. `named` is what has changed of `name` and `latin_name`."""
    told: dict[str, Any] = {"composed_at": moment.isoformat(timespec="seconds"), **named}
    template = TEMPLATE if plan.kind == CertificateKind.POST else STATEMENT
    fresh = replace(
        plan, template=template, font_set=fonts.font_set(template), edition=edition, **told
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
