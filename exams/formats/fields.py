"""One question of JSON: its fields, whatever they are called, as pieces."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exams.formats import keys, words
from exams.formats.aligned import pairs_of
from exams.formats.headings import Name, name_of
from exams.formats.offered import Offer, offer_of, says_right
from exams.formats.options import split, without_letters
from exams.formats.values import plain_name, text_of
from exams.wording import CHOICES, LETTERS, TRUE_FALSE, squeezed

_INDEX = re.compile(
    r"(?:correct|right|answer|gold|key|label)?(?:answer|option|choice)?s?"
    r"(?:index|idx|indices|indexes)"
)
_WRONG = re.compile(
    r"(?:incorrect|wrong|false)(?:answer|option|choice)s?\d*|distractors?\d*|incorrect"
    r"|(?:incorrect|wrong)\d"
)
_PARTS = """questions children subquestions subquestion subquizs subs items 小题 子题 subitems sub
    questionlist subquestionlist childquestions"""
_PAIRS = {"pairs", "matchingpairs", "matchpairs", "matches", "配对", "匹配对", "连线"}
_ORDERS = {"correctorder", "rightorder", "correctsequence", "正确顺序"}
_ACCEPTED = {
    "acceptableanswers", "acceptedanswers", "acceptanswers", "acceptable", "alternativeanswers",
}  # fmt: skip
_SIMPLE = "difficulty marks tier source label cites credit pinned order marking targets parent"
OFFERED = {"answers", "answerlist", "answeroptions"}  # where all of them are right
FLAG_RANK = 9  # of an answer that only says whether something is right
PARTS_NAMES, SIMPLE = (tuple(words.split()) for words in (_PARTS, _SIMPLE))
_TAG = re.compile(r"<[^>]{1,200}>")
PLAIN_RANK, LOOSE_RANK = 1, 2  # of names of a stem: those that nothing else bears, and `text`


@dataclass
class Fields:
    """The fields of one question by what they mean."""

    stems: list[tuple[int, str, str]] = field(default_factory=list)
    passage: str = ""
    kind: str = ""
    multiple: bool | None = None
    options: list[str] = field(default_factory=list)
    together: str = ""
    labels: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    lettered: dict[str, str] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    keys: list[tuple[int, str, Any]] = field(default_factory=list)
    indexes: list[Any] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    blanks: dict[int, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    pairs: list[str] = field(default_factory=list)
    order: Any = None
    accepted: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The text under the plainest of its names."""
        return self.told[1] if self.told else ""

    @property
    def told(self) -> tuple[int, str, str] | None:
        """Rank, text and name of the stem; a bare number beside other texts is its label."""
        filled = [one for one in self.stems if one[1].strip()]
        texts = [one for one in filled if not one[1].strip().isdecimal()]
        return min(texts or filled, default=None, key=_rank)


def _rank(one: tuple[int, str, str]) -> int:
    return one[0]


def fields_of(question: Mapping[str, Any]) -> Fields:
    """What the fields of a question mean."""
    found = Fields()
    for name, value in _flat(question):
        bare = plain_name(name)
        if _WRONG.fullmatch(bare):
            found.wrong += [text_of(one) for one in (value if isinstance(value, list) else [value])]
        elif _INDEX.fullmatch(bare) and bare not in {"index", "idx"}:
            found.indexes.append(value)
        elif not _take_aligned(found, bare, value):
            _take(found, name, name_of(name), value)
    _take_answers(found)
    _take_passage(found)
    return found


def _take_aligned(found: Fields, bare: str, value: Any) -> bool:
    """Pairs, orders and accepted answers; False for any other field."""
    if bare in _PAIRS:
        found.pairs = pairs_of(value)
        return bool(found.pairs)
    if bare in _ORDERS and value:
        found.order = value
        return True
    if bare in _ACCEPTED and value:
        found.accepted += [text_of(one) for one in (value if isinstance(value, list) else [value])]
        return True
    return False


def _flat(question: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Fields, those of a question inside the question too (`question: {stem, choices}`)."""
    for name, value in question.items():
        known = name_of(name)
        is_stem = known is not None and known.field == "stem"
        if is_stem and isinstance(value, Mapping) and any(map(name_of, value)):
            yield from value.items()
        else:
            yield name, value


def _take(found: Fields, name: str, known: Name | None, value: Any) -> None:
    if known is None:
        found.unknown.append(name)
    elif known.field == "stem":
        found.stems.append((known.rank, text_of(value), name))
    elif known.field == "option":
        if known.letter:
            found.lettered[known.letter] = text_of(value)
        else:
            found.numbers[known.number] = text_of(value)
    elif known.field == "together":
        _take_options(found, value)
    elif known.field == "key":
        found.keys.append((known.rank, name, value))
    elif known.field == "kind":
        _take_kind(found, known, value)
    elif known.field == "blank":
        found.blanks[known.number] = text_of(value)
    elif known.field == "flag":
        found.keys.append((FLAG_RANK, name, value))
    else:
        _take_text(found, known.field, value)


def _take_kind(found: Fields, known: Name, value: Any) -> None:
    if known.rank and isinstance(value, bool):
        found.multiple = value
    elif not found.kind or not known.rank:
        found.kind = text_of(value) or found.kind


def _take_text(found: Fields, of: str, value: Any) -> None:
    if of == "passage":
        found.passage = text_of(value)
        return
    of = "explanation" if of == "basis" else of
    text = text_of(value)
    if of == "marks" and isinstance(value, float) and math.isnan(value):
        text = "NaN"  # marks that are no number are refused, not passed over
    between = " / " if of == "subject" else "\n"
    if of == "subject":
        text = text.replace("\n", " / ")
    if text.strip():
        before = found.texts.get(of, "")
        found.texts[of] = f"{before}{between}{text}" if before and of not in SIMPLE else text


def _take_options(found: Fields, value: Any) -> None:
    if isinstance(value, str):
        found.together = value
    elif isinstance(value, list | Mapping):
        _offer(found, offer_of(value))


def _offer(found: Fields, offer: Offer) -> None:
    found.options, found.labels, found.flags = offer.options, offer.labels, offer.flags


def _take_answers(found: Fields) -> None:
    """Options that a file calls answers: each says whether it is right, or another field chooses
    among them."""
    kind = words.kind_of(found.kind)
    offered = found.options or found.together or found.wrong
    if offered or len(found.lettered) > 1 or len(found.numbers) > 1:
        return
    if kind and kind not in {*CHOICES, TRUE_FALSE, words.CHOICE}:
        return
    offers = [(one, offer_of(_parted(one[2]))) for one in found.keys if _is_offer(one[2])]
    chosen = [pair for pair in offers if pair[1].is_flagged]
    if not chosen:
        chosen = [pair for pair in offers if _choosing(found, *pair)]
    if len(chosen) > 1:  # all of them are right
        chosen = [pair for pair in chosen if plain_name(pair[0][1]) in OFFERED]
    if len(chosen) == 1:
        _offer(found, chosen[0][1])
        found.keys.remove(chosen[0][0])


def _is_offer(value: Any) -> bool:
    if isinstance(value, Mapping):
        return len(value) > 1 and not says_right(value)
    if isinstance(value, str):
        return len(_parted(value)) > 1
    return isinstance(value, list) and len(value) > 1


def _parted(value: Any) -> Any:
    """The options in a text that has nothing else, by their letters."""
    if not isinstance(value, str):
        return value
    found = split(value)
    return found[1] if found and not found[0] else []


def _choosing(found: Fields, one: tuple[int, str, Any], offer: Offer) -> bool:
    """Whether the other answers of a question name some of what one of them lists."""
    others = [value for _rank, name, value in found.keys if name != one[1] and text_of(value)]
    if not others and not any(map(text_of, found.indexes)):
        return False
    texts = {
        squeezed(text) for text in (*offer.options, *without_letters(offer.options), *offer.labels)
    }
    if any(text.strip() in LETTERS for text in offer.options if text.strip()):
        return False  # letters: an answer in itself
    return all(_names_some(each, texts, len(offer.options)) for each in others)


def _names_some(value: Any, texts: set[str], many: int) -> bool:
    if isinstance(value, Mapping):
        return says_right(value)
    each = value if isinstance(value, list) else [value]
    return all(
        squeezed(text) in texts
        or (text.isdecimal() and int(text) <= many)
        or keys.spelt(text, many)
        for text in map(str.strip, map(text_of, each))
    )


def _take_passage(found: Fields) -> None:
    """A text beside the question is what it asks about; a topic beside it its subject. What is
    neither is told of."""
    told = found.told
    for rank, text, name in found.stems:
        if told is None or name == told[2] or not text.strip() or _is_within(text, told[1]):
            continue
        if text.strip().isdecimal():
            found.texts.setdefault("label", text.strip())
        elif rank == LOOSE_RANK and told[0] <= PLAIN_RANK and not found.passage:
            found.passage = text
        elif plain_name(name) == "topic":
            found.texts.setdefault("subject", text)
        else:
            found.unknown.append(name)


def _is_within(text: str, told: str) -> bool:
    first, second = (squeezed(_TAG.sub("", one)) for one in (text, told))
    return first in second or second in first
