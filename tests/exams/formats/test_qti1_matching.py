# ruff: noqa: E501 - markup is read more easily on one line
from exams.wording import Wording
from tests.exams.formats.items_1 import asked, equal, item, only, refusal, when, words


def test_several_questions_on_the_same_choices_are_matched() -> None:
    targets = (("x", "1"), ("y", "2"), ("z", "3"))
    body = (
        words("Match") + asked("response_1", targets, "one") + asked("response_2", targets, "two")
    )
    scored = when(equal("response_1", "x"), "50", "Add") + when(
        equal("response_2", "y"), "50", "Add"
    )
    entry = only(item(body, scored, kind="matching_question"))
    assert entry.wording == Wording(
        "matching", "Match", ("one", "two"), "AB", targets=("1", "2", "3")
    )


def test_choices_sorted_into_items_are_matched_the_other_way_round() -> None:
    many = 'rcardinality="Multiple"'
    choices = (("x", "cat"), ("y", "dog"), ("z", "oak"))
    body = (
        words("Sort") + asked("c1", choices, "animal", many) + asked("c2", choices, "plant", many)
    )
    scored = when(equal("c1", "x", "y"), "50", "Add") + when(equal("c2", "z"), "50", "Add")
    entry = only(item(body, scored, kind="categorization_question"))
    assert entry.wording == Wording(
        "matching", "Sort", ("cat", "dog", "oak"), "AAB", targets=("animal", "plant")
    )
    assert refusal(item(body, when(equal("c1", "x", "y"), "50", "Add"))) == "no_key"


def test_blackboard_writes_its_targets_apart() -> None:
    def block(text: str, inside: str = "") -> str:
        return f'<flow class="Block"><flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">{text}</mat_formattedtext></mat_extension></material></flow>{inside}</flow>'

    def empty(ident: str, *names: str) -> str:
        labels = "".join(f'<response_label ident="{name}"/>' for name in names)
        return (
            f'<response_lid ident="{ident}"><render_choice>{labels}</render_choice></response_lid>'
        )

    def right(ident: str, name: str) -> str:
        return f'<respcondition><conditionvar>{equal(ident, name)}</conditionvar><displayfeedback linkrefid="correct"/></respcondition>'

    left = block("cat", empty("L1", "a", "b")) + block("frog", empty("L2", "c", "d"))
    body = (
        f'<flow class="Block"><flow class="QUESTION_BLOCK">{words("Match")}</flow>'
        f'<flow class="RESPONSE_BLOCK">{left}</flow>'
        f'<flow class="RIGHT_MATCH_BLOCK">{block("amphibian")}{block("mammal")}</flow></flow>'
    )
    entry = only(item(body, right("L1", "b"), right("L2", "c")))
    assert entry.wording == Wording(
        "matching", "Match", ("cat", "frog"), "BA", targets=("amphibian", "mammal")
    )
