"""Every rule that code reads is shipped, and every shipped rule is read, or said to be reserved."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator

from tests.checks.source import Fault, Source, called, python

RULES_FILE = "portal/policy/rules.toml"
READERS = ("portal.policy.rules", "portal.policy.remembered")
HANDS_ON = "portal/policy/remembered.py"  # the keys that others name


def _pattern(node: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str | None]:
    """Regular expressions of the keys an argument may be; None where it cannot be told."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = (
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z_]+"
            for part in node.values
        )
        yield "".join(parts)
    elif isinstance(node, ast.Name) and node.id in names:
        for value in names[node.id]:
            yield from _pattern(value, names)
    else:
        yield None


def _names(source: Source) -> dict[str, list[ast.expr]]:
    """What a name may stand for: `KEY = "…"`, `for key in ("…", "…")`."""
    found: dict[str, list[ast.expr]] = {}
    for node in source.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.comprehension | ast.For) and isinstance(node.target, ast.Name):
            values = node.iter.elts if isinstance(node.iter, ast.Tuple | ast.List) else [node.iter]
            found.setdefault(node.target.id, []).extend(values)
    return found


def _asked(source: Source) -> Iterator[tuple[int, str | None]]:
    """Line and pattern of each key that `rule`, `some_rules`, `rules_in_force` or `Remembered` is
    asked for."""
    names = _names(source)
    for call in source.calls:
        reader = called(call).rpartition(".")[2]
        every = dict.fromkeys(("some_rules", "rules_in_force", "Remembered"), call.args)
        keys = {"rule": call.args[:1], **every}.get(reader, [])
        for pattern in (pattern for key in keys for pattern in _pattern(key, names)):
            yield call.lineno, pattern


def keys_are_shipped_and_read(sources: Iterable[Source]) -> Iterator[Fault]:
    """A misspelt key is found here and not on the day somebody needs the rule."""
    sources = list(sources)
    text = next((source.text for source in sources if source.path == RULES_FILE), None)
    if text is None:
        return
    shipped = tomllib.loads(text)["rule"]
    read = {entry["key"] for entry in shipped if entry.get("reserved")}
    for source in python(sources):
        asks = any(reader in source.text for reader in READERS)
        if not source.is_ours or not asks or source.path == HANDS_ON:
            continue
        for line, pattern in _asked(source):
            if pattern is None:
                yield Fault(source.path, line, "the key of a rule is a text that can be read here")
                continue
            meant = {entry["key"] for entry in shipped if re.fullmatch(pattern, entry["key"])}
            read |= meant
            if not meant:
                yield Fault(source.path, line, f"no shipped rule {pattern}: see {RULES_FILE}")
    for key in sorted({entry["key"] for entry in shipped} - read):
        line = text[: text.index(f'"{key}"')].count("\n") + 1
        yield Fault(RULES_FILE, line, f"nobody reads {key}: remove it or say reserved = true")


RULES = (keys_are_shipped_and_read,)
