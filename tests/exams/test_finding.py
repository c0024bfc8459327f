"""What is alike in the bank: everything a candidate sees counts, of the newest version of each."""

from dataclasses import replace

import pytest

from exams import bank, finding
from exams.bank import Label
from exams.models import Item
from exams.wording import Wording
from tests.exams.rows import single
from tests.exams.test_checking import CASE, MATCH, OPEN

pytestmark = pytest.mark.django_db
LONG = replace(
    MATCH, stem="连起来。", targets=("石桥村人民调解委员会", "劳动保障监察大队", "派出所的值班民警")
)
TOLD = replace(
    CASE,
    stem="如下。",
    parts=(replace(OPEN, stem="老何应当先向双方说明哪些权利和义务，再怎样开始？", marks=None),),
    marks=None,
)


def add(ref: str, wording: Wording) -> Item:
    return bank.add_item(ref, wording, label=Label("property"), actor_id=None)


def found(wording: Wording) -> list[str]:
    return [near.ref for near in finding.alike(wording)]


@pytest.mark.parametrize("wording", [LONG, TOLD], ids=["by its targets", "by its parts"])
def test_a_question_is_found_by_all_that_is_seen_of_it(wording: Wording) -> None:
    add("old", wording)
    assert found(replace(wording, stem="另外的话。")) == ["old"]


def test_only_the_newest_version_counts_and_not_the_question_itself() -> None:
    item = add("old", single(1))
    other = replace(
        single(1), stem="完全是另外一件事情，问的是借条丢了怎么办？", options=("甲", "乙"), key="A"
    )
    bank.revise(item, other, actor_id=None, reason="x")
    assert found(single(1)) == []
    assert found(other) == ["old"]
    assert finding.alike(other, besides=item.pk) == []
