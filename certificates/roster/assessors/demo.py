"""What the demo city shows of people's assessors; acts on the clock's own day, as its caller stands
there."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from certificates.roster.assessors import disputing, mirroring, recommending, screening
from certificates.roster.assessors.eligibility import CONDITIONS
from certificates.roster.assessors.screening import CODES
from certificates.roster.choices_of_assessors import Answer, Channel, NominatorKind
from certificates.roster.models import AssessorTerm
from portal import clock
from portal.people.demo import organisation, person

COUNCIL = "市人大常委会"
QUOTA = 120


def acts() -> Iterator[tuple[date, Callable[[], object]]]:
    """What happened, each with the day for which it was written."""
    yield date(2025, 5, 12), partial(appointed, "p27")
    yield date(2025, 6, 5), partial(sworn, "p27")
    yield date(2025, 12, 26), partial(sat, "p27", 24)
    yield date(2026, 5, 18), partial(appointed, "p06")
    yield date(2026, 6, 10), partial(sworn, "p06")
    yield date(2026, 9, 15), partial(mediated, "p06", "liuxi_c", 6, ("周小满", "吴长河"))
    yield date(2026, 9, 22), partial(mediated, "p27", "medical", 14, ("郑晓岚", "示例市第一医院"))
    yield date(2026, 11, 5), partial(screened, "p14")
    yield date(2026, 11, 5), partial(screened, "p17", education="more")
    yield date(2026, 11, 5), partial(screened, "p22")
    yield date(2026, 11, 5), partial(screened, "p24", education="less")
    yield date(2026, 11, 5), partial(screened, "p12", applies="legal_worker")
    yield date(2026, 11, 9), partial(recommended, "p14", "p17")
    yield date(2026, 11, 12), partial(sat, "p27", 30)
    yield date(2026, 11, 12), partial(sat, "p06", 11)


def appointed(ref: str) -> None:
    """Mirror a term from today on."""
    today = clock.today()
    mirroring.mirror(
        person(ref),
        organisation("court"),
        starts=today,
        appointed_by=COUNCIL,
        channel=Channel.PUT_FORWARD,
        decision_number=f"示人常〔{today.year}〕7号",
        decided_on=today - timedelta(days=6),
        actor_id=None,
    )


def sworn(ref: str) -> None:
    mirroring.swear(_term(ref), day=clock.today(), actor_id=None)


def sat(ref: str, cases: int) -> None:
    """What the court tells of the year that is running."""
    today = clock.today()
    source = f"市人民法院陪审员参审情况表（{today.year}）"
    mirroring.count_cases(_term(ref), year=today.year, cases=cases, source=source, actor_id=None)


def mediated(ref: str, at: str, number: int, parties: tuple[str, ...]) -> None:
    """A dispute that was taken up three weeks ago and closed today."""
    today = clock.today()
    disputing.enter(
        organisation(at),
        [person(ref)],
        number=f"{organisation(at).short_name.removesuffix('调委会')}调〔{today.year}〕{number}号",
        parties=parties,
        starts=today - timedelta(days=21),
        ends=today,
        actor_id=None,
    )


def screened(ref: str, *, applies: str = "", education: str = "secondary") -> None:
    """Somebody was looked at; `applies` is the one thing that was found to stand in the way."""
    found = dict.fromkeys(CODES, Answer.NO.value) | dict.fromkeys(CONDITIONS, Answer.YES.value)
    if applies:
        found[applies] = Answer.YES.value
    screening.screen(
        person(ref),
        found=found,
        education=education,
        checked_on=clock.today(),
        paper="市司法局会同公安机关核查表",
        actor_id=None,
    )


def recommended(*refs: str) -> None:
    """A list that is open, with these people on it."""
    listed = recommending.open_list(
        organisation("centre"),
        organisation("court"),
        quota=QUOTA,
        quota_paper=f"示人常〔{clock.today().year}〕3号",
        taken=9,
        actor_id=None,
    )
    for ref in refs:
        recommending.put_on(
            listed,
            person(ref),
            nominator_kind=NominatorKind.EMPLOYER,
            nominator=person(ref).organisation.name,
            actor_id=None,
        )


def _term(ref: str) -> AssessorTerm:
    return AssessorTerm.objects.unscoped("demo").get(person=person(ref))
