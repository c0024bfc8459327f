import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.citations import Citation, Finder, OldCitation, repealed_citations
from courses.statutes.numerals import article_label, to_hanzi

NAMES = {
    "民法典": "civil-code",
    "中华人民共和国民法典": "civil-code",
    "人民调解法": "mediation-law",
    "调解法": "mediation-law",
    "最高人民法院关于适用《中华人民共和国人民陪审员法》若干问题的解释": "assessor-interpretation",
}
INTERPRETATION = "《最高人民法院关于适用《中华人民共和国人民陪审员法》若干问题的解释》第六条"


def found(text: str) -> list[tuple[str, str, int, int]]:
    citations = Finder(NAMES).find(text)
    return [(text[c.start : c.end], c.slug, c.number, c.sub) for c in citations]


def words(text: str) -> list[tuple[str, int]]:
    """What is linked and to which number."""
    return [(text[c.start : c.end], c.number) for c in Finder(NAMES).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "见《民法典》第一千一百六十五条。",
            [("《民法典》第一千一百六十五条", "civil-code", 1165, 0)],
        ),
        ("人民调解法第十四条", [("人民调解法第十四条", "mediation-law", 14, 0)]),
        ("《民法典》第二百八十条之一", [("《民法典》第二百八十条之一", "civil-code", 280, 1)]),
        (INTERPRETATION, [(INTERPRETATION, "assessor-interpretation", 6, 0)]),
    ],
)
def test_a_named_law_with_its_article(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "written",
    ["《民法典》第1165条", "《民法典》第１１６５条", "民法典第 1165 条", "《民法典》 第1165条",
     "《民法典》侵权责任编第一千一百六十五条", "民法典侵权责任编第1165条",
     "《民法典》第一千一百六十五条第二款", "《民法典》第1165条第2款第（三）项",
     "《民法典》第1165条第(三)项", "《民法典》第1165条第3项",
     "《民法典》第1165条第1款第（2）项第3目"],
)  # fmt: skip
def test_digits_books_paragraphs_and_items_belong_to_the_citation(written: str) -> None:
    assert words(f"依照{written}，应当赔偿") == [(written, 1165)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《民法典》第三条、第五条和第七条",
         [("《民法典》第三条", 3), ("第五条", 5), ("第七条", 7)]),
        ("《民法典》第三、五条及第7条", [("《民法典》第三", 3), ("五条", 5), ("第7条", 7)]),
        ("民法典第3，5条第二款", [("民法典第3", 3), ("5条第二款", 5)]),
        ("《民法典》第五百零九、第五百一十条",
         [("《民法典》第五百零九", 509), ("第五百一十条", 510)]),
    ],
)  # fmt: skip
def test_each_number_of_several_is_a_citation(text: str, expected: list[tuple[str, int]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    ["《民法典》第三条至第五条", "《民法典》第3-5条", "《民法典》第三至五条", "民法典第3～5条",
     "《民法典》第3条—第5条", "《民法典》第3——5条"],
)  # fmt: skip
def test_a_range_links_its_ends_and_stands_for_what_lies_between(text: str) -> None:
    citations = list(Finder(NAMES).find(text))
    assert [(c.number, c.through) for c in citations] == [(3, 5), (5, 5)]
    assert citations[-1].end == len(text)


@pytest.mark.parametrize("text", ["《民法典》第5-3条", "《民法典》第280-1条", "《民法典》第0条"])
def test_numbers_that_make_no_sense_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_bare_articles_and_same_law_belong_to_the_law_named_last() -> None:
    text = "《民法典》第二百八十八条、第二百九十条；《人民调解法》第三条，同法第四条。"
    assert [(slug, number) for _, slug, number, _ in found(text)] == [
        ("civil-code", 288),
        ("civil-code", 290),
        ("mediation-law", 3),
        ("mediation-law", 4),
    ]


@pytest.mark.parametrize(
    "text",
    ["第五条", "《刑法》第八十条", "《民法典》好，《刑法》第八十条、第八十一条",
     "《民法典》讲得清楚。协议第三条写明，合同的第二条也写了", "《民法典》第一一条", "民法典很厚",
     "《民法典》好。按村规民约第三条、第五条和第六条",
     "《民法典》好。劳动合同法第三十九条、第四十条",
     "商事调解法第三条", "《民法典》好。某省办法（试行）第三条",
     "《最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）》第三条"],
)  # fmt: skip
def test_unknown_laws_and_clauses_of_contracts_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_after_a_clause_of_a_contract_the_same_law_is_still_known() -> None:
    assert words("《民法典》第一条，合同第三条、第四条，同法第六条") == [
        ("《民法典》第一条", 1),
        ("同法第六条", 6),
    ]


def test_without_any_known_name_nothing_is_found() -> None:
    assert list(Finder({}).find("《民法典》第一条")) == []


@pytest.mark.parametrize(
    ("text", "cited", "now"),
    [
        ("《物权法》第八十条", "《物权法》第八十条", "物权编第二百零五条至第四百六十二条"),
        ("依照中华人民共和国合同法第52条", "中华人民共和国合同法第52条",
         "合同编第四百六十三条至第九百八十八条"),
        ("根据《婚姻法》，", "《婚姻法》", "婚姻家庭编第一千零四十条至第一千一百一十八条"),
        ("继承法第十条", "继承法第十条", "继承编第一千一百一十九条至第一千一百六十三条"),
        ("《侵权责任法》第六条第二款", "《侵权责任法》第六条第二款",
         "侵权责任编第一千一百六十四条至第一千二百五十八条"),
        ("《民法总则》第三条", "《民法总则》第三条", "总则编第一条至第二百零四条"),
    ],
)  # fmt: skip
def test_a_repealed_law_leads_to_what_took_over(text: str, cited: str, now: str) -> None:
    (old,) = repealed_citations(text)
    assert text[old.start : old.end] == cited
    assert old.law.now == f"《民法典》{now}"
    assert (old.law.successor, old.law.repealed_on.isoformat()) == ("civil-code", "2021-01-01")


@pytest.mark.parametrize(
    "text",
    ["《民法典》施行后，《合同法》同时废止", "劳动合同法第三十九条", "《劳动合同法》第三十九条",
     "最高人民法院婚姻法解释（二）第二十四条", "合同第三条", "继承法律地位", ""],
)  # fmt: skip
def test_speaking_of_a_repealed_law_is_no_citation(text: str) -> None:
    assert repealed_citations(text) == []


def test_every_article_of_a_repealed_law_is_marked_and_none_is_linked() -> None:
    text = "《民法典》第三条；《物权法》第八十条至第八十二条、第九十条"
    read = list(Finder(NAMES).read(text))
    assert [type(row) for row in read] == [Citation, *[OldCitation] * 3]
    assert words(text) == [("《民法典》第三条", 3)]


NAMED = st.sampled_from(["《民法典》", "民法典", "《人民调解法》", "同法", "《物权法》", ""])
FILLER = st.text(alphabet="第条款项至、《》（）-3三百法合同据 <&x", max_size=12)
LABEL = st.integers(1, 1260).flatmap(
    lambda n: st.sampled_from([f"第{n}条", article_label(n), f"第{to_hanzi(n)}、{n}条"])
)


@given(st.lists(st.tuples(FILLER, NAMED, LABEL), max_size=6), FILLER)
def test_no_offset_is_ever_wrong(parts: list[tuple[str, str, str]], end: str) -> None:
    text = "".join("".join(part) for part in parts) + end
    last = 0
    for citation in Finder(NAMES).read(text):
        assert last <= citation.start < citation.end <= len(text)
        last = citation.end
        written = text[citation.start : citation.end]
        assert not citation.number or (
            str(citation.number) in written or to_hanzi(citation.number) in written
        )


@given(NAMED.filter(lambda name: name[:2] in {"《民", "民法", "《人"}), st.integers(1, 9999))
def test_every_article_is_found_however_it_is_written(name: str, number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (f"第{number}条", f"第{wide}条", article_label(number)):
        (citation,) = Finder(NAMES).find(f"甲说，{name}{written}乙")
        assert (citation.start, citation.end) == (3, 3 + len(name + written))
        assert citation.number == number


@given(st.text(alphabet="《》第条至、-（）0９一十百之款项法合同", max_size=60))
def test_strange_text_breaks_nothing(text: str) -> None:
    ends = [(c.start, c.end) for c in Finder(NAMES).read(text)]
    assert ends == sorted(ends)
