"""What the desk shows of the demo city: document numbers of the unassigned division 990101,
candidacies in each state, and requests about the own data."""

from datetime import timedelta

from portal import clock
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.people.asking import answer, ask
from portal.people.choices import (
    AppointmentMode,
    CandidacyState,
    IdentityDocument,
    PostKind,
    RequestState,
    Tier,
    Wish,
)
from portal.people.demo import organisation, person
from portal.people.identifying import identify
from portal.people.identity import check_digit
from portal.people.models import Person
from portal.people.nominating import nominate, proceed

DIVISION = "990101"
WITH_NUMBERS = 20
CHECKED, ACCEPTED, RETURNED = (
    CandidacyState.CHECKED, CandidacyState.ACCEPTED, CandidacyState.RETURNED,
)  # fmt: skip
# person, committee, township that names, days ago, steps after being named: who, state, paper, why
Step = tuple[str, str, str, str]
NAMED: tuple[tuple[str, str, str, int, list[Step]], ...] = (
    ("p01", "liuxi_c", "qingshi", 40, [
        ("clerk1", CHECKED, "青石司〔2026〕12号", ""), ("hr1", ACCEPTED, "示司发〔2026〕31号", ""),
    ]),
    ("p04", "qingshi_c", "qingshi", 12, [("clerk1", CHECKED, "青石司〔2026〕15号", "")]),
    ("p02", "shiqiao_c", "qingshi", 5, []),
    ("p03", "hewan_c", "hewan", 3, []),
    ("p14", "shiqiao_c", "qingshi", 9, [("clerk1", RETURNED, "", "缺村民会议记录，请补齐后再报")]),
)  # fmt: skip

# person, days ago, wish, words, answer
ASKED: tuple[tuple[str, int, str, str, str], ...] = (
    ("p01", 9, Wish.CORRECT, "登记的电话是旧的，已换号，请更正。", ""),
    ("p04", 3, Wish.EXPLAIN, "想了解为什么登记出生日期，谁能看到。", ""),
    ("p01", 30, Wish.EXPLAIN, "照片会公开吗？",
     "照片只印在您的证书上，不在公开页面显示；更换或撤回后保存一年即销毁。"),
)  # fmt: skip


def seed() -> None:
    _number_and_name()
    for ref, days, wish, words, said in ASKED:
        moment = clock.now() - timedelta(days=days)
        with clock.at(moment):
            row = ask(person(ref), wish, words, actor_id=None)
        if said:
            with clock.at(moment + timedelta(days=2)):
                hr = scope_of(User.objects.get(username="hr1"))
                answer(row, RequestState.ANSWERED, said, by=hr)


def _number_and_name() -> None:
    for at in range(1, WITH_NUMBERS + 1):
        holder = person(f"p{at:02}")
        number = _number(holder, at)
        identify(holder, IdentityDocument.ID_CARD, number, actor_id=None)
    actors = dict(User.objects.values_list("username", "pk"))
    for ref, committee, township, days, taken in NAMED:
        with clock.at(clock.now() - timedelta(days=days)):
            row = nominate(
                person(ref),
                organisation(committee),
                nominated_by=organisation(township),
                post_kind=PostKind.PART_TIME if ref == "p04" else PostKind.MEMBER,
                tier=Tier.TOWNSHIP if ref == "p04" else Tier.VILLAGE,
                mode=AppointmentMode.HIRED if ref == "p04" else AppointmentMode.ELECTED,
                actor_id=None,
            )
        for step, (who, state, paper, why) in enumerate(taken, start=1):
            with clock.at(clock.now() - timedelta(days=days - step)):
                proceed(row, state, actor_id=actors[who], document_number=paper, reason=why)


def _number(holder: Person, at: int) -> str:
    """A number that says the birth date and sex of the record; no real one begins so."""
    order = 2 * at + (holder.sex == "male")
    first = f"{DIVISION}{holder.birth_date:%Y%m%d}{order:03}"
    return first + check_digit(first)
