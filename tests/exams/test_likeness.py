"""How alike questions are, and that comparing many finds what comparing each with each finds."""

import random

from exams.likeness import NEAR, Heap, essence, nearest
from exams.wording import Wording

STEM = "村调委会调解纠纷收费吗？"


def test_blanks_width_and_punctuation_do_not_count() -> None:
    one = Wording("single", STEM, ("收", "不收"))
    other = Wording("multiple", " 村调委会 调解纠纷，收费吗? ", ("收。", "不 收"))
    assert essence(one) == essence(other)


def test_pictures_and_blanks_do_not_count() -> None:
    digest = "a" * 64
    assert essence(Wording("open", f"看![图](sha256:{digest})____")) == "看"


def test_the_most_alike_stand_first_and_nothing_below_the_least() -> None:
    others = {"same": "调解不收费", "near": "调解不收钱", "far": "遗嘱怎么写"}
    found = nearest("调解不收费", others, least=0.7)
    assert [row.name for row in found] == ["same", "near"]
    assert found[0].ratio == 1
    assert nearest("", others) == []


def test_a_heap_finds_what_comparing_each_with_each_finds() -> None:
    """Texts with one to eight of their 60 characters changed, among others of the same hanzi."""
    rolls = random.Random(3)
    hanzi = "村邻居墙沟借款合同继承遗嘱婚姻调解协议签名印章赔偿责任义务权利的一是在不了有和人这中"
    texts = {n: "".join(rolls.choices(hanzi, k=60)) for n in range(200)}
    heap: Heap[int] = Heap(texts.values())
    for n, text in texts.items():
        heap.add(n, text)
    for n, text in texts.items():
        changed = list(text)
        for place in rolls.sample(range(60), 1 + n % 8):
            changed[place] = rolls.choice(hanzi)
        asked = "".join(changed)
        slow = nearest(asked, texts, most=1)
        found = heap.nearest(asked)
        assert (found.name if found else None) == (slow[0].name if slow else None)
    assert NEAR == 0.85


def test_an_empty_or_short_text_is_like_nothing() -> None:
    heap: Heap[str] = Heap(["对", ""])
    heap.add("one", "对")
    heap.add("none", "")
    assert heap.nearest("") is None
    found = heap.nearest("对")
    assert found is not None
    assert found.name == "one"
