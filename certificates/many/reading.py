"""A list as somebody brings it: a file, or pasted text. Every row keeps its place; nothing that is
unclear is guessed."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from threading import BoundedSemaphore

from certificates.many.columns import (
    CODE,
    ENDING,
    NAME,
    NUMBER,
    ROLES,
    columns_of,
    heading_of,
)
from certificates.many.lines import Hint, Line, Sheet
from certificates.many.tokens import Token, read_ending, read_token
from certificates.verification import Question, comparable
from portal import masking
from portal.people import identity
from portal.people.comparing import ENDING as SIX
from portal.spreadsheets.heading import is_note
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.tables import BLANK, Cell, FileRefused, Row, Table, column_letters

MAY_BE_DOCUMENT = 15  # digits in a cell
NAMED = 5  # rows with another name that are told
LONGEST_NAME = 100
# Anybody may bring files: one process of the site opens no more than so many at a time.
_turns = BoundedSemaphore(2)


class Busy(RuntimeError):
    """Others' lists are just being read; a moment later it will do."""


class TooLong(ValueError):
    """The list has more rows than may be asked at once; the argument says how many, 0 for more than
    anybody counted."""


def read(content: bytes, name: str, most: int) -> Sheet:
    """The list in a file of that name. Raises Busy, TooLong, and FileRefused as `read_table`."""
    if not _turns.acquire(blocking=False):
        raise Busy
    try:
        table = read_table(content, name)
    except FileRefused as refused:
        if refused.code == "long":
            raise TooLong(0) from None
        raise
    finally:
        _turns.release()
    return sheet_of(table, masking.file_name(name), most)


def sheet_of(table: Table, name: str, most: int) -> Sheet:
    """Raises TooLong."""
    heading = heading_of(table.rows)
    rows = table.rows[heading.last :]
    if len(rows) > most:
        raise TooLong(len(rows))
    columns = columns_of(heading, rows)
    formulas = table.seen.formulas
    lines = [
        _line(n, row, columns, formulas.get(n, ()))
        for n, row in enumerate(rows, start=heading.last + 1)
    ]
    _refuse_two_names(lines)
    _mark_doubles(lines)
    above = [_masked(row, {}) for row in table.rows[: heading.last]]
    read_as = tuple((role, column_letters(columns[role])) for role in ROLES if role in columns)
    return Sheet(name, above, read_as, heading.last, lines)


def _line(n: int, row: Row, columns: dict[str, int], formulas: Collection[int]) -> Line:
    """`formulas` are the columns where one stands; what counts is the value stored with it."""
    line = Line(n, _masked(row, columns))
    line.hints = [
        Hint("formula_blank", _place(at, n))
        for at in columns.values()
        if at in formulas and not (at < len(row) and row[at].text)
    ]
    if is_note(row) or not any(cell.text for cell in row):
        return line
    found = [(token, _place(at, n)) for at, token in _tokens(row, columns)]
    line.hints += [Hint(token.wrong, at, token.fact) for token, at in found if token.wrong]
    line.question = _question(line, [token for token, _at in found])
    return line


def _tokens(row: Row, columns: dict[str, int]) -> Iterator[tuple[int, Token]]:
    """What the cells say that something is known of; of a row with neither code nor number under
    its columns the first cell is read as if it were one."""
    for role in (CODE, NUMBER):
        if _cell(row, columns, role).text:
            yield columns[role], read_token(_cell(row, columns, role))
    if not any(role in columns for role in (CODE, NUMBER)):
        at = next(at for at, cell in enumerate(row) if cell.text)
        if at not in columns.values():
            yield at, read_token(row[at])
    if name := _cell(row, columns, NAME).text:
        yield columns[NAME], Token(name=name[:LONGEST_NAME])
    if _cell(row, columns, ENDING).text:
        yield columns[ENDING], read_ending(_cell(row, columns, ENDING))


def _question(line: Line, tokens: list[Token]) -> Question | None:
    code, number, name, ending = (
        next((found for token in tokens if (found := getattr(token, role))), "")
        for role in (CODE, NUMBER, NAME, ENDING)
    )
    if code:
        line.given_name, line.given_number = name, number
        return Question(code=code)
    if number and (name or ending):
        return Question(number=number, name=name, ending=ending)
    if not line.hints:
        line.hints.append(Hint("no_second" if number else "nothing"))
    return None


def _cell(row: Row, columns: dict[str, int], role: str) -> Cell:
    at = columns.get(role)
    return row[at] if at is not None and at < len(row) else BLANK


def _place(at: int, n: int) -> str:
    return f"{column_letters(at)}{n}"


def _masked(row: Row, columns: dict[str, int]) -> tuple[str, ...]:
    """The cells as they stood, whole numbers of documents masked: they are kept nowhere."""
    return tuple(_shown(cell.text, at == columns.get(ENDING)) for at, cell in enumerate(row))


def _shown(text: str, of_document: bool) -> str:
    if of_document:
        number = identity.normalised(text)
        return masking.number(number) if len(number) > SIX else text
    digits = sum(char.isdigit() for char in text)
    return masking.file_name(text) if digits >= MAY_BE_DOCUMENT else text


def _refuse_two_names(lines: list[Line]) -> None:
    """A number that stands there with two names, or two endings, is not asked at all: or a list
    would be a way to guess whose it is."""
    given: dict[str, dict[tuple[bytes, str], list[int]]] = defaultdict(dict)
    for line in lines:
        asked = line.question
        if asked and not asked.code:
            second = (comparable(asked.name), asked.ending)
            given[asked.number].setdefault(second, []).append(line.row)
    twice = {number: seconds for number, seconds in given.items() if _several(seconds)}
    for line in lines:
        if line.question and line.question.number in twice:
            rows = sorted(row for found in twice[line.question.number].values() for row in found)
            others = [str(row) for row in rows if row != line.row][:NAMED]
            line.hints.append(Hint("two_names", fact=", ".join(others)))
            line.question = None


def _several(seconds: dict[tuple[bytes, str], list[int]]) -> bool:
    names = {name for name, _ending in seconds if name}
    endings = {ending for _name, ending in seconds if ending}
    return len(names) > 1 or len(endings) > 1


def _mark_doubles(lines: list[Line]) -> None:
    first: dict[Question, int] = {}
    for line in lines:
        if line.question:
            before = first.setdefault(line.question, line.row)
            line.same_as = before if before != line.row else 0
