# ruff: noqa: E501 - markup is read more easily on one line
from decimal import Decimal

import pytest

from exams.formats import qti
from exams.wording import Wording
from tests.exams.formats.items import packed
from tests.exams.formats.items_1 import (
    Pairs,
    asked,
    equal,
    file,
    item,
    only,
    read,
    refusal,
    typed,
    when,
    words,
)

AB: Pairs = (("1", "judge"), ("2", "<p>mediator</p>"))


def test_a_single_choice_of_canvas_with_marks_and_feedback() -> None:
    feedback = (
        f'<itemfeedback ident="general_fb"><flow_mat>{words("See article 8.")}</flow_mat></itemfeedback>'
        f'<itemfeedback ident="1_fb"><flow_mat>{words("No.")}</flow_mat></itemfeedback>'
        f'<itemfeedback ident="general_incorrect_fb"><flow_mat>{words("Wrong.")}</flow_mat></itemfeedback>'
    )
    shown = '<respcondition continue="Yes"><conditionvar><varequal respident="r">1</varequal></conditionvar><displayfeedback linkrefid="1_fb"/></respcondition>'
    entry = only(
        item(
            words("<p>Who?</p>") + asked("r", AB),
            shown,
            when(equal("r", "2")),
            kind="multiple_choice_question",
            after=feedback,
            fields=(("points_possible", "2.0"),),
        )
    )
    assert entry.wording == Wording(
        "single", "Who?", ("judge", "mediator"), "B", "See article 8.\nA. No.", marks=Decimal(2)
    )


def test_a_true_false_item_is_a_statement() -> None:
    choices = (("7", "True"), ("8", "False"))
    entry = only(
        item(
            words("Free?") + asked("r", choices), when(equal("r", "8")), kind="true_false_question"
        )
    )
    assert entry.wording == Wording("true_false", "Free?", key="B")


def test_several_answers_together_or_each_for_its_share() -> None:
    choices = (("1", "a"), ("2", "b"), ("3", "c"))
    many = 'rcardinality="Multiple"'
    together = when(f"<and>{equal('r', '1')}<not>{equal('r', '2')}</not>{equal('r', '3')}</and>")
    entry = only(item(words("Which?") + asked("r", choices, said=many), together))
    assert (entry.wording.kind, entry.wording.key, entry.wording.credit) == (
        "multiple",
        "AC",
        "whole",
    )
    each = [when(equal("r", one), "1", "Add") for one in "13"]
    entry = only(
        item(
            words("Which?") + asked("r", choices, said=many),
            *each,
            when(equal("r", "2"), "-1", "Add"),
        )
    )
    assert (entry.wording.kind, entry.wording.key, entry.wording.credit) == (
        "multiple",
        "AC",
        "per_option",
    )


def test_what_counts_wrong_answers_is_no_key() -> None:
    choices = (("1", "a"), ("2", "b"), ("3", "c"))
    right = [when(equal("r", one), "1", "Add").replace("SCORE", "D2L_Correct") for one in "13"]
    wrong = when(equal("r", "2"), "1", "Add").replace("SCORE", "D2L_Incorrect")
    entry = only(
        item(words("Which?") + asked("r", choices, said='rcardinality="Multiple"'), *right, wrong)
    )
    assert (entry.wording.kind, entry.wording.key) == ("multiple", "AC")


def test_short_answers_fill_a_blank() -> None:
    entry = only(
        item(
            words("Capital?") + typed("r"),
            when(equal("r", "Beijing", "北京")),
            kind="short_answer_question",
        )
    )
    assert entry.wording == Wording("fill_blank", "Capital? ____", accepted=(("Beijing", "北京"),))


def test_blanks_named_in_the_text_are_filled() -> None:
    body = words("Roses are [c1], violets [c2].")
    blanks = asked("response_c1", (("1", "red"), ("2", "Red")), "c1") + asked(
        "response_c2", (("3", "blue"),), "c2"
    )
    scored = when(equal("response_c1", "1"), "50", "Add") + when(
        equal("response_c2", "3"), "50", "Add"
    )
    entry = only(item(body + blanks, scored, kind="fill_in_multiple_blanks_question"))
    assert entry.wording == Wording(
        "fill_blank", "Roses are ____, violets ____.", accepted=(("red", "Red"), ("blue",))
    )


def test_dropdowns_in_the_text_are_choices() -> None:
    drop = asked("response_c1", (("1", "red"), ("2", "blue")), "c1")
    entry = only(
        item(
            words("Roses are [c1].") + drop,
            when(equal("response_c1", "1"), action="Add"),
            kind="multiple_dropdowns_question",
        )
    )
    assert entry.wording == Wording("single", "Roses are ____.", ("red", "blue"), "A")


def test_an_order_is_read_from_a_file_with_a_doctype() -> None:
    body = words("Order") + (
        '<response_lid ident="O" rcardinality="Ordered"><render_extension><ims_render_object shuffle="No">'
        f'<response_label ident="A">{words("two")}</response_label><response_label ident="B">{words("one")}</response_label>'
        "</ims_render_object></render_extension></response_lid>"
    )
    doctype = '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd" [<!ELEMENT ims_render_object (flow_label+)>]>'
    contents = qti.read(file(item(body, when(equal("O", "B", "A"), "5", "Add")), doctype=doctype))
    assert [entry.wording for entry in contents.entries] == [
        Wording("ordering", "Order", ("two", "one"), "BA")
    ]


def test_essays_and_uploads_are_open_and_solutions_their_answers() -> None:
    solution = f'<itemfeedback ident="solution"><solution><solutionmaterial>{words("Say why.")}</solutionmaterial></solution></itemfeedback>'
    contents = read(
        item(words("Why?") + typed("r"), kind="essay_question", after=solution),
        item(words("Hand in."), kind="file_upload_question"),
        item(words("Long?") + typed("r", 'rows="5"')),
    )
    assert [entry.wording for entry in contents.entries] == [
        Wording("open", "Why?", answer="Say why."),
        Wording("open", "Hand in."),
        Wording("open", "Long?"),
    ]


def test_words_that_others_share_stand_before_each() -> None:
    shared = item(words("The story."), kind="text_only_question").replace('"i1"', '"s1"')
    child = item(
        words("Who?") + asked("r", AB),
        when(equal("r", "1")),
        fields=(("parent_stimulus_item_ident", "s1"),),
    )
    contents = read(shared, child)
    assert [entry.wording.stem for entry in contents.entries] == ["The story.\nWho?"]
    assert [note.code for note in contents.notes] == ["description"]


def test_exact_numbers_are_taken_and_ranges_refused() -> None:
    def bounds(low: str, high: str) -> str:
        between = f'<vargte respident="r">{low}</vargte><varlte respident="r">{high}</varlte>'
        return when(f"<or>{equal('r', '4.0')}<and>{between}</and></or>")

    body = words("Two and two?") + typed("r", 'fibtype="Decimal"')
    assert only(item(body, bounds("4.0", "4.0"), kind="numerical_question")).wording.accepted == (
        ("4",),
    )
    assert refusal(item(body, bounds("3.5", "4.5"), kind="numerical_question")) == "tolerance"


def test_several_responses_of_their_own_are_a_case() -> None:
    body = (
        words("Story.")
        + words("First?")
        + asked("r1", AB)
        + words("Second?")
        + asked("r2", (("x", "y1"), ("y", "y2")))
    )
    entry = only(item(body, when(equal("r1", "2")), when(equal("r2", "x"))))
    assert entry.wording == Wording(
        "case_analysis",
        "Story.",
        parts=(
            Wording("single", "First?", ("judge", "mediator"), "B"),
            Wording("single", "Second?", ("y1", "y2"), "A"),
        ),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (item(words("x") + asked("r", AB)), "no_key"),
        (item(words("x") + asked("r", AB), when(equal("r", "9"))), "unknown_key"),
        (item(words("x") + asked("r", AB[:1]), when(equal("r", "1"))), "one_option"),
        (
            item(words("x") + asked("r", AB), when(equal("r", "1")), when(equal("r", "2"))),
            "several_right",
        ),
        (item(words("x") + typed("r")), "no_key"),
        (item(words("x"), kind="calculated_question"), "unsupported"),
        (
            item(
                words("x")
                + typed("r").replace("</render_fib>", '<response_label ident="b"/></render_fib>'),
                when(equal("r", "1", "2")),
            ),
            "unsupported",
        ),
        (item('<response_xy ident="r"><render_hotspot/></response_xy>'), "unsupported"),
        (item(words("x") + typed("r"), when('<varsubset respident="r">a</varsubset>')), "wildcard"),
    ],
)
def test_what_cannot_be_held_is_refused_with_its_reason(content: str, code: str) -> None:
    assert refusal(content) == code


def test_an_assessment_that_canvas_writes_twice_is_read_once() -> None:
    def assessment(*items: str) -> bytes:
        return file(f'<assessment ident="a1"><section>{"".join(items)}</section></assessment>')

    one = item(words("Who?") + asked("r", AB), when(equal("r", "1")))
    contents = qti.read(
        packed(
            {
                "imsmanifest.xml": "<manifest><resources/></manifest>",
                "g1/assessment_qti.xml": assessment(one),
                "non_cc_assessments/g1.xml.qti": assessment(one, one),
            }
        )
    )
    assert len(contents.entries) == 2
    assert [note.code for note in contents.notes] == ["same_twice"]
