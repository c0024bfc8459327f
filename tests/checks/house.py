"""All rules over the whole tree: `python -m tests.checks.house`."""

import sys

from tests.checks import discipline, layout, pages, policy_keys
from tests.checks.source import Fault, Rule, tree

RULES: tuple[Rule, ...] = (*layout.RULES, *discipline.RULES, *pages.RULES, *policy_keys.RULES)


def faults() -> list[Fault]:
    sources = tree()
    return sorted(
        {fault for rule in RULES for fault in rule(sources)}, key=lambda f: (f.path, f.line)
    )


if __name__ == "__main__":
    found = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.exit(bool(found))
