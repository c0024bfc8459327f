"""Options and the key that chooses among them."""

import re
from collections.abc import Sequence

from exams.formats import keys
from exams.formats.cleaning import narrow
from exams.formats.options import is_uneven, split, split_cell, without_letters
from exams.formats.pieces import Pieces, Refused
from exams.formats.traditional import simplified
from exams.wording import HALF, LETTERS, PER_OPTION, WHOLE, squeezed

FEWEST = 2
LONGEST_TOLD = 60
_PAIR = re.compile(r"([A-Za-z\d]{1,2})\s*(?:-+>?|=+>?|—+|–|→|:)\s*([A-Za-z\d]{1,2})(?![A-Za-z\d])")
_ARROW = re.compile(r"\s*(?:=+>|-+>|→|——|\|\|\|)\s*")
_WHOLE_LIST = re.compile(
    r"^(?:以上|上述)(?:[^,，。;；]{0,8})(?:对|是|正确|错|错误|不对|不是|不正确|皆非|都非|可以|可|不可以|有)$|^(?:都对|都错|都不对|全对|全部正确)$"
    r"|^(?:all|none|both|neither|any) of the (?:above|these|following)",
    re.I,
)
_LETTERED = re.compile(
    r"^[A-H](?:\s*[、,和与及或&]?\s*[A-H])+(?:项|都|均|皆|两|$)|^(?:仅|只有)?[A-H][、和与及][A-H]"
)
_UNSURE = {"是", "否", "不是", "1", "0", "Y", "N", "Yes", "No", "YES", "NO", "yes", "no"}
_PLACES = re.compile(r"\d{1,2}(?:[\s,、;]+\d{1,2})*")
_NUMBER = re.compile(r"\d(?:\.0)?")
_SIGN = re.compile(r"[A-Z\d]")  # alone it may stand for a thing rather than for true or false
NOTHING = {
    "null",
    "none",
    "nan",
    "n/a",
    "undefined",
    "-",
    "--",
    "—",
    "/",
    "\\",
    "无",
    "暂无",
    "未知",
}
_TRUE = {"TRUE", "1", "是", "对", "√", "Y", "YES", "T", "正确", "✓", "✔", "1.0"}


def options_of(pieces: Pieces) -> list[str]:
    """The options from their columns or from the one cell that holds all; without their own
    letters, and without empty ones at the end."""
    found = [_option(pieces, option, LETTERS[at % 26]) for at, option in enumerate(pieces.options)]
    while found and not found[-1]:
        found.pop()
    if not any(found) and pieces.together:
        found = split_cell(pieces.kept(pieces.together, "options"))
    elif len(found) == 1 and len(pieces.options) == 1:
        found = split_cell(found[0])
    if len(found) == 1:  # 对,错
        pair = re.split(r"[\s,，/、]+", found[0])
        found = pair if is_truth_pair(pair) else found
    if len(found) > len(LETTERS):
        raise Refused("options", count=str(len(found)))
    return without_letters([one.strip() for one in found])


def _option(pieces: Pieces, option: str, letter: str) -> str:
    """An option as it is kept. Raises Refused when it was no more than a picture from elsewhere."""
    before = len(pieces.notes)
    kept = pieces.kept(option, f"options.{letter}").replace("\t", " ")
    codes = {note.code for note in pieces.notes[before:]}
    if not kept and "remote_picture" in codes:
        raise Refused("remote_option", pieces.columns.get(f"options.{letter}", ""), letter=letter)
    return kept


def why_none(stem: str) -> str:
    """Why no options are found: none there, or their letters skip or repeat one."""
    return "uneven_letters" if is_uneven(stem) else "no_options"


def options_behind(stem: str) -> tuple[str, list[str]]:
    """The stem and the options that stand behind it in one text; no options when there are none."""
    found = split(stem)
    if found and found[0] and all(found[1]):
        return found
    return stem, []


def written_keys(pieces: Pieces) -> list[tuple[str, str]]:
    """The answers that are not empty, each with its column."""
    found = [(column, pieces.kept(text, "key")) for column, text in pieces.keys]
    return [(column, text) for column, text in found if text]


def letters_of(pieces: Pieces, options: Sequence[str]) -> str:
    """The letters of the right options, in order as written; "" when nothing says them.

    Raises Refused: `key`, `ambiguous_key`, `keys_disagree`.
    """
    found: dict[str, str] = {}
    for column, text in written_keys(pieces):
        try:
            letters = keys.letters(text, options, numbered=pieces.numbered)
        except keys.Unread as unread:
            if text.strip().lower() in NOTHING:
                continue
            raise Refused(str(unread), column, text=text[:200]) from None
        found[column] = letters
    flags = "".join(
        LETTERS[at]
        for at, flag in enumerate(pieces.flags[:26])
        if narrow(flag).strip().upper() in _TRUE
    )
    if flags:
        found["flags"] = flags
    return _agreed(found)


def refuse_doubtful(pieces: Pieces, *, several: bool) -> None:
    """Raises Refused(`ambiguous_key`) for an answer that may be a correction or either of two;
    `several` says that the file itself calls the question one with several answers."""
    for column, text in written_keys(pieces):
        if keys.is_doubtful(text, several=several):
            raise Refused("ambiguous_key", column, text=text[:200])


def fills_by_choosing(pieces: Pieces, options: Sequence[str], number: int) -> bool:
    """Whether so many blanks are filled by choosing: the answer names options by letter or place.
    Raises Refused(`key`) when it is not clear which option goes where."""
    written = [text for _column, text in written_keys(pieces)]
    if len(options) < FEWEST or not written or pieces.blanks:
        return False
    plainly = all(keys.spelt(text, len(options)) or keys.named(text, options) for text in written)
    counted = all(map(_PLACES.fullmatch, written)) and not set(written) & set(options)
    if not plainly and not counted:
        return False
    if number > 1 or not (plainly or pieces.numbered is not None):
        raise Refused("key", pieces.columns.get("key", ""), text=written[0][:200])
    return True


def disagreeing(first: tuple[str, str], second: tuple[str, str]) -> Refused:
    """Why two answers are refused: what each says, and in which column (or field) it stands."""
    (here, one), (there, other) = first, second
    facts = {"first": one[:LONGEST_TOLD], "first_at": here}
    return Refused("keys_disagree", **facts, second=other[:LONGEST_TOLD], second_at=there)


def _agreed(found: dict[str, str]) -> str:
    whole = list(found.items())
    for column, letters in whole[1:]:
        if set(letters) != set(whole[0][1]):
            raise disagreeing(whole[0], (column, letters))
    return whole[0][1] if whole else ""


def truth_of(pieces: Pieces, options: Sequence[str]) -> tuple[str, str]:
    """A or B for true or false, and words behind it; ("", "") without an answer."""
    found: dict[str, str] = {}
    remark = ""
    for column, text in written_keys(pieces):
        if text.strip().lower() in NOTHING:
            continue
        found[column], behind = _truth(text, options, pieces.numbered)
        remark = remark or behind
        if not found[column]:
            raise Refused("key", column, text=text[:200])
    if not found and pieces.flags and options:
        letters = letters_of(pieces, options)
        found["flags"], _none = _truth(letters, options, None) if letters else ("", "")
    return _agreed({column: key for column, key in found.items() if key}), remark


def _truth(text: str, options: Sequence[str], numbered: int | None) -> tuple[str, str]:
    letter = keys.plain(text).upper()
    if options and _NUMBER.fullmatch(letter):
        return _counted_truth(int(float(letter)), options, numbered), ""
    if letter in {"A", "B"}:
        if not options:
            return letter, ""
        meant = keys.judgement(options[LETTERS.index(letter)])
        return (meant.key if meant else ""), ""
    found = keys.judgement(text) or keys.judgement(re.sub(r"^\s*[A-B][.．、:：]?", "", text))
    return (found.key, found.remark) if found else ("", "")


def _counted_truth(number: int, options: Sequence[str], numbered: int | None) -> str:
    """What a number says beside the options true and false: the place of one of them, or 1 for
    true and 0 for false. Raises Refused(`ambiguous_key`) when the file does not tell which."""
    meant = [keys.judgement(option) for option in options]
    bases = (0, 1) if numbered is None else (numbered,)
    found = {meant[number - base] for base in bases if 0 <= number - base < len(meant)}
    if numbered is None or not found:
        found |= {keys.judgement(str(number))}
    said = {one.key for one in found if one is not None}
    if len(said) > 1:
        raise Refused("ambiguous_key", text=str(number))
    return said.pop() if said else ""


def is_truth_pair(options: Sequence[str], *, plainly: bool = False) -> bool:
    """Whether the two options are no more than true and false; `plainly` leaves out words that
    may as well be options of a choice (是, 否; x, y)."""
    if len(options) != FEWEST or (plainly and {squeezed(one) for one in options} & _UNSURE):
        return False
    plain = [re.sub(r"\s+", "", simplified(narrow(one))).upper() for one in options]
    if plainly and set(plain) != {"T", "F"} and all(map(_SIGN.fullmatch, plain)):
        return False
    words = keys.TRUE_WORDS, keys.FALSE_WORDS
    return (plain[0] in words[0] and plain[1] in words[1]) or (
        plain[1] in words[0] and plain[0] in words[1]
    )


def pinned_of(written: str, options: Sequence[str]) -> tuple[int, ...]:
    """The options that keep their place: as the file says; when it says nothing, those that speak
    of all the others (以上都对), and all of them when one names others by their letters."""
    if written:
        letters = re.findall(r"[A-Z]", narrow(written).upper())
        return tuple(sorted({LETTERS.index(one) for one in letters} & set(range(len(options)))))
    if any(_LETTERED.match(narrow(option)) for option in options):
        return tuple(range(len(options)))
    return tuple(
        at for at, one in enumerate(options) if _WHOLE_LIST.match(narrow(one).rstrip("。."))
    )


def credit_of(written: str) -> str:
    """What an answer earns that leaves out a right option."""
    if not written:
        return HALF
    if re.search(r"per_option|每|按选项|按比例", written):
        return PER_OPTION
    return WHOLE if re.search(r"whole|全对|全部|不得分|零分|0分", written) else HALF


def matched(pieces: Pieces, options: list[str]) -> tuple[list[str], list[str], str]:
    """Options, targets, and a letter of a target for each option. Raises Refused."""
    targets = without_letters(split_cell(pieces.text("targets")))
    pairs = [_ARROW.split(option) for option in options]
    if not targets and pairs and all(len(pair) == FEWEST for pair in pairs):
        left = [pair[0] for pair in pairs]
        targets = list(dict.fromkeys(pair[1] for pair in pairs))
        return left, targets, "".join(LETTERS[targets.index(pair[1])] for pair in pairs)
    if len(options) < FEWEST or not targets:
        raise Refused("no_options")
    written = the_one(written_keys(pieces))
    if not written:
        raise Refused("no_key")
    return options, targets, _pairs(narrow(written), options, targets)


def _pairs(written: str, options: Sequence[str], targets: Sequence[str]) -> str:
    meant: dict[int, int] = {}
    for left, right in _PAIR.findall(written):
        at, to = _place(left, len(options)), _place(right, len(targets))
        if at is None or to is None or at in meant:
            raise Refused("key", text=written[:200])
        meant[at] = to
    if not meant and re.fullmatch(r"[A-Z]+", written) and len(written) == len(options):
        meant = {at: LETTERS.index(letter) for at, letter in enumerate(written)}
    if set(meant) != set(range(len(options))) or max(meant.values()) >= len(targets):
        raise Refused("key", text=written[:200])
    return "".join(LETTERS[meant[at]] for at in range(len(options)))


def _place(name: str, many: int) -> int | None:
    place = int(name) - 1 if name.isdecimal() else LETTERS.find(name.upper())
    return place if 0 <= place < many else None


def the_one(written: Sequence[tuple[str, str]]) -> str:
    """The text that all the answers are; "" without any. Raises Refused: `keys_disagree`."""
    for other in written[1:]:
        if squeezed(other[1]) != squeezed(written[0][1]):
            raise disagreeing(written[0], other)
    return written[0][1] if written else ""
