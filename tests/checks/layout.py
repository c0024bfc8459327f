"""Where files lie and how large they grow (docs/conventions.md, "Rooms" and "Files")."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.checks.source import APPS, Fault, Source, python

TOP = {
    *APPS,
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".python-version",
    "LICENSE",
    "Makefile",
    "README.md",
    "deploy",
    "docs",
    "locale",
    "manage.py",
    "pyproject.toml",
    "tests",
    "uv.lock",
}
NAMELESS = {"common.py", "helpers.py", "managers.py", "misc.py", "services.py", "utils.py"}
FILE_LINES = 300
FUNCTION_LINES = 40
README_LINES = 160
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def top_level(sources: Iterable[Source]) -> Iterator[Fault]:
    """Nothing lies at the top but what the house names."""
    for room in sorted({source.room for source in sources} - TOP):
        yield Fault(room, 1, "not a top-level entry of the house")


def names(sources: Iterable[Source]) -> Iterator[Fault]:
    """A file is named after the act."""
    for source in python(sources):
        if source.name in NAMELESS:
            yield Fault(source.path, 1, "name the file after what it does")


def file_sizes(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        lines = source.text.count("\n")
        code = source.path.endswith(".py") and "/migrations/" not in source.path
        if code and lines > FILE_LINES:
            yield Fault(source.path, lines, f"{lines} lines; split it at {FILE_LINES}")
        if source.path == "README.md" and lines > README_LINES:
            yield Fault(source.path, lines, f"{lines} lines; at most {README_LINES}")


def function_sizes(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in python(sources):
        for node in source.nodes:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES and "/migrations/" not in source.path:
                what = f"{node.name} has {lines} lines; at most {FUNCTION_LINES}"
                yield Fault(source.path, node.lineno, what)


def inner_imports(sources: Iterable[Source]) -> Iterator[Fault]:
    """Imports stand at the top of the file: an import inside a function hides a circle."""
    for source in python(sources):
        functions = (
            node
            for node in source.nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        )
        for function in functions:
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield Fault(source.path, node.lineno, "import at the top of the file")


def unfinished(sources: Iterable[Source]) -> Iterator[Fault]:
    for source in sources:
        if source.room not in {*APPS, "deploy", "tests"}:
            continue
        for number, line in enumerate(source.text.splitlines(), 1):
            if UNFINISHED.search(line):
                yield Fault(source.path, number, "finish it or write an issue")


def empty_rooms(sources: Iterable[Source]) -> Iterator[Fault]:
    """A room is made when its first tenant moves in: a package holds more than `__init__.py`."""
    folders: dict[str, list[Source]] = {}
    for source in sources:
        folder = source.path.rpartition("/")[0]
        for place in (folder, folder.rpartition("/")[0]):
            folders.setdefault(place, []).append(source)
    for folder, inside in sorted(folders.items()):
        filled = [item for item in inside if item.name != "__init__.py" or item.text.strip()]
        if folder and not filled and "migrations" not in folder:
            yield Fault(folder, 1, "an empty room: make it when its first tenant moves in")


RULES = (top_level, names, file_sizes, function_sizes, inner_imports, unfinished, empty_rooms)
