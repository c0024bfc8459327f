"""Questions of every kind for the tests of files, and texts as people type them (hypothesis)."""

from decimal import Decimal

from hypothesis import strategies as st

from exams.formats.entries import Entry, Place
from exams.wording import (
    BLANK,
    LETTERS,
    MarkingPoint,
    Wording,
)

AWKWARD = "{}~=#:\\<>&]\"'`|-*%[]()/$@！？：；，。　、“”《》abcABC 0189甲乙丙丁调解员_"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def clean(text: str) -> str:
    """As the bank keeps texts: lines without blanks around them or two in a row."""
    lines = [" ".join(filter(None, line.strip().split(" "))) for line in text.split("\n")]
    return "\n".join(filter(None, (line.strip() for line in lines)))


line = st.text(AWKWARD, min_size=1, max_size=25).map(clean)
words = st.lists(line, min_size=1, max_size=3).map("\n".join).map(clean).filter(bool)
word = st.text(AWKWARD.replace("_", ""), min_size=1, max_size=12).map(clean).filter(bool)
marks = st.none() | st.integers(1, 200).map(lambda tenths: Decimal(tenths) / 10)
MEANT = {"explanation": st.just("") | words, "difficulty": st.sampled_from(["easy", "hard"])}


def number(value: Decimal | None) -> Decimal | None:
    """As readers give it: without noughts behind."""
    return None if value is None else Decimal(f"{value:f}".removesuffix(".0"))


def _around(draw: st.DrawFn, wording: Wording) -> Entry:
    name = st.just("") | word.filter(lambda text: text.strip("/ ") == text)
    return Entry(
        Place(),
        Wording(
            **{
                **vars(wording),
                "explanation": draw(st.just("") | words),
                "difficulty": draw(st.sampled_from(["easy", "medium", "hard"])),
                "marks": number(draw(marks)),
                "cites": draw(st.sampled_from([(), (("civil-code", "1165"), ("mediation", "17"))])),
            }
        ),
        subject=draw(st.sampled_from(["", "law", "纠纷/邻里", "a{b} : c"])),
        tier=draw(st.sampled_from(["", "basic"])),
        source=draw(name),
    )


@st.composite
def choices(draw: st.DrawFn) -> Entry:
    options = tuple(draw(st.lists(words, min_size=2, max_size=5, unique=True)))
    several = draw(st.booleans())
    right = draw(
        st.sets(st.sampled_from(LETTERS[: len(options)]), min_size=2 if several else 1)
        if several
        else st.sampled_from(LETTERS[: len(options)]).map(lambda letter: {letter})
    )
    pinned = draw(st.sampled_from([(), (len(options) - 1,), tuple(range(len(options)))]))
    credit = draw(st.sampled_from(["half", "per_option", "whole"])) if several else "half"
    kind = "multiple" if several else "single"
    key = "".join(sorted(right))
    return _around(draw, Wording(kind, draw(words), options, key, credit=credit, pinned=pinned))


@st.composite
def statements(draw: st.DrawFn) -> Entry:
    return _around(draw, Wording("true_false", draw(words), key=draw(st.sampled_from("AB"))))


@st.composite
def blanks(draw: st.DrawFn) -> Entry:
    count = draw(st.integers(1, 3))
    pieces = [draw(word) for _ in range(count + 1)]
    stem = clean(BLANK.join(pieces))
    accepted = tuple(
        tuple(draw(st.lists(word, min_size=1, max_size=3, unique=True))) for _ in range(count)
    )
    any_order = draw(st.booleans())
    return _around(draw, Wording("fill_blank", stem, accepted=accepted, any_order=any_order))


@st.composite
def matches(draw: st.DrawFn) -> Entry:
    options = tuple(draw(st.lists(words, min_size=2, max_size=4, unique=True)))
    targets = tuple(draw(st.lists(words, min_size=2, max_size=5, unique=True)))
    letters = st.sampled_from(LETTERS[: len(targets)])
    key = "".join(draw(letters) for _ in options)
    return _around(draw, Wording("matching", draw(words), options, key, targets=targets))


@st.composite
def orders(draw: st.DrawFn) -> Entry:
    options = tuple(draw(st.lists(words, min_size=2, max_size=4, unique=True)))
    key = "".join(draw(st.permutations(LETTERS[: len(options)])))
    return _around(draw, Wording("ordering", draw(words), options, key))


@st.composite
def opens(draw: st.DrawFn) -> Entry:
    points = st.builds(MarkingPoint, words, st.integers(1, 9).map(Decimal))
    marking = tuple(draw(st.lists(points, max_size=2)))
    answer = draw(st.just("") | words)
    return _around(draw, Wording("open", draw(words), answer=answer, marking=marking))


@st.composite
def cases(draw: st.DrawFn) -> Entry:
    makers = st.one_of(choices(), statements(), opens(), blanks())
    parts = tuple(draw(makers).wording for _ in range(draw(st.integers(2, 3))))
    return _around(draw, Wording("case_analysis", draw(words), parts=parts))


entries = st.one_of(choices(), statements(), blanks(), matches(), orders(), opens(), cases())


def kept(entry: Entry) -> tuple[object, ...]:
    """What must come back from a file."""
    return entry.wording, entry.subject, entry.tier, entry.source
