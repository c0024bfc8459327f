# ruff: noqa: E501 - markup is read more easily on one line
from decimal import Decimal

import pytest

from exams.formats import qti
from exams.formats.entries import Entry
from exams.wording import Wording
from tests.exams.formats.items import choice, item, key

V3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"


def only(content: bytes) -> Entry:
    contents = qti.read(content)
    assert contents.refused == []
    (entry,) = contents.entries
    return entry


def refused(content: bytes) -> list[tuple[str, dict[str, str]]]:
    contents = qti.read(content)
    assert contents.entries == []
    return [(note.code, dict(note.facts)) for note in contents.refused]


def test_a_choice_with_its_key() -> None:
    body = f"<p>Who?</p>{choice('judge', '<p>mediator</p>')}"
    assert only(item(body, key("B"))).wording == Wording(
        "single", "Who?", ("judge", "mediator"), "B"
    )


def test_the_same_item_in_the_names_of_version_3() -> None:
    content = f"""<qti-assessment-item xmlns="{V3}" identifier="i3" time-dependent="false">
      <qti-response-declaration identifier="R" cardinality="multiple" base-type="identifier">
        <qti-correct-response><qti-value>a</qti-value><qti-value>c</qti-value></qti-correct-response>
      </qti-response-declaration>
      <qti-item-body><qti-choice-interaction response-identifier="R" max-choices="0" shuffle="true">
        <qti-prompt>Which <em>two</em>?</qti-prompt>
        <qti-simple-choice identifier="a">one</qti-simple-choice>
        <qti-simple-choice identifier="b">two</qti-simple-choice>
        <qti-simple-choice identifier="c" fixed="true">all of them</qti-simple-choice>
      </qti-choice-interaction></qti-item-body>
      <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct"/>
    </qti-assessment-item>""".encode()
    assert only(content).wording == Wording(
        "multiple",
        "Which two?",
        ("one", "two", "all of them"),
        "AC",
        credit="whole",
        pinned=(2,),
    )


def test_a_key_may_stand_in_the_mapping_only() -> None:
    mapped = (
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">'
        '<mapping><mapEntry mapKey="A" mappedValue="0"/><mapEntry mapKey="B" mappedValue="2"/>'
        "</mapping></responseDeclaration>"
    )
    assert only(item(choice("x", "y"), mapped)).wording.key == "B"


def test_an_item_that_is_not_shuffled_keeps_its_order() -> None:
    entry = only(item(choice("x", "y", said='shuffle="false"'), key("A")))
    assert entry.wording.pinned == (0, 1)
    assert entry.wording.stem == "T"


def test_a_choice_between_true_and_false_is_a_statement() -> None:
    entry = only(item(f"<p>Free?</p>{choice('正确', '错误')}", key("B")))
    assert entry.wording == Wording("true_false", "Free?", key="B")


def test_choices_without_key_or_with_a_strange_one_are_refused() -> None:
    assert refused(item(choice("x", "y"), key())) == [("no_key", {"label": "i1"})]
    assert refused(item(choice("x", "y"), key("Z")))[0][0] == "unknown_key"
    assert refused(item(choice("x", "y"), key("A", "B")))[0][0] == "several_right"
    assert refused(item(choice("x"), key("A")))[0][0] == "one_option"


def test_written_answers_come_in_without_a_key() -> None:
    rubric = '<rubricBlock view="scorer"><p>Two marks for the law.</p></rubricBlock>'
    essay = '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Why?</prompt></extendedTextInteraction>'
    assert only(item(f"<p>Story.</p>{essay}{rubric}")).wording == Wording(
        "open", "Story.\nWhy?", answer="Two marks for the law."
    )
    upload = only(item('<p>Hand in.</p><uploadInteraction responseIdentifier="RESPONSE"/>'))
    assert upload.wording.kind == "open"
    assert [note.code for note in upload.notes] == ["upload"]


def test_text_entries_are_blanks_where_they_stand() -> None:
    body = (
        '<p>It is <textEntryInteraction responseIdentifier="R1"/> and '
        '<textEntryInteraction responseIdentifier="R2"/>.</p>'
    )
    mapped = (
        '<responseDeclaration identifier="R2" cardinality="single" baseType="string">'
        '<mapping><mapEntry mapKey="big" mappedValue="1"/><mapEntry mapKey="large" mappedValue="1"/>'
        '<mapEntry mapKey="so so" mappedValue="0.5"/></mapping></responseDeclaration>'
    )
    assert only(item(body, key("red", name="R1"), mapped)).wording == Wording(
        "fill_blank", "It is ____ and ____.", accepted=(("red",), ("big", "large"))
    )


def test_a_number_near_the_right_one_cannot_be_held() -> None:
    near = (
        '<responseProcessing><equal toleranceMode="absolute"><variable identifier="RESPONSE"/>'
        "</equal></responseProcessing>"
    )
    body = '<p>x <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    assert refused(item(body, key("3.1"), after=near))[0][0] == "tolerance"


def test_an_inline_choice_is_a_choice_and_several_are_a_case() -> None:
    def inline(name: str) -> str:
        return (
            f'<inlineChoiceInteraction responseIdentifier="{name}"><inlineChoice identifier="Y">York'
            '</inlineChoice><inlineChoice identifier="L">Lancaster</inlineChoice></inlineChoiceInteraction>'
        )

    one = only(item(f"<p>Men of {inline('R1')} came.</p>", key("L", name="R1")))
    assert one.wording == Wording("single", "Men of ____ came.", ("York", "Lancaster"), "B")
    body = f"<p>{inline('R1')} then {inline('R2')}</p>"
    two = only(item(body, key("L", name="R1"), key("Y", name="R2")))
    assert two.wording.kind == "case_analysis"
    assert two.wording.stem == "(1)____ then (2)____"
    assert [(part.stem, part.key) for part in two.wording.parts] == [("(1)", "B"), ("(2)", "A")]


def test_a_match_holds_several_questions_in_one() -> None:
    def side(*pairs: tuple[str, str]) -> str:
        inside = "".join(
            f'<simpleAssociableChoice identifier="{name}" matchMax="9">{words}</simpleAssociableChoice>'
            for name, words in pairs
        )
        return f"<simpleMatchSet>{inside}</simpleMatchSet>"

    def match(left: str, right: str) -> str:
        return f'<p>M</p><matchInteraction responseIdentifier="RESPONSE">{left}{right}</matchInteraction>'

    left, right = (
        side(("a", "one"), ("b", "two"), ("c", "three")),
        side(("T", "true"), ("F", "false")),
    )
    pairs = key("a F", "b T", "c T", cardinality="multiple")
    wanted = Wording("matching", "M", ("one", "two", "three"), "BAA", targets=("true", "false"))
    assert only(item(match(left, right), pairs)).wording == wanted
    turned = key("F a", "T b", "T c", cardinality="multiple")
    assert only(item(match(right, left), turned)).wording == wanted
    both = key("a F", "a T", "b T", cardinality="multiple")
    assert refused(item(match(left, right), both))[0][0] == "match_several"


def test_an_order_keeps_what_is_shown_first() -> None:
    body = (
        '<orderInteraction responseIdentifier="RESPONSE"><prompt>Order</prompt>'
        '<simpleChoice identifier="x">second</simpleChoice><simpleChoice identifier="y">first</simpleChoice>'
        "</orderInteraction>"
    )
    entry = only(item(body, key("y", "x", cardinality="ordered")))
    assert entry.wording == Wording("ordering", "Order", ("second", "first"), "BA")


def test_words_in_a_text_and_words_for_gaps_are_choices() -> None:
    hot = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Pick</prompt>'
        '<p>A <hottext identifier="h1">good</hottext> <hottext identifier="h2">bad</hottext> day</p>'
        "</hottextInteraction>"
    )
    assert only(item(hot, key("h2"))).wording == Wording(
        "single", "Pick\nA good bad day", ("good", "bad"), "B"
    )
    gaps = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="w">winter</gapText>'
        '<gapText identifier="s">summer</gapText><p>Cold <gap identifier="G1"/></p></gapMatchInteraction>'
    )
    entry = only(item(gaps, key("w G1", cardinality="multiple")))
    assert entry.wording == Wording("single", "Cold ____", ("winter", "summer"), "A")


def test_several_interactions_are_a_case() -> None:
    body = (
        f"<p>A story.</p><p>First?</p>{choice('x', 'y', name='R1')}<p>Why?</p>"
        '<extendedTextInteraction responseIdentifier="R2"/>'
    )
    entry = only(item(body, key("A", name="R1")))
    assert entry.wording.kind == "case_analysis"
    assert entry.wording.stem == "A story.\nFirst?"
    assert entry.wording.parts == (
        Wording("single", "(1)", ("x", "y"), "A"),
        Wording("open", "Why?"),
    )


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('<graphicGapMatchInteraction responseIdentifier="R"/>', "graphicGapMatchInteraction"),
        ('<sliderInteraction responseIdentifier="R"/>', "sliderInteraction"),
        ('<mediaInteraction responseIdentifier="R"/>', "mediaInteraction"),
        (
            '<portableCustomInteraction customInteractionTypeIdentifier="likert"/>',
            "portableCustomInteraction likert",
        ),
        ("<customInteraction><lti/></customInteraction>", "customInteraction lti"),
    ],
)
def test_interactions_we_do_not_have_are_refused_by_name(body: str, name: str) -> None:
    assert refused(item(body)) == [("unsupported", {"label": "i1", "type": name})]


def test_adaptive_items_and_templates_are_refused_by_name() -> None:
    adaptive = item(choice("x", "y"), key("A"), said='adaptive="true"')
    assert refused(adaptive)[0][1]["type"] == "adaptive"
    template = item(choice("x", "y"), key("A"), "<templateDeclaration identifier='N'/>")
    assert refused(template)[0][1]["type"] == "templateDeclaration"


def test_feedback_explains_and_does_not_stand_in_the_words() -> None:
    body = (
        '<p>Who?</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1">'
        '<simpleChoice identifier="A">judge <feedbackInline identifier="A">no</feedbackInline></simpleChoice>'
        '<simpleChoice identifier="B">mediator</simpleChoice></choiceInteraction>'
    )
    modal = '<modalFeedback identifier="x"><p>See article 8.</p></modalFeedback>'
    score = '<outcomeDeclaration identifier="SCORE" normalMaximum="2.0"/>'
    wording = only(item(body, key("B"), score, after=modal)).wording
    assert wording.options == ("judge", "mediator")
    assert wording.explanation == "See article 8.\nA. no"
    assert wording.marks == Decimal(2)


def test_an_item_that_asks_nothing_is_a_note() -> None:
    contents = qti.read(item("<p>Read this.</p>"))
    assert (contents.entries, contents.refused) == ([], [])
    assert [note.code for note in contents.notes] == ["description"]


def test_gaps_of_several_kinds_count_on_in_one_case() -> None:
    gaps = (
        '<gapMatchInteraction responseIdentifier="R2"><gapText identifier="w">winter</gapText>'
        '<gapText identifier="s">summer</gapText><p>Cold <gap identifier="G1"/>, hot <gap identifier="G2"/></p></gapMatchInteraction>'
    )
    body = f'<p>It is <textEntryInteraction responseIdentifier="R1"/>.</p>{gaps}'
    pairs = key("w G1", "s G2", cardinality="multiple", name="R2")
    wording = only(item(body, key("late", name="R1"), pairs)).wording
    assert wording.stem == "It is (1)____.\nCold (2)____, hot (3)____"
    assert [(part.kind, part.stem, part.key) for part in wording.parts] == [
        ("fill_blank", "(1)____", ""),
        ("single", "(2)", "A"),
        ("single", "(3)", "B"),
    ]


def scored(*conditions: str) -> str:
    return f"<responseProcessing><responseCondition>{''.join(conditions)}</responseCondition></responseProcessing>"


def when(compared: str, score: str = "1") -> str:
    return (
        f'<responseIf>{compared}<setOutcomeValue identifier="SCORE">'
        f'<baseValue baseType="float">{score}</baseValue></setOutcomeValue></responseIf>'
    )


def same(value: str, tag: str = "match") -> str:
    return f'<{tag}><variable identifier="RESPONSE"/><baseValue baseType="string">{value}</baseValue></{tag}>'


def test_a_key_that_only_the_scoring_says() -> None:
    body = f"<p>Who?</p>{choice('judge', 'mediator')}"
    after = scored(when(same("B")), when(same("A"), "0"))
    assert only(item(body, key(), after=after)).wording.key == "B"
    blank = '<p>Who? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    either = f"<or>{same('we', 'stringMatch')}{same('us', 'stringMatch')}</or>"
    found = only(item(blank, key(), after=scored(when(either)))).wording
    assert found.accepted == (("we", "us"),)


def test_a_scoring_that_asks_for_more_says_no_key() -> None:
    body = f"<p>Who?</p>{choice('judge', 'mediator')}"
    both = f"<and>{same('A')}{same('B')}</and>"
    for compared in (both, f"<not>{same('A')}</not>", same("A").replace("RESPONSE", "OTHER")):
        after = scored(when(compared))
        assert [code for code, _facts in refused(item(body, key(), after=after))] == ["no_key"]
