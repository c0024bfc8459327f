"""A citation stands when the article is held and in force; everything else is named."""

from collections.abc import Sequence
from datetime import date

from exams.citing import Fault, Law, Library, Why, faults

TODAY = date(2026, 11, 26)
LAWS = {
    "civil-code": Law("民法典", frozenset({(290, 0), (291, 0), (292, 0)}), date(2021, 1, 1)),
    "orchards": Law("果园条例", frozenset({(3, 0), (3, 1)}), repealed_on=date(2026, 11, 26)),
    "ponds": Law("鱼塘条例", frozenset({(1, 0)}), date(2027, 1, 1)),
    "gists": Law("人民调解法", frozenset({(17, 0)}), date(2011, 1, 1), whole=False),
}
NAMES = {law.name: slug for slug, law in LAWS.items()}
LIBRARY = Library(LAWS, NAMES)


def listed(*cites: Sequence[object]) -> list[Fault]:
    return faults(cites, [], LIBRARY, TODAY)


def written(*texts: str) -> list[Fault]:
    return faults([], texts, LIBRARY, TODAY)


def test_what_is_held_and_in_force_stands() -> None:
    assert listed(["civil-code", 290], ["civil-code", "291"], ["gists", 17]) == []
    assert written("依《民法典》第二百九十条、第二百九十二条", "《人民调解法》第十七条") == []


def test_an_article_that_does_not_exist_is_named() -> None:
    fault = Fault("《民法典》第一千三百条", Why.MISSING)
    assert listed(["civil-code", 1300]) == [fault]
    assert written("见《民法典》第一千三百条") == [fault]


def test_each_article_of_a_range_is_looked_for() -> None:
    assert written("《民法典》第二百九十条至第二百九十四条") == [
        Fault("《民法典》第二百九十三条", Why.MISSING),
        Fault("《民法典》第二百九十四条", Why.MISSING),
    ]


def test_a_sub_article_is_another_article() -> None:
    assert listed(["civil-code", "290-1"]) == [Fault("《民法典》第二百九十条之一", Why.MISSING)]


def test_an_article_held_only_in_the_official_text_is_told_apart() -> None:
    assert listed(["gists", 18]) == [Fault("《人民调解法》第十八条", Why.NOT_HELD)]


def test_a_repealed_statute_of_the_library_does_not_stand_from_its_day_on() -> None:
    fault = Fault("《果园条例》第三条之一", Why.REPEALED, date(2026, 11, 26))
    assert listed(["orchards", "3-1"]) == [fault]
    assert faults([["orchards", "3-1"]], [], LIBRARY, date(2026, 11, 25)) == []


def test_an_article_of_a_law_that_the_civil_code_repealed_is_named_with_its_successor() -> None:
    (fault,) = written("按《合同法》第五十二条处理")
    assert (fault.cited, fault.why) == ("《合同法》第五十二条", Why.REPEALED)
    assert fault.day == date(2021, 1, 1)
    assert fault.now.startswith("《民法典》合同编")


def test_relying_on_a_repealed_law_counts_and_speaking_of_it_does_not() -> None:
    assert [fault.cited for fault in written("根据《继承法》，女儿没有份")] == ["《继承法》"]
    assert written("老人还记得《继承法》。") == []


def test_a_law_not_yet_in_force_is_named_with_its_day() -> None:
    assert listed(["ponds", 1]) == [Fault("《鱼塘条例》第一条", Why.COMING, date(2027, 1, 1))]


def test_a_law_the_library_does_not_hold_is_named() -> None:
    assert listed(["stars", 3]) == [Fault("stars 第三条", Why.UNKNOWN)]
    named = "《关于适用《中华人民共和国民法典》的解释（一）》第五条"
    assert written(f"《劳动合同法》第十条，{named}") == [
        Fault("《劳动合同法》第十条", Why.UNKNOWN),
        Fault(named, Why.UNKNOWN),
    ]


def test_the_parties_own_papers_are_no_laws() -> None:
    assert written("《调解协议书》第三条写着八百元，《村规民约》第二条也这样说") == []


def test_a_citation_without_a_number_is_unreadable() -> None:
    assert listed(["civil-code", "附则"], ["civil-code"]) == [
        Fault("civil-code 附则", Why.UNREADABLE),
        Fault("civil-code", Why.UNREADABLE),
    ]


def test_the_same_fault_is_said_once() -> None:
    text = "《民法典》第一千三百条，还是第一千三百条"
    assert len(faults([["civil-code", 1300]], [text], LIBRARY, TODAY)) == 1
