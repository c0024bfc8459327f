"""A bank to practise with: questions of every kind that the machine marks."""

from dataclasses import replace
from itertools import count

from exams import bank
from exams.bank import Label
from exams.choices import ItemPool, ItemState
from exams.models import Item
from exams.practice import answering, showing
from exams.practice.answering import Given
from exams.practice.demo import right_value
from exams.practice.models import PracticeAnswer, Round
from exams.wording import Wording

CANARY, EXAM_CANARY = "金丝雀解析", "金丝雀考题"
_numbers = count(1)

EVERY_KIND = (
    Wording("single", "渴了喝什么？", ("茶", "墨", "油", "沙"), "A", f"{CANARY}：选A。"),
    Wording("multiple", "哪些是水果？", ("梨", "石", "桃", "铁"), "AC", f"{CANARY}：选AC。"),
    Wording("true_false", "水往低处流。", (), "A", CANARY),
    Wording(
        "fill_blank",
        "相邻关系看第____条，排水看第____条。",
        explanation=CANARY,
        accepted=((f"{CANARY}甲", "288"), ("290",)),
    ),
    Wording(
        "matching",
        "谁管什么？",
        ("村委会", "法院"),
        "BA",
        CANARY,
        targets=("审判", "村务", "外交"),
    ),
    Wording("ordering", "先后怎么排？", ("三", "一", "二"), "BCA", CANARY),
)


def add(
    wording: Wording = EVERY_KIND[0],
    subject: str = "property",
    *,
    pool: str = ItemPool.PRACTICE,
    state: str = ItemState.LIVE,
) -> Item:
    n = next(_numbers)
    return bank.add_item(
        f"practice-{n}",
        replace(
            wording, stem=f"{wording.stem}{n}" if wording.kind != "fill_blank" else wording.stem
        ),
        label=Label(subject, pool=pool),
        state=state,
        actor_id=None,
    )


def cited(text: str, number: str = "290") -> Wording:
    """A question that cites an article of the Civil Code."""
    why, cites = f"见《民法典》第二百九十条。{CANARY}", (("civil-code", number),)
    return Wording("true_false", text, (), "A", why, cites)


def fill(subject: str = "property", count: int = 12) -> list[Item]:
    return [add(EVERY_KIND[0], subject) for _n in range(count)]


def answer(
    of: Round, position: int, *, right: bool = True, guessed: bool = False, seconds: int = 0
) -> PracticeAnswer:
    """Answer a question of a round right, or say that one does not know."""
    asked = showing.question(of, position)
    assert asked is not None
    value = right_value(of, position) if right else ()
    return answering.answer(of, position, Given(value, asked.version_id, guessed, seconds))
