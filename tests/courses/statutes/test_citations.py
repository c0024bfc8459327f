import pytest

from courses.statutes.citations import Finder

NAMES = {
    "民法典": "civil-code",
    "中华人民共和国民法典": "civil-code",
    "人民调解法": "mediation-law",
    "最高人民法院关于适用《中华人民共和国人民陪审员法》若干问题的解释": "assessor-interpretation",
}


def found(text: str) -> list[tuple[str, str, int, int]]:
    citations = Finder(NAMES).find(text)
    return [(text[c.start : c.end], c.slug, c.number, c.sub) for c in citations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "见《民法典》第一千一百六十五条。",
            [("《民法典》第一千一百六十五条", "civil-code", 1165, 0)],
        ),
        ("人民调解法第十四条", [("人民调解法第十四条", "mediation-law", 14, 0)]),
        ("《民法典》第二百八十条之一", [("《民法典》第二百八十条之一", "civil-code", 280, 1)]),
        (
            "《最高人民法院关于适用《中华人民共和国人民陪审员法》若干问题的解释》第六条",
            [
                (
                    "《最高人民法院关于适用《中华人民共和国人民陪审员法》若干问题的解释》第六条",
                    "assessor-interpretation",
                    6,
                    0,
                )
            ],
        ),
    ],
)
def test_a_named_law_with_its_article(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert found(text) == expected


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
    ["第五条", "《物权法》第八十条", "《民法典》好，《物权法》第八十条、第八十一条",
     "《民法典》讲得清楚。协议第三条写明，合同的第二条也写了", "《民法典》第一一条", "民法典很厚"],
)  # fmt: skip
def test_unknown_laws_and_clauses_of_contracts_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_without_any_known_name_nothing_is_found() -> None:
    assert list(Finder({}).find("《民法典》第一条")) == []
