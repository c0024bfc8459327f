# ruff: noqa: E501 - markup is read more easily on one line
"""Items of QTI 1.2 as D2L and ILIAS write them."""

import pytest

from exams.wording import BLANK, Wording
from tests.exams.formats.items_1 import equal, item, only, read, refusal, words


def add(variables: str, score: str = "1", of: str = "D2L_Correct") -> str:
    return f'<respcondition><conditionvar>{variables}</conditionvar><setvar varname="{of}" action="Add">{score}</setvar></respcondition>'


def label(ident: str, text: str, said: str = "") -> str:
    return f'<response_label ident="{ident}" {said}>{words(text)}</response_label>'


def group(name: str, *labels: str, head: str = "", said: str = 'rcardinality="Single"') -> str:
    return f"<response_grp {name} {said}>{head}<render_choice>{''.join(labels)}</render_choice></response_grp>"


def box(ident: str, said: str = "") -> str:
    return f'<response_str ident="{ident}_STR"><render_fib {said}><response_label ident="{ident}_ANS"/></render_fib></response_str>'


def d2l(kind: str, body: str, *conditions: str, after: str = "") -> str:
    field = f"<qti_metadatafield><fieldlabel>qmd_questiontype</fieldlabel><fieldentry>{kind}</fieldentry></qti_metadatafield>"
    written = item(body, *conditions, after=after)
    return written.replace("</qtimetadata>", f"{field}</qtimetadata>")


SETTINGS = "<response_extension><display_style>2</display_style></response_extension>"


def test_settings_beside_the_response_are_no_response() -> None:
    choices = label("A1", "True") + label("A2", "False")
    body = f'{words("Mediation is free.")}{SETTINGS}<response_lid ident="L" rcardinality="Single"><render_choice>{choices}</render_choice></response_lid>'
    right = f'<respcondition><conditionvar>{equal("L", "A1")}</conditionvar><setvar action="Set">100.000</setvar></respcondition>'
    assert only(d2l("True/False", body, right)).wording == Wording(
        "true_false", "Mediation is free.", key="A"
    )


def test_a_blank_is_scored_by_the_name_of_its_label() -> None:
    found = only(
        d2l("Short Answer", words("Who mediates?") + box("Q"), add(equal("Q_ANS", "we"), "100", ""))
    )
    assert (found.wording.kind, found.wording.accepted) == ("fill_blank", (("we",),))


def test_several_boxes_are_filled_in_any_order() -> None:
    body = words("Name two.") + box("Q", 'input_boxes="2"')
    right = [add(equal("Q_ANS", one), "50", "") for one in ("peace", "law")]
    found = only(d2l("Multi-Short Answer", body, *right)).wording
    assert (found.stem, found.accepted) == (f"Name two.{BLANK * 2}", (("peace",), ("law",)))
    assert found.any_order
    assert refusal(d2l("Multi-Short Answer", body, *right[:1])) == "blanks"


def test_a_long_answer_brings_the_answer_that_its_marker_sees() -> None:
    after = f"<answer_key><answer_key_material><flow_mat>{words('Both sides.')}</flow_mat></answer_key_material></answer_key>"
    body = words("Discuss.") + SETTINGS + box("Q", 'rows="8"')
    found = only(d2l("Long Answer", body, after=after)).wording
    assert (found.kind, found.answer) == ("open", "Both sides.")


def test_groups_with_the_same_choices_are_matched() -> None:
    labels = label("M1", "village") + label("M2", "county")
    body = words("Match") + "".join(
        group(f'respident="C{at}"', labels, head=words(name)) for at, name in ((1, "A"), (2, "B"))
    )
    right = add(equal("C1", "M2")) + add(equal("C2", "M1"))
    wrong = add(equal("C1", "M1"), of="D2L_Incorrect")
    assert only(d2l("Matching", body, right, wrong)).wording == Wording(
        "matching", "Match", ("A", "B"), "BA", targets=("village", "county")
    )


def test_each_label_names_its_place_in_the_order() -> None:
    labels = [label(f"O{at}", text) for at, text in enumerate(("sign", "hear", "file"), 1)]
    body = words("Order") + group('respident="O"', *labels, said='rcardinality="Ordered"')
    places = ((1, "3"), (2, "2"), (3, "1"))
    right = "".join(add(equal(f"O{at}", place)) for at, place in places)
    found = only(d2l("Ordering", body, right)).wording
    assert (found.kind, found.options, found.key) == ("ordering", ("sign", "hear", "file"), "CBA")
    twice = "".join(add(equal(f"O{at}", "1")) for at in (1, 2, 3))
    assert refusal(d2l("Ordering", body, twice)) == "broken"


def test_a_formula_is_refused_by_the_name_of_its_kind() -> None:
    (note,) = read(d2l("Arithmetic", words("2n?") + box("Q"))).refused
    assert note.facts["type"] == "arithmetic"


def drawn(*pairs: str) -> str:
    to = label("1", "France", 'match_group="11,12"') + label("2", "Spain", 'match_group="11,12"')
    body = words("Match") + group(
        'ident="MQ"',
        to,
        label("11", "Madrid"),
        label("12", "Paris"),
        said='rcardinality="Multiple"',
    )
    conditions = (add(f'<varsubset respident="MQ">{pair}</varsubset>', of="") for pair in pairs)
    return item(body, *conditions)


def test_pairs_in_one_response_are_matched_by_their_groups() -> None:
    assert only(drawn("12,1", "11,2")).wording == Wording(
        "matching", "Match", ("France", "Spain"), "BA", targets=("Madrid", "Paris")
    )
    assert only(drawn("12,1", "11,1")).wording == Wording(
        "matching", "Match", ("Madrid", "Paris"), "AA", targets=("France", "Spain")
    )


@pytest.mark.parametrize(
    ("pairs", "code"), [((), "no_key"), (("12,1", "12,2", "11,2"), "match_several")]
)
def test_pairs_that_say_no_single_partner_are_refused(pairs: tuple[str, ...], code: str) -> None:
    assert refusal(drawn(*pairs)) == code


def chosen(*choices: tuple[str, str]) -> str:
    labels = "".join(label(ident, text) for ident, text in choices)
    return f'<response_str ident="gap_0" rcardinality="Single"><render_choice>{labels}</render_choice></response_str>'


def test_words_to_choose_in_a_text_are_named_by_themselves() -> None:
    body = words("It is") + chosen(("0", "free"), ("1", "dear"))
    found = only(item(body, add(equal("gap_0", "dear"), of=""))).wording
    assert (found.kind, found.options, found.key) == ("single", ("free", "dear"), "B")
    unsure = words("It is") + chosen(("0", "1"), ("1", "0"))
    assert refusal(item(unsure, add(equal("gap_0", "1"), of=""))) == "ambiguous_key"
