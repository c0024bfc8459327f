"""The files a check looks at, as values, so that a test can hand it a bad example."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("portal", "courses", "exams", "certificates")


@dataclass(frozen=True)
class Source:
    """A file of the tree: its path from the root, with slashes, and its text."""

    path: str
    text: str

    @property
    def room(self) -> str:
        """The top-level entry it lies in: `exams`, `tests`, `manage.py`."""
        return PurePosixPath(self.path).parts[0]

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def is_ours(self) -> bool:
        """Code of the apps; migrations are written by Django."""
        return self.room in APPS and "/migrations/" not in self.path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))


@dataclass(frozen=True)
class Fault:
    """One line for the reader: where, and what to do about it."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


Rule = Callable[[Iterable[Source]], Iterator[Fault]]
TEXT = {".py", ".html", ".js", ".css", ".toml", ".md", ".txt", ".svg", ".sh", ""}


def tree() -> list[Source]:
    """Every text file that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = sorted(set(filter(None, listed.split("\0"))))
    return [
        Source(path, (ROOT / path).read_text(encoding="utf-8", errors="replace"))
        for path in paths
        if PurePosixPath(path).suffix in TEXT and (ROOT / path).is_file()
    ]


def python(sources: Iterable[Source]) -> Iterator[Source]:
    return (source for source in sources if source.path.endswith(".py"))


def called(call: ast.Call) -> str:
    """What a call names, as written: `clock.at`, `enqueue`; empty for anything else."""
    return ast.unparse(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else ""
