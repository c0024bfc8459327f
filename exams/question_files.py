"""Reading a table of questions (CSV): pure, no database. The header decides which column is what;
a row that cannot be read is a problem with its row number, never dropped or guessed."""

import csv
import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass, field

LETTERS = "ABCDEFGH"
SEPARATORS = ",;\t"
WIDEST_FIELD = 100_000
MOST_ROWS = 20_000
HEADINGS = {
    "stem": {"input", "question", "stem", "题干", "题目", "试题"},
    "key": {"output", "answer", "key", "答案", "正确答案"},
    "kind": {"multichoice", "kind", "type", "题型", "多选"},
    "source": {"source", "来源"},
    "explanation": {"explanation", "解析", "答案解析"},
}
KINDS = {
    "multiple": {"true", "1", "multiple", "多选", "多项选择", "多选题", "多项选择题"},
    "single": {"false", "0", "single", "单选", "单项选择", "单选题", "单项选择题"},
    "true_false": {"true_false", "判断", "判断题"},
}
TRUE_WORDS = {"对", "正确", "√", "T", "TRUE", "1", "A", "是"}
FALSE_WORDS = {"错", "错误", "×", "F", "FALSE", "0", "B", "否", "X"}
KEY_NOISE = re.compile(r"[\s,，、;；./]+")


class UnreadableFile(ValueError):
    """The file as a whole is not a table of questions; the message is one word that says why."""


@dataclass(frozen=True)
class QuestionRow:
    """A row as read, before any rule is asked. `row` counts as a spreadsheet shows it (the header
    is row 1, a cell with line breaks is still one row); `kind` is "" when unknown, then `kind_text`
    says what stood there. `removed` counts invisible characters that were taken out."""

    row: int
    stem: str
    options: tuple[str, ...]
    key: str
    kind: str
    kind_text: str = ""
    source: str = ""
    explanation: str = ""
    removed: int = 0

    @property
    def digest(self) -> str:
        """Identity by content: kind, stem and options, blanks and width aside; not the key."""
        parts = (self.kind, self.stem, *self.options)
        plain = "\x1e".join(re.sub(r"\s+", "", unicodedata.normalize("NFKC", p)) for p in parts)
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass
class Columns:
    """Which column holds what; `options` in the order of their letters."""

    places: dict[str, int] = field(default_factory=dict)
    options: list[int] = field(default_factory=list)


def decode(content: bytes) -> str:
    """Text of a file in UTF-8 (with or without BOM), UTF-16 with BOM, or GBK/GB 18030.

    Raises UnreadableFile("encoding").
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    else:
        codecs = ["utf-8-sig", "gb18030"]
    for codec in codecs:
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("encoding")


def read(content: bytes) -> list[QuestionRow]:
    """Every row below the header that is not blank. Raises UnreadableFile: encoding, empty,
    header, table (not a well-formed table) or long (more than 20,000 rows)."""
    text = decode(content)
    if not text.strip():
        raise UnreadableFile("empty")
    records, columns = _table(text)
    if len(records) > MOST_ROWS:
        raise UnreadableFile("long")
    return [
        _row(number, record, columns)
        for number, record in enumerate(records, start=1)
        if number > 1 and any(cell.strip() for cell in record)
    ]


def _table(text: str) -> tuple[list[list[str]], Columns]:
    """The records and their columns, by the separator under which the header makes sense."""
    first = text.split("\n", 1)[0]
    for separator in sorted(SEPARATORS, key=first.count, reverse=True):
        csv.field_size_limit(WIDEST_FIELD)
        try:
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except csv.Error as error:
            raise UnreadableFile("table") from error
        columns = _columns(records[0])
        if columns is not None:
            return records, columns
    raise UnreadableFile("header")


def _columns(header: list[str]) -> Columns | None:
    """None unless text, answer, kind and at least two options have a column."""
    names = [unicodedata.normalize("NFKC", cell).strip() for cell in header]
    columns = Columns()
    for meaning, words in HEADINGS.items():
        for place, name in enumerate(names):
            if name.lower() in words:
                columns.places.setdefault(meaning, place)
    for letter in LETTERS:
        wanted = {letter, f"选项{letter}"}
        found = [at for at, name in enumerate(names) if name.upper() in wanted]
        if not found:
            break
        columns.options.append(found[0])
    needed = {"stem", "key", "kind"} <= set(columns.places)
    return columns if needed and len(columns.options) > 1 else None


def _row(number: int, record: list[str], columns: Columns) -> QuestionRow:
    removed = 0

    def cell(place: int | None) -> str:
        nonlocal removed
        raw = record[place] if place is not None and place < len(record) else ""
        text = visible(raw)
        removed += len(raw.replace("\r\n", "\n").replace("\r", "\n")) - len(text)
        return text.strip()

    kind_text = cell(columns.places.get("kind"))
    kind = next((kind for kind, words in KINDS.items() if kind_text.lower() in words), "")
    options = [cell(place) for place in columns.options]
    given = len(options)
    while given and not options[given - 1]:
        given -= 1
    return QuestionRow(
        row=number,
        stem=cell(columns.places.get("stem")),
        options=tuple(options[:given]),
        key=read_key(cell(columns.places.get("key")), kind),
        kind=kind,
        kind_text=kind_text,
        source=cell(columns.places.get("source"))[:200],
        explanation=cell(columns.places.get("explanation")),
        removed=removed,
    )


def visible(text: str) -> str:
    """Without control, zero-width and broken characters; line ends as one sign, tabs as blanks."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        char
        for char in plain
        if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )


def read_key(written: str, kind: str) -> str:
    """An answer as people write it (Ａ, a, "A,B", A、B; 对, √, T, 1) in letters, in their order.

    What cannot be read stays as it is, so that the rule that refuses it can name it.
    """
    plain = KEY_NOISE.sub("", unicodedata.normalize("NFKC", written)).upper()
    if kind == "true_false":
        if plain in TRUE_WORDS:
            return "A"
        return "B" if plain in FALSE_WORDS else plain
    return "".join(sorted(plain))
