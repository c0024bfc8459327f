import re
from pathlib import Path

from exams import formats
from exams.formats.entries import Note
from exams.importing.wording import ALL, DETAILS, told

SAID = re.compile(r'(?:Refused|Note|Unreadable|_note|codes\.append)\(\s*"([a-z_]+)"')
DETAIL = re.compile(r'detail="([a-z]+)"')


def _written(pattern: re.Pattern[str]) -> set[str]:
    folder = Path(formats.__file__).parent
    return {
        code for path in folder.glob("*.py") for code in pattern.findall(path.read_text("utf-8"))
    }


def test_every_code_of_the_readers_has_words() -> None:
    writers_only = {"long_cell"}  # told by a file that is handed out, not by one brought
    assert _written(SAID) - set(ALL) == writers_only


def test_what_is_broken_is_named_in_words() -> None:
    inside_a_file = {"deep", "entity"}  # of a file that is refused as a whole
    assert _written(DETAIL) - set(DETAILS) == inside_a_file
    assert told(Note("broken", facts={"detail": "braces"})).endswith("花括号")
