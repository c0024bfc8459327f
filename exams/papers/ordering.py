"""Chance that anybody can repeat: shuffles that depend on a seed alone, on every machine and in
every version of Python; and the options that keep their place in them."""

import hashlib
import random
import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import TypeVar

T = TypeVar("T")
PERCENT = 100

# What speaks of the other options as a whole and therefore stands behind them; texts are compared
# without blanks and points, in lower case.
_WHOLE = re.compile(
    r"(以上|上述|前述|前面|上面|前|这)"
    r"(的|所有|各|几|[一二两三四五六七八]|项|选项|者|种|说法|情形|情况|答案|行为|做法|观点|表述|内容"
    r"|方式|措施|都|均|皆|全|全部|不|是|对|正确|错|错误|可以|可|能|包括|属于|应|应当|选|成立|符合|有)+"
    r"|(以上)?(全部|全|都|均|皆)+(不|是|对|正确|错|错误|可以|可|能|包括|属于|选|成立|有)+"
    r"|以上|(没有|无)(一个|一项)?(正确|合适)?(的)?(答案|选项)|其他(选项)?(都|均|皆)(不)?(对|正确|错误?)"
    r"|(all|none|both|neither|any|each|either)(one)?of(the)?(above|these|those|them|options|answers)"
    r"(options|answers|statements)?(are|is)?(all)?(correct|true|right|wrong|false|possible)?"
    r"|(all|none)(are|is)?(correct|true|right|wrong|false)|allabove|noneabove"
)
# What names other options by their letters, so that no option may move.
_LETTER = r"[a-k](项|选项)?"
_JOINED = r"(和|与|及|以及|或|或者|and|or|nor|&|\+|/|,)?"
_BEFORE = r"(选|选项|答案|仅|仅有|只|只有|除|除了|both|options?|only|neither|either)"
_AFTER = (
    r"(两项|两者|二者|三项|三者|四项)?(都|均|皆|全)*(是|不是|对|不对|正确|不正确|错|错误|可以|以外|之外"
    r"|(are|is)(both|all)?(correct|right|true|wrong)|only|correct|right)"
)
_NAMED = re.compile(rf"{_BEFORE}?{_LETTER}({_JOINED}{_LETTER})+{_AFTER}?")
_ONE_NAMED = re.compile(rf"{_BEFORE}{_LETTER}{_AFTER}?|{_LETTER}{_AFTER}")


def chance(seed: str, *names: object) -> str:
    """A place in a shuffled order that depends on the seed and the name alone."""
    return hashlib.sha256("/".join([seed, *map(str, names)]).encode()).hexdigest()


def dice(seed: str, purpose: str) -> random.Random:
    """A generator of its own for each purpose, so that a change in one leaves the others alone.

    Only its `random()` may be asked: that sequence is promised for a seed that is a number, the
    algorithms of `shuffle`, `sample` and `choice` are not.
    """
    return random.Random(int(chance(seed, purpose), 16))  # noqa: S311 - repeatable on purpose


def shuffled(things: Sequence[T], rolls: random.Random) -> list[T]:
    """The things in an order by chance, every order as likely as any other."""
    found = list(things)
    for place in range(len(found) - 1, 0, -1):
        other = int(rolls.random() * (place + 1))
        found[place], found[other] = found[other], found[place]
    return found


def picked(things: Sequence[T], count: int, rolls: random.Random) -> list[T]:
    """`count` of the things by chance (all when there are no more), in an order by chance."""
    found = list(things)
    count = min(count, len(found))
    for place in range(count):
        other = place + int(rolls.random() * (len(found) - place))
        found[place], found[other] = found[other], found[place]
    return found[:count]


def order_of_options(
    options: int, pinned: Collection[int], rolls: random.Random
) -> tuple[int, ...]:
    """The author's indexes in the order shown; pinned ones stand where their author put them."""
    free = [index for index in range(options) if index not in pinned]
    mixed = iter(shuffled(free, rolls))
    return tuple(index if index in pinned else next(mixed) for index in range(options))


def pinned_by_words(options: Sequence[str]) -> tuple[int, ...]:
    """The options that keep their place because of what they say.

    Words about all the others ("以上都对", "none of the above") keep the place of that option and
    of what follows it; words that name letters ("A和B", "A、C正确") keep every option's, for the
    letters must stay true.
    """
    read = [_squeezed(option) for option in options]
    if any(_NAMED.fullmatch(text) or _ONE_NAMED.fullmatch(text) for text in read):
        return tuple(range(len(options)))
    whole = [index for index, text in enumerate(read) if _WHOLE.fullmatch(text)]
    behind = next((index for index in whole if index), len(read))
    return tuple(sorted({*whole, *range(behind, len(read))}))


def _squeezed(text: str) -> str:
    """In one width and lower case, without blanks, brackets and points; 、 as a comma."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("、", ",")
    return re.sub(r"[\s.;:!?。；：！？“”‘’\"'()\[\]【】《》]+", "", plain).strip(",")
