"""What stands inside the braces of GIFT, as a wording."""

import re
from dataclasses import dataclass
from decimal import Decimal

from exams.formats.gift_texts import Words
from exams.formats.refusing import Refused
from exams.formats.tidying import (
    explained,
    in_order,
    letters,
    number,
    plain_number,
    with_blanks,
)
from exams.wording import (
    FILL_BLANK,
    HALF,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    PER_OPTION,
    SINGLE,
    TRUE_FALSE,
    Wording,
)

MARKS = re.compile(r"\\.|~\s*=|[=~]", re.DOTALL)  # `~=` says `=`, as Moodle reads it
HASHES = re.compile(r"\\.|#+", re.DOTALL)
WEIGHT = re.compile(r"\s*%\s*(-?\d+(?:\.\d+)?)\s*%")
TRUE_FALSE_WORD = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#|$)", re.IGNORECASE)
RANGE = re.compile(r"(\S+?)\s*\.\.\s*(\S+)")
WHOLE_WEIGHT = Decimal(100)


@dataclass(frozen=True)
class Answer:
    """One answer as written: `sign` is `=` or `~`, `weight` in percent."""

    sign: str
    text: str
    feedback: str
    weight: Decimal


def general_feedback(inside: str) -> tuple[str, str]:
    """The answers, and what stands behind `####`."""
    for match in HASHES.finditer(inside):
        if match[0].startswith("####"):
            return inside[: match.start()], inside[match.end() :]
    return inside, ""


def answered(stem: str, inside: str, words: Words) -> Wording:
    """The wording of a question with these answers. Raises Refused."""
    plain = inside.strip()
    if not plain:
        return Wording(OPEN, stem)
    if plain.startswith("#"):
        return _numeric(stem, plain[1:], words)
    word = TRUE_FALSE_WORD.match(plain)
    if word:
        return _true_false(stem, plain, word[1], words)
    answers = _answers(plain)
    if any(answer.sign == "~" for answer in answers):
        return _choice(stem, answers, words)
    if not answers:
        raise Refused("broken", detail="answers")
    arrows = ["->" in answer.text for answer in answers]
    if all(arrows):
        return _matching(stem, answers, words)
    if any(arrows) and len(answers) > 1:
        raise Refused("broken", detail="matching")
    return _short(stem, answers, words)


def _answers(plain: str) -> list[Answer]:
    spots = [match for match in MARKS.finditer(plain) if match[0][0] in "=~"]
    if not spots:
        return [_answer("=", plain)]
    if plain[: spots[0].start()].strip():
        raise Refused("broken", detail="answers")
    ends = [spot.start() for spot in spots[1:]] + [len(plain)]
    return [
        _answer(spot[0][-1], plain[spot.end() : end]) for spot, end in zip(spots, ends, strict=True)
    ]


def _answer(sign: str, written: str) -> Answer:
    weight = WHOLE_WEIGHT if sign == "=" else Decimal(0)
    match = WEIGHT.match(written)
    if match:
        weight = Decimal(match[1])
        written = written[match.end() :]
    text, feedback = _parted(written)
    return Answer(sign, text, feedback, weight)


def _parted(written: str) -> tuple[str, str]:
    """An answer and the remark behind `#`."""
    for match in HASHES.finditer(written):
        if match[0].startswith("#"):
            return written[: match.start()].strip(), written[match.end() :].strip()
    return written.strip(), ""


def _true_false(stem: str, plain: str, word: str, words: Words) -> Wording:
    _, remarks = _parted(plain)
    wrong, right = _parted(remarks)
    said = "\n".join(filter(None, [words.text(right), words.text(wrong)]))
    return Wording(TRUE_FALSE, stem, key="A" if word.upper()[0] == "T" else "B", explanation=said)


def _choice(stem: str, answers: list[Answer], words: Words) -> Wording:
    if len(answers) < 2:  # noqa: PLR2004 - a choice is between two
        raise Refused("one_option")
    if len(answers) > len(LETTERS):
        raise Refused("many_options", count=str(len(answers)))
    if not all(answer.text for answer in answers):
        raise Refused("broken", detail="answers")
    options = tuple(words.text(answer.text) for answer in answers)
    remarks = [(LETTERS[at], words.text(one.feedback)) for at, one in enumerate(answers)]
    kind, key = _key(answers)
    if kind == SINGLE and any(0 < one.weight < WHOLE_WEIGHT for one in answers):
        words.codes.append("partial_credit")
    return Wording(
        kind,
        stem,
        options,
        key,
        explained("", remarks),
        credit=PER_OPTION if kind == MULTIPLE else HALF,
    )


def _key(answers: list[Answer]) -> tuple[str, str]:
    """The kind and the key that the signs and weights mean."""
    marked = [at for at, one in enumerate(answers) if one.sign == "=" and one.weight > 0]
    whole = [at for at, one in enumerate(answers) if one.weight >= WHOLE_WEIGHT]
    some = [at for at, one in enumerate(answers) if one.weight > 0]
    if marked:
        if len(whole) > 1:
            raise Refused("several_right", key=letters(whole))
        if not whole:
            raise Refused("partly_right")
        return SINGLE, letters(whole)
    if not some:
        raise Refused("no_key")
    if len(some) == 1:
        if not whole:
            raise Refused("partly_right")
        return SINGLE, letters(some)
    return MULTIPLE, letters(some)


def _matching(stem: str, answers: list[Answer], words: Words) -> Wording:
    pairs = [answer.text.split("->", 1) for answer in answers]
    targets: list[str] = []
    options: list[str] = []
    key: list[int] = []
    for left, right in pairs:
        option, target = words.text(left), words.text(right)
        if not target:
            raise Refused("broken", detail="matching")
        if target not in targets:
            targets.append(target)
        if option:
            options.append(option)
            key.append(targets.index(target))
    if len(options) < 2:  # noqa: PLR2004 - nothing to match
        raise Refused("one_option")
    return Wording(MATCHING, stem, tuple(options), in_order(key), targets=tuple(targets))


def _short(stem: str, answers: list[Answer], words: Words) -> Wording:
    right = [one for one in answers if one.weight >= WHOLE_WEIGHT]
    if not right:
        raise Refused("partly_right")
    if any(0 < one.weight < WHOLE_WEIGHT for one in answers):
        words.codes.append("partial_credit")
    accepted = tuple(dict.fromkeys(filter(None, (words.text(one.text) for one in right))))
    if not accepted:
        raise Refused("no_key")
    if accepted == ("*",):
        raise Refused("wildcard")
    remarks = [words.text(one.feedback) for one in right]
    return Wording(
        FILL_BLANK,
        with_blanks(stem, 1),
        explanation="\n".join(dict.fromkeys(filter(None, remarks))),
        accepted=(accepted,),
    )


def _numeric(stem: str, plain: str, words: Words) -> Wording:
    """Numbers that are right as they stand; a range of them is refused (`tolerance`)."""
    written = plain.strip()
    answers = (
        _answers(written) if "=" in written else [Answer("=", *_parted(written), WHOLE_WEIGHT)]
    )
    right = [one for one in answers if one.weight >= WHOLE_WEIGHT and one.text]
    if not right:
        raise Refused("no_key")
    if len(right) < len([one for one in answers if one.weight > 0]):
        words.codes.append("partial_credit")
    accepted = tuple(dict.fromkeys(_exact(one.text) for one in right))
    remarks = "\n".join(filter(None, [words.text(one.feedback) for one in right]))
    return Wording(FILL_BLANK, with_blanks(stem, 1), explanation=remarks, accepted=(accepted,))


def _exact(written: str) -> str:
    between = RANGE.fullmatch(written)
    if between:
        low, high = number(between[1]), number(between[2])
    else:
        value, _, tolerance = written.partition(":")
        low, high = number(value), number(value)
        if number(tolerance or "0") != 0:
            raise Refused("tolerance", range=written)
    if low is None or high is None:
        raise Refused("broken", detail="number")
    if low != high:
        raise Refused("tolerance", range=written)
    return str(plain_number(low))
