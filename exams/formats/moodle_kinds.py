"""The kinds of question of Moodle XML that we have too, each as a wording."""

from collections.abc import Callable
from decimal import Decimal

from exams.formats.moodle_gaps import cloze, gap_select
from exams.formats.moodle_rows import statements
from exams.formats.moodle_texts import Asked
from exams.formats.refusing import Refused
from exams.formats.tidying import (
    explained,
    in_order,
    letters,
    number,
    plain_number,
    truth,
    with_blanks,
)
from exams.wording import (
    FILL_BLANK,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    PER_OPTION,
    SINGLE,
    TRUE_FALSE,
    WHOLE,
    Wording,
)

ALL = Decimal("99.9")  # percent
FEWEST = 2
YES = {"true", "1", "yes"}
WILD = "*"


def choice(asked: Asked) -> Wording:
    """`single` says whether one option is right or several."""
    answers = list(asked.answers())
    _counted(len(answers))
    options = tuple(words for words, *_ in answers)
    shares = [share for _, share, *_ in answers]
    remarks = [(LETTERS[at], said) for at, (_, _, said, _) in enumerate(answers)]
    said = asked.node.said("single").lower()
    whole = [share for share in shares if share >= ALL]
    if said in YES or (not said and len(whole) == 1):
        key = letters([_the_whole(shares)])
        if any(0 < share < ALL for share in shares):
            asked.codes.append("partial_credit")
        return Wording(SINGLE, asked.stem, options, key, explained("", remarks))
    right = [at for at, share in enumerate(shares) if share > 0]
    if not right:
        raise Refused("no_key")
    said = explained("", remarks)
    return Wording(MULTIPLE, asked.stem, options, letters(right), said, credit=PER_OPTION)


def choice_set(asked: Asked) -> Wording:
    """All or nothing: every right option, no other."""
    answers = list(asked.answers())
    _counted(len(answers))
    right = [
        at
        for at, (_, share, _, node) in enumerate(answers)
        if share > 0 or node.said("correctanswer").lower() in YES
    ]
    if not right:
        raise Refused("no_key")
    options = tuple(words for words, *_ in answers)
    return Wording(MULTIPLE, asked.stem, options, letters(right), credit=WHOLE)


def _counted(options: int) -> None:
    if not options:
        raise Refused("no_options")
    if options < FEWEST:
        raise Refused("one_option")
    if options > len(LETTERS):
        raise Refused("many_options", count=str(options))


def _the_whole(shares: list[Decimal]) -> int:
    """The one answer that brings everything."""
    whole = [at for at, share in enumerate(shares) if share >= ALL]
    if len(whole) > 1:
        raise Refused("several_right", key=letters(whole))
    if not whole:
        raise Refused("partly_right" if any(share > 0 for share in shares) else "no_key")
    return whole[0]


def true_false(asked: Asked) -> Wording:
    answers = list(asked.answers())
    right = [truth(words) for words, share, *_ in answers if share >= ALL]
    if len(right) != 1 or right[0] is None:
        raise Refused("no_key" if not right else "broken", detail="answers")
    said = [remark for _, _, remark, _ in answers if remark]
    return Wording(
        TRUE_FALSE, asked.stem, key="A" if right[0] else "B", explanation="\n".join(said)
    )


def short_answer(asked: Asked) -> Wording:
    """Patterns with a star are not accepted answers; a star with a stroke before it is a star."""
    answers = list(asked.answers())
    whole = [words for words, share, *_ in answers if share >= ALL]
    if any(0 < share < ALL for _, share, *_ in answers):
        asked.codes.append("partial_credit")
    plain = [words.replace(r"\*", WILD) for words in whole if WILD not in words.replace(r"\*", "")]
    if not whole:
        raise Refused("no_key")
    if not plain:
        raise Refused("wildcard")
    if len(plain) < len(whole):
        asked.codes.append("wildcard")
    said = [remark for _, share, remark, _ in answers if share >= ALL and remark]
    return _typed(asked, plain, said)


def numerical(asked: Asked) -> Wording:
    """Only numbers that are right as they stand."""
    found: list[str] = []
    said: list[str] = []
    for words, share, remark, node in asked.answers():
        if share < ALL or words == WILD:
            continue
        value = number(words)
        if value is None:
            raise Refused("broken", detail="number")
        tolerance = node.said("tolerance") or "0"
        if number(tolerance) != 0:
            raise Refused("tolerance", range=f"{words} ± {tolerance}")
        found.append(str(plain_number(value)))
        said += [remark] if remark else []
    if not found:
        raise Refused("no_key")
    if asked.node.any("unit"):
        asked.codes.append("units")
    return _typed(asked, found, said)


def _typed(asked: Asked, accepted: list[str], said: list[str]) -> Wording:
    return Wording(
        FILL_BLANK,
        with_blanks(asked.stem, 1),
        explanation="\n".join(dict.fromkeys(said)),
        accepted=(tuple(dict.fromkeys(filter(None, accepted))),),
    )


def matching(asked: Asked) -> Wording:
    """An item without words brings only a target that nothing belongs to."""
    options: list[str] = []
    targets: list[str] = []
    key: list[int] = []
    for node in asked.node.elements("subquestion"):
        option, target = asked.of(node), asked.of(node.first("answer"))
        if not target:
            raise Refused("broken", detail="matching")
        if target not in targets:
            targets.append(target)
        if option:
            options.append(option)
            key.append(targets.index(target))
    if len(options) < FEWEST:
        raise Refused("one_option")
    return Wording(MATCHING, asked.stem, tuple(options), in_order(key), targets=tuple(targets))


def ordering(asked: Asked) -> Wording:
    """The answers stand in the right order."""
    answers = [words for words, *_ in asked.answers()]
    _counted(len(answers))
    return Wording(ORDERING, asked.stem, tuple(answers), LETTERS[: len(answers)])


def essay(asked: Asked) -> Wording:
    return Wording(OPEN, asked.stem, answer=asked.text("graderinfo"))


KINDS: dict[str, Callable[[Asked], Wording]] = {
    "multichoice": choice,
    "multichoiceset": choice_set,
    "oumultiresponse": choice_set,
    "truefalse": true_false,
    "shortanswer": short_answer,
    "numerical": numerical,
    "matching": matching,
    "match": matching,
    "ddmatch": matching,
    "essay": essay,
    "essayautograde": essay,
    "ordering": ordering,
    "kprime": statements,
    "mtf": statements,
    "matrix": statements,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": gap_select,
    "ddwtos": gap_select,
}
