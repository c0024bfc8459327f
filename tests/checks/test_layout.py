"""Each rule of layout finds its bad example and leaves a good one alone."""

from collections.abc import Iterable

import pytest

from tests.checks import layout
from tests.checks.source import Fault, Rule, Source

LONG_FUNCTION = "def act():\n" + "    print()\n" * 40
INNER = "def act():\n    import json\n    return json\n"
UNFINISHED = "# TO" + "DO: later\n"

BAD: list[tuple[Rule, Source]] = [
    (layout.top_level, Source("scripts/run.py", "")),
    (layout.names, Source("exams/utils.py", "")),
    (layout.file_sizes, Source("exams/attempts.py", "\n" * 301)),
    (layout.file_sizes, Source("README.md", "\n" * 161)),
    (layout.function_sizes, Source("exams/attempts.py", LONG_FUNCTION)),
    (layout.inner_imports, Source("exams/attempts.py", INNER)),
    (layout.unfinished, Source("exams/templates/exams/page.html", UNFINISHED)),
    (layout.empty_rooms, Source("exams/marking/__init__.py", "")),
]
GOOD = [
    Source("README.md", "\n" * 160),
    Source("exams/__init__.py", ""),
    Source("exams/attempts.py", "import json\n" + LONG_FUNCTION.replace("    print()\n", "", 1)),
    Source("exams/migrations/__init__.py", ""),
    Source("exams/migrations/0001_exams.py", "\n" * 400),
]


def found(rule: Rule, sources: Iterable[Source]) -> list[Fault]:
    return list(rule(sources))


@pytest.mark.parametrize(("rule", "bad"), BAD)
def test_a_bad_example_is_found_in_its_place(rule: Rule, bad: Source) -> None:
    faults = found(rule, [bad])
    assert faults
    assert all(bad.path.startswith(fault.path) for fault in faults)


@pytest.mark.parametrize("rule", layout.RULES)
def test_a_good_tree_is_left_alone(rule: Rule) -> None:
    assert found(rule, GOOD) == []
