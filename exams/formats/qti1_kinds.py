"""The kinds of item of QTI 1.2, by what they ask for and what their writers call them."""

from exams.formats.gaps import Gap, filled, sign
from exams.formats.qti1_item import Item, places
from exams.formats.qti1_keys import best, values
from exams.formats.qti1_labels import named, ordered_by_labels, several_words
from exams.formats.qti1_matching import common_choices, matched, paired
from exams.formats.qti1_parts import Asked, Choice
from exams.formats.qti2_interactions import as_true_false
from exams.formats.refusing import Refused
from exams.formats.tidying import in_order, letters, number, plain_number, with_blanks
from exams.wording import (
    BLANK,
    CASE,
    FILL_BLANK,
    HALF,
    MULTIPLE,
    OPEN,
    ORDERING,
    PER_OPTION,
    SINGLE,
    WHOLE,
    Wording,
)

ESSAYS = (
    "essay",
    "short response",
    "file upload",
    "file_upload",
    "short answer essay",
    "audio",
    "text question",
    "long answer",
)
UPLOADS = ("file upload", "file_upload")
SILENT = ("text_only", "text only", "stimulus")
REFUSED = (
    "calculated",
    "formula",
    "hot spot",
    "hot_spot",
    "jumbled",
    "opinion",
    "either",
    "quiz bowl",
    "arithmetic",
    "significant",
)
STRANGE = ("QTIEDIT:KPRIM",)  # by its identifier
CHOICE_TYPES = {"dropdown", "wordbank"}
FEWEST = 2


def wording_of(item: Item) -> Wording | None:
    """None for an item that only shows words. Raises Refused."""
    asked = item.shown.responses()
    stem = item.shown.words()
    strange = item.hint if any(word in item.hint for word in REFUSED) else ""
    strange = strange or next((one for one in STRANGE if one in item.node.get("ident")), "")
    if strange:
        raise Refused("unsupported", type=strange)
    if any(word in item.hint for word in SILENT):
        return None
    if any(word in item.hint for word in ESSAYS):
        item.codes += ["upload"] if any(word in item.hint for word in UPLOADS) else []
        return Wording(OPEN, stem)
    if not asked:
        return None
    if len(asked) == 1:
        return _one(item, asked[0], stem)
    return _several(item, asked, stem)


def _one(item: Item, asked: Asked, stem: str) -> Wording:
    if _in_brackets([asked], stem):
        return _gaps(item, [asked], stem)
    stem = "\n".join(filter(None, [stem, asked.label]))
    if asked.typed:
        return several_words(item, asked, stem, BLANK) or _typed(item, asked, stem)
    if asked.cardinality == "ordered":
        return ordered_by_labels(item, asked, stem) or _ordered(item, asked, stem)
    if any(choice.group for choice in asked.choices):
        return paired(item, asked, stem)
    return _choice(item, asked, stem)


def _choice(item: Item, asked: Asked, stem: str) -> Wording:
    choices = asked.choices
    if not choices:
        raise Refused("unsupported", type=asked.node.tag)
    if len(choices) < FEWEST:
        raise Refused("one_option")
    key, whole = _key(item, asked)
    several = asked.cardinality == "multiple"
    if not several and len(key) > 1:
        raise Refused("several_right", key=key)
    wording = Wording(
        MULTIPLE if several else SINGLE,
        stem,
        tuple(choice.text for choice in choices),
        key,
        pinned=tuple(at for at, choice in enumerate(choices) if choice.fixed),
        credit=(WHOLE if whole else PER_OPTION) if several else HALF,
    )
    return as_true_false(wording, [choice.ident for choice in choices])


def _key(item: Item, asked: Asked) -> tuple[str, bool]:
    """The letters of the right choices, and whether only all of them together bring marks."""
    about = [one for one in item.found if asked.ident in one.wanted]
    top = best(item.found, asked.ident)
    together = [one for one in top if len(one.wanted[asked.ident]) > 1 or one.unwanted]
    if asked.cardinality == "multiple" and not together:
        top = about  # each right choice brings its share
    elif together:
        top = together[:1]
    elif len(about) > len(top):
        item.codes.append("partial_credit")
    right = list(dict.fromkeys(values(top, asked.ident)))
    return letters(places(asked, right)), bool(together) or len(top) == 1


def _ordered(item: Item, asked: Asked, stem: str) -> Wording:
    top = best(item.found, asked.ident)
    right = list(
        values(top[:1] if top and len(top[0].wanted[asked.ident]) > 1 else top, asked.ident)
    )
    order = places(asked, right)
    if sorted(order) != list(range(len(asked.choices))):
        raise Refused("broken", detail="order")
    return Wording(ORDERING, stem, tuple(one.text for one in asked.choices), in_order(order))


def _typed(item: Item, asked: Asked, stem: str) -> Wording:
    gap = _gap(item, asked)
    if gap is None:
        return Wording(OPEN, stem)
    return Wording(FILL_BLANK, with_blanks(stem, 1), accepted=(gap.accepted,))


def _gap(item: Item, asked: Asked) -> Gap | None:
    """The accepted answers of a blank; None for a field of several rows without a key."""
    if asked.typed and len(asked.choices) > 1:
        raise Refused("unsupported", type="render_fib (several blanks in one response)")
    ident = named(item, asked)
    about = best(item.found, ident)
    words = tuple(dict.fromkeys(filter(None, values(about, ident))))
    bounds = [bound for one in item.found for bound in one.bounds.get(ident, [])]
    if bounds:
        if len(set(bounds)) > 1 or not bounds:
            raise Refused("tolerance", range=" .. ".join(str(one) for one in sorted(set(bounds))))
        return Gap((str(plain_number(bounds[0])),))
    if words:
        exact = asked.node.tag == "response_num" or "numerical" in item.hint
        return Gap(tuple(dict.fromkeys(map(_number, words))) if exact else words)
    if any(ident in one.patterns for one in item.found):
        raise Refused("wildcard")
    if asked.rows > 1:
        return None
    raise Refused("no_key")


def _number(words: str) -> str:
    value = number(words)
    return words if value is None else str(plain_number(value))


def _several(item: Item, asked: list[Asked], stem: str) -> Wording:
    if _in_brackets(asked, stem):
        return _gaps(item, asked, stem)
    if all(one.typed for one in asked) and not any(one.label for one in asked):
        return _blanks(item)
    names = [[choice.ident for choice in one.choices] for one in asked]
    if item.shown.targets and all(len(one) == len(item.shown.targets) for one in names):
        return matched(item, asked, stem, item.shown.targets)
    common = common_choices(asked)
    alike = all(one == names[0] for one in names) or "matching" in item.hint
    if names[0] and common and alike and all(one.label for one in asked):
        for one in asked:
            one.choices = [Choice(ident, text) for ident, text in common.items()]
        return matched(item, asked, stem, list(common.values()))
    return _case(item)


def _in_brackets(asked: list[Asked], stem: str) -> bool:
    """Whether the blanks stand in the text by their names, as Canvas writes them."""
    return all(f"[{_name(one)}]" in stem for one in asked)


def _name(asked: Asked) -> str:
    return asked.ident.removeprefix("response_")


def _gaps(item: Item, asked: list[Asked], stem: str) -> Wording:
    gaps: list[Gap] = []
    for number_of, one in enumerate(asked, start=1):
        stem = stem.replace(f"[{_name(one)}]", sign(number_of), 1)
        gaps.append(_bracketed(item, one))
    return filled(stem, gaps)


def _bracketed(item: Item, asked: Asked) -> Gap:
    if not asked.choices or asked.typed:
        gap = _gap(item, asked)
        if gap is None:
            raise Refused("no_key")
        return gap
    chosen = "dropdown" in item.hint or any(
        one.answer_type in CHOICE_TYPES for one in asked.choices
    )
    options = tuple(choice.text for choice in asked.choices)
    if not chosen:
        words = tuple(dict.fromkeys(filter(None, options)))
        if not words:
            raise Refused("no_key")
        return Gap(words)
    key, _ = _key(item, asked)
    if len(key) > 1:
        raise Refused("several_right", key=key)
    return Gap((), options, key)


def _blanks(item: Item) -> Wording:
    """Blanks to type, where they stand between the words."""
    parts: list[str] = []
    gaps: list[Gap] = []
    for piece in item.shown.pieces:
        if isinstance(piece, str):
            parts.append(piece)
        else:
            gap = _gap(item, piece)
            if gap is None:
                raise Refused("no_key")
            gaps.append(gap)
            parts.append(sign(len(gaps)))
    return filled(" ".join(filter(None, parts)), gaps)


def _case(item: Item) -> Wording:
    """Several responses of their own: a case, the words before each one are its question."""
    pieces = item.shown.pieces
    story: list[str] = []
    before: list[str] = []
    parts: list[Wording] = []
    for piece in pieces:
        if isinstance(piece, str):
            before.append(piece)
            continue
        if not parts and len([one for one in before if one]) > 1:
            story, before = before[:-1], before[-1:]
        stem = "\n".join(filter(None, [*before, piece.label])) or f"({len(parts) + 1})"
        before = []
        part = _one(item, piece, stem) if not piece.label else _one(item, _bare(piece), stem)
        if part.kind not in {SINGLE, MULTIPLE, OPEN, FILL_BLANK, "true_false"}:
            raise Refused("unsupported", type=f"{part.kind} inside an item with several parts")
        parts.append(part)
    title = item.node.get("title").strip()
    return Wording(CASE, "\n".join(filter(None, [*story, *before])) or title, parts=tuple(parts))


def _bare(asked: Asked) -> Asked:
    return Asked(asked.node, asked.ident, "", asked.choices)
