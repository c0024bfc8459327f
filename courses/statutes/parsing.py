"""Reading an official text in Markdown: title, dates, headings, articles. Touches no database.

The shape: `# title` (a book of a code has a second `#` line), lines `YYYY年M月D日 event`, headings
of any depth or none, and articles as paragraphs `第X条 text` with further paragraphs below.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from courses.statutes.numerals import HANZI, article_label, to_number

LARGEST_FILE = 5 * 1024 * 1024
MOST_PROBLEMS = 50
LONGEST_TITLE, LONGEST_HEADING = 200, 60
BLANKS = " \t\u3000\u2002\u2003\u00a0"

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HEADING = re.compile(r"(#+)\s*(.+)")
_NUMBERED = re.compile(rf"(第[{HANZI}]+(编|分编|章|节))[{BLANKS}]*(.*)")
_DATE = re.compile(rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日[{BLANKS}]*(.*)")
_ARTICLE = re.compile(rf"第([{HANZI}]+)条(?:之([{HANZI}]+))?(?:[{BLANKS}]+(.*))?")
_UNSPACED = re.compile(rf"第([{HANZI}]+)条")
_HALF_WIDTH = re.compile(r"(?<=[一-鿿》）”])[:;,?]")
_HALF_BRACKETS = re.compile(rf"\(([{HANZI}]+)\)")
_WIDE = str.maketrans(":;,?", "：；，？")
_LEVELS = {"编": "book", "分编": "part", "章": "chapter", "节": "section"}
_BELOW = {
    "book": ("part", "chapter", "section"),
    "part": ("chapter", "section"),
    "chapter": ("section",),
    "section": (),
}

Key = tuple[int, int]


@dataclass(frozen=True)
class Problem:
    """Why a file cannot be read; `line` counts from 1, None when it is the file as a whole."""

    line: int | None
    message: str


class Malformed(ValueError):
    """The file is not imported; `problems` has every reason with its line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class ParsedArticle:
    number: int
    sub: int
    book: str
    part: str
    chapter: str
    section: str
    text: str
    original: str


@dataclass(frozen=True)
class ParsedStatute:
    """`adopted_on` is the day of adoption or of the last amendment; `history` the lines that say
    so."""

    title: str
    adopted_on: date | None
    in_force_on: date | None
    history: str
    preamble: str
    articles: tuple[ParsedArticle, ...]


def parse(raw: bytes) -> ParsedStatute:
    """Read one file. Raises Malformed with every problem found (at most 50)."""
    return _Reader().read(_decoded(raw))


def _decoded(raw: bytes) -> str:
    if len(raw) > LARGEST_FILE:
        raise Malformed([Problem(None, _("The file is larger than 5 MB."))])
    if b"\x00" in raw:
        raise Malformed([Problem(None, _("The file is not a text file."))])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = _("Not UTF-8. Save the file as UTF-8 and import it again.")
        raise Malformed([Problem(line, message)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = _CONTROL.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise Malformed([Problem(line, _("A control character that no text has."))])
    return text


def clean(line: str) -> str:
    """A paragraph as it is shown: invisible characters and outer blanks off, punctuation after
    hanzi full-width, items （一） in full-width brackets."""
    plain = line.translate(_INVISIBLE).strip(BLANKS)
    plain = _HALF_BRACKETS.sub(r"（\1）", plain)
    return _HALF_WIDTH.sub(lambda found: found[0].translate(_WIDE), plain)


def _squeezed(words: str) -> str:
    return re.sub(rf"[{BLANKS}]+", "", words)


@dataclass
class _Draft:
    key: Key
    line: int
    places: dict[str, str]
    raw: list[str]
    paragraphs: list[str] = field(default_factory=list)


class _Reader:
    """Goes through the lines once; every problem is kept and reading goes on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.title = ""
        self.places = dict.fromkeys(_BELOW, "")
        self.history: list[str] = []
        self.adopted_on: date | None = None
        self.in_force_on: date | None = None
        self.preamble: list[str] = []
        self.drafts: list[_Draft] = []
        self.lines_of: dict[Key, int] = {}
        self.unspaced: dict[int, int] = {}

    def read(self, text: str) -> ParsedStatute:
        for number, line in enumerate(text.split("\n"), 1):
            self._line(number, line)
        self._ending()
        if self.problems:
            found = sorted(self.problems, key=lambda problem: problem.line or 0)
            raise Malformed(found[:MOST_PROBLEMS])
        return ParsedStatute(
            title=self.title,
            adopted_on=self.adopted_on,
            in_force_on=self.in_force_on,
            history="\n".join(self.history),
            preamble="\n".join(self.preamble),
            articles=tuple(_finished(draft) for draft in self.drafts),
        )

    def _line(self, number: int, line: str) -> None:
        plain = clean(line)
        heading = _HEADING.fullmatch(plain)
        if heading:
            self._heading(number, heading[1], heading[2])
        elif found := _ARTICLE.fullmatch(plain):
            self._article(number, line, found)
        elif plain and not plain.startswith("<!--"):
            self._paragraph(number, line, plain)
        elif self.drafts:
            self.drafts[-1].raw.append(line)

    def _heading(self, line: int, marks: str, words: str) -> None:
        if len(words) > (LONGEST_HEADING if self.title else LONGEST_TITLE):
            self._problem(line, _("The heading is too long."))
        elif marks == "#" and not self.title:
            self.title = _squeezed(words)
        else:
            self._place(marks, words)

    def _place(self, marks: str, words: str) -> None:
        numbered = _NUMBERED.fullmatch(words)
        if numbered:
            level = _LEVELS[numbered[2]]
            name = "　".join(filter(None, (numbered[1], _squeezed(numbered[3]))))
        else:
            level, name = "book" if marks == "#" else "chapter", _squeezed(words)
        self.places[level] = name
        for below in _BELOW[level]:
            self.places[below] = ""

    def _article(self, line_number: int, line: str, found: re.Match[str]) -> None:
        number, sub = to_number(found[1]), to_number(found[2]) if found[2] else 0
        if number is None or sub is None:
            message = _("Cannot read the number of the article “%(words)s”.")
            self._problem(line_number, message % {"words": line.strip()[:12]})
            return
        key = (number, sub)
        self._order(line_number, key)
        draft = _Draft(key, line_number, dict(self.places), [line])
        if found[3]:
            draft.paragraphs.append(found[3])
        self.drafts.append(draft)

    def _order(self, line: int, key: Key) -> None:
        label = article_label(*key)
        if key in self.lines_of:
            message = _("%(article)s stands twice; the first is on line %(first)s.")
            self._problem(line, message % {"article": label, "first": self.lines_of[key]})
            return
        self.lines_of[key] = line
        if not self.drafts:
            if key != (1, 0) and not self.places["book"]:
                self._problem(line, _("The statute does not begin with 第一条."))
            return
        last = max(known for known in self.lines_of if known != key)
        if key < last:
            message = _("%(article)s comes after %(last)s: out of order.")
            self._problem(line, message % {"article": label, "last": article_label(*last)})
        elif key not in {(last[0] + 1, 0), (last[0], last[1] + 1)}:
            self._gap(line, key, last)

    def _gap(self, line: int, key: Key, last: Key) -> None:
        missing = last[0] + 1
        if missing in self.unspaced:
            self._problem(self.unspaced[missing], _unspaced(missing))
            return
        message = _("%(missing)s is missing between %(last)s and %(article)s.")
        names = {
            "missing": article_label(missing if key[0] > missing or not key[1] else key[0]),
            "last": article_label(*last),
            "article": article_label(*key),
        }
        self._problem(line, message % names)

    def _paragraph(self, number: int, line: str, plain: str) -> None:
        if self.drafts:
            self.drafts[-1].raw.append(line)
            self.drafts[-1].paragraphs.append(plain)
            unspaced = _UNSPACED.match(plain)
            if unspaced and (value := to_number(unspaced[1])) is not None:
                self.unspaced.setdefault(value, number)
        elif found := _DATE.fullmatch(plain):
            self._date(number, plain, found)
        else:
            self.preamble.append(plain)

    def _date(self, line: int, plain: str, found: re.Match[str]) -> None:
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            self._problem(line, _("There is no such day: %(words)s") % {"words": plain[:20]})
            return
        self.history.append(_balanced(plain))
        event = found[4]
        if event.startswith(("施行", "起施行")):
            self.in_force_on = day
        elif any(word in event for word in ("通过", "修正", "修订")):
            self.adopted_on = max(day, self.adopted_on or day)

    def _ending(self) -> None:
        if not self.title:
            self._problem(1, _("No title: the file does not begin with a line “# title”."))
        if not self.drafts:
            self._problem(None, _("No article (a paragraph that begins with 第一条 and a space)."))
            return
        following = max(self.lines_of)[0] + 1 if self.lines_of else 0
        if following in self.unspaced:
            self._problem(self.unspaced[following], _unspaced(following))
        for draft in self.drafts:
            if not draft.paragraphs:
                message = _("%(article)s has no text.") % {"article": article_label(*draft.key)}
                self._problem(draft.line, message)

    def _problem(self, line: int | None, message: str) -> None:
        self.problems.append(Problem(line, message))


def _unspaced(number: int) -> str:
    words = {"article": article_label(number)}
    return _("A space is missing after %(article)s, so it reads as a paragraph.") % words


def _balanced(line: str) -> str:
    """A date line without the closing bracket that nothing opened."""
    return line.removesuffix("）") if line.count("）") > line.count("（") else line


def _finished(draft: _Draft) -> ParsedArticle:
    return ParsedArticle(
        number=draft.key[0],
        sub=draft.key[1],
        text="\n".join(draft.paragraphs),
        original="\n".join(draft.raw).rstrip("\n"),
        **draft.places,
    )
