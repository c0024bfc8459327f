"""The demo city's offices since 2023: who was elected or hired, suspended, replaced; by the same
verbs as everywhere, standing on the day itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from certificates import lifecycle
from certificates.choices import CertificateKind, CertificateState
from certificates.holdings import holdings_of
from certificates.models import Certificate
from certificates.roster import appointing, notifying, replacing, seconding, suspending
from certificates.roster.assessors import demo as assessors
from certificates.roster.models import Appointment, Filing
from certificates.roster.staffing import demo as staffing
from portal import clock
from portal.people import recording
from portal.people.choices import Have, PostKind
from portal.people.demo import moved, organisation, person
from portal.people.models import Organisation, Post

FURNISHED = date(2022, 1, 10)
MISSING = {("qingshi_c", "full_time", 3): {Have.BUDGET}, ("liuxi_c", "member", 1): {Have.BUDGET}}
UNDER_INQUIRY = ("under_inquiry", "投诉核查中")
HIRED_AFTER = timedelta(days=14)
TOLD_AFTER = timedelta(days=40)


@dataclass(frozen=True)
class Office:
    """A post taken up on a day; the hired wait for their certificate. `basis` may name the year."""

    ref: str
    at: str
    kind: str
    number: int
    day: date
    mode: str
    basis: str


OFFICES = (
    Office("p08", "nanzhuang_c", "member", 1, date(2023, 3, 6), "elected", "村民代表会议记录"),
    Office("p32", "hewan_c", "full_time", 2, date(2024, 2, 20), "hired", "河湾聘〔{year}〕2号"),
    Office("p40", "centre", "full_time", 1, date(2024, 2, 20), "hired", "市调聘〔{year}〕1号"),
    Office("p11", "qingshi_c", "full_time", 1, date(2024, 2, 20), "hired", "青石聘〔{year}〕1号"),
    Office("p12", "qingshi_c", "chair", 1, date(2024, 4, 1), "hired", "青石聘〔{year}〕3号"),
    Office("p09", "xihe_c", "chair", 1, date(2024, 5, 10), "elected", "居民代表会议记录"),
    Office("p33", "qingshi_c", "full_time", 2, date(2024, 6, 11), "hired", "青石聘〔{year}〕5号"),
    Office("p06", "liuxi_c", "chair", 1, date(2024, 6, 28), "elected", "村民代表会议记录"),
    Office("p13", "liuxi_c", "vice_chair", 1, date(2024, 6, 28), "elected", "村民代表会议记录"),
    Office("p14", "shiqiao_c", "chair", 1, date(2024, 6, 29), "elected", "村民代表会议记录"),
    Office("p15", "shiqiao_c", "vice_chair", 1, date(2024, 6, 29), "elected", "村民代表会议记录"),
    Office("p27", "medical", "full_time", 1, date(2024, 7, 8), "hired", "医调聘〔{year}〕1号"),
    Office("p39", "hewan_c", "full_time", 3, date(2024, 9, 25), "hired", "河湾聘〔{year}〕6号"),
    Office("p16", "hewan_c", "chair", 1, date(2024, 10, 8), "hired", "河湾聘〔{year}〕7号"),
    Office("p17", "hewan_c", "full_time", 1, date(2024, 12, 9), "hired", "河湾聘〔{year}〕9号"),
    Office("p18", "beipo_c", "chair", 1, date(2025, 1, 8), "elected", "村民代表会议记录"),
    Office("p19", "beipo_c", "vice_chair", 1, date(2025, 1, 8), "elected", "村民代表会议记录"),
    Office("p20", "nanzhuang_c", "chair", 1, date(2025, 1, 9), "elected", "村民代表会议记录"),
    Office("p21", "nanzhuang_c", "vice_chair", 1, date(2025, 1, 9), "elected", "村民代表会议记录"),
    Office("p29", "traffic", "full_time", 2, date(2025, 2, 10), "hired", "交调聘〔{year}〕1号"),
    Office("p07", "dongguan_c", "member", 1, date(2025, 6, 12), "elected", "居民代表会议记录"),
    Office("p22", "yunling_c", "chair", 1, date(2025, 8, 4), "hired", "云岭聘〔{year}〕2号"),
    Office("p23", "yunling_c", "full_time", 1, date(2025, 10, 9), "hired", "云岭聘〔{year}〕4号"),
    Office("p24", "dongguan_c", "chair", 1, date(2025, 11, 28), "elected", "居民代表会议记录"),
    Office("p25", "dongguan_c", "vice_chair", 1, date(2025, 11, 28), "elected", "居民代表会议记录"),
    Office("p26", "xihe_c", "vice_chair", 1, date(2026, 3, 20), "elected", "居民代表会议记录"),
    Office("p28", "traffic", "full_time", 1, date(2026, 6, 8), "hired", "交调聘〔{year}〕1号"),
    Office("p31", "beipo_c", "member", 2, date(2026, 8, 10), "elected", "村民代表会议记录"),
    Office("p05", "beipo_c", "member", 1, date(2026, 9, 28), "elected", "村民代表会议记录"),
    Office("p10", "xihe_c", "chair", 1, date(2026, 10, 8), "elected", "居民代表会议补选记录"),
    Office("p01", "liuxi_c", "member", 1, date(2026, 10, 12), "elected", "村民代表会议补选记录"),
    Office("p30", "shiqiao_c", "member", 1, date(2026, 11, 5), "elected", "村民代表会议补选记录"),
)


def seed() -> None:
    later = moved()
    with clock.at(_morning(FURNISHED + later)):
        _furnish()
    for day, act in sorted(_acts(later), key=lambda entry: entry[0]):
        with clock.at(_morning(day)):
            act()
    _tell_the_old(clock.today() - TOLD_AFTER)
    _second_p40()
    staffing.seed()


def _tell_the_old(until: date) -> None:
    """What changed long ago was filed and told in its time."""
    rows = (
        Filing.objects.unscoped("demo")
        .filter(day__lt=until)
        .select_related("appointment", "organisation")
    )
    for number, one in enumerate(rows.order_by("day", "pk"), start=1):
        paper = f"示司{'备' if one.kind == 'bureau' else '通'}〔{one.day.year}〕{number}号"
        told = one.day + timedelta(days=8)
        with clock.at(_morning(told)):
            notifying.note_told([one], day=told, document_number=paper, actor_id=None)


def _second_p40() -> None:
    row = _open_appointment("p40")
    with clock.at(_morning(row.starts)):
        seconding.second(row, agency="公安", detached=True, actor_id=None)


def _acts(later: timedelta) -> Iterator[tuple[date, Callable[[], object]]]:
    """Everything that happened, each with its day, moved by `later`."""
    certified = _certified()
    for office in OFFICES:
        day = office.day + later
        if office.mode == "hired":
            day = max(day, certified[office.ref] + HIRED_AFTER)
        yield day, partial(_take_up, office, day)
    for written_for, act in (
        (date(2026, 1, 31), _retire_p32),
        (date(2026, 8, 20), _replace_p39),
        (date(2026, 9, 1), _replace_p09),
        (date(2026, 9, 3), _resign_p33),
        (date(2026, 10, 26), partial(_suspend_certificates, "p07", *UNDER_INQUIRY)),
        (date(2026, 11, 2), _suspend_p29),
    ):
        yield written_for + later, act
    for written_for, told in assessors.acts():
        yield written_for + later, told


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=clock.CITY_ZONE)


def _certified() -> dict[str, date]:
    """The day from which each of the hired holds a certificate."""
    refs = {person(office.ref).pk: office.ref for office in OFFICES}
    return {
        refs[pk]: min(held.valid_from for held in holdings)
        for pk, holdings in holdings_of(refs).items()
    }


def _take_up(office: Office, day: date) -> None:
    post = Post.objects.unscoped("demo").get(
        organisation=organisation(office.at), kind=office.kind, number=office.number
    )
    appointing.appoint(
        person(office.ref),
        post,
        mode=office.mode,
        starts=day,
        basis=office.basis.format(year=day.year),
        actor_id=None,
    )


def _open_appointment(ref: str) -> Appointment:
    rows = Appointment.objects.unscoped("demo").select_related("organisation")
    return rows.get(person=person(ref), ends__isnull=True)


def _retire_p32() -> None:
    """The term over, the certificate is kept by the committee until there is a post again."""
    replacing.end(
        _open_appointment("p32"),
        day=clock.today(),
        reason="term_expired",
        deciding_body="河湾镇司法所",
        document_number=f"河湾司〔{clock.today().year}〕1号",
        actor_id=None,
    )
    _suspend_certificates("p32", "cannot_serve", "聘期届满离任，上岗证由调委会暂存")


def _replace_p39() -> None:
    replacing.end(
        _open_appointment("p39"),
        day=clock.today(),
        reason="serious_dereliction",
        deciding_body="河湾镇司法所",
        document_number=f"河湾司〔{clock.today().year}〕11号",
        note="多次缺席调解，经核查属严重失职",
        withdraw=True,
        actor_id=None,
    )


def _replace_p09() -> None:
    replacing.end(
        _open_appointment("p09"),
        day=clock.today(),
        reason="serious_dereliction",
        deciding_body="西河社区居民代表会议",
        document_number=f"西河居〔{clock.today().year}〕4号",
        note="严重失职，居民代表会议决定撤换",
        withdraw=True,
        actor_id=None,
    )


def _resign_p33() -> None:
    replacing.end(
        _open_appointment("p33"),
        day=clock.today(),
        reason="resigned",
        deciding_body="青石镇司法所",
        note="本人申请，随子女迁居外地",
        actor_id=None,
    )


def _suspend_p29() -> None:
    suspending.suspend_duty(
        _open_appointment("p29"),
        starts=clock.today(),
        reason="家中变故，本人申请暂停上岗两个月",
        actor_id=None,
    )


def _suspend_certificates(ref: str, code: str, reason: str) -> None:
    rows = Certificate.objects.unscoped("demo").select_related("organisation")
    for certificate in rows.filter(
        person=person(ref), kind=CertificateKind.POST, state=CertificateState.ISSUED
    ):
        lifecycle.suspend(certificate, reason_code=code, reason=reason, actor_id=None)


def _furnish() -> None:
    """The four haves of each post, but for the few that show something to mend."""
    refs = {*(office.at for office in OFFICES)}
    for ref in sorted(refs):
        place = organisation(ref)
        posts = Post.objects.unscoped("demo").filter(organisation=place)
        for post in posts.order_by("kind", "number"):
            lacking = MISSING.get((ref, post.kind, post.number), set())
            for have in Have:
                if have not in lacking:
                    _provide(place, post, have)


def _provide(place: Organisation, post: Post, have: Have) -> None:
    recording.provide(post, have, _paper(place, post, have), since=clock.today(), actor_id=None)


def _paper(place: Organisation, post: Post, have: Have) -> str:
    short = place.short_name.removesuffix("调委会")
    if have == Have.DOCUMENT:
        return f"{short}〔{clock.today().year}〕第{post.number}号设岗文件"
    if have == Have.LETTER:
        return f"{short}聘书存根第{post.number}号"
    if have == Have.DESK:
        return f"{short}调解室{post.number}号桌"
    full_time = post.kind == PostKind.FULL_TIME
    return "市财政专职调解员补贴" if full_time else f"{short}以案定补经费"
