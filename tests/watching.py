"""A pytest plugin that sees which lines and branches of the verb modules the tests run.

Only those modules are instrumented, so that everything else runs at its own speed; a tracer of
the whole process made this suite nearly three times as slow. Loaded with `-p tests.watching`
and VERBS_SEEN=FILE before anything of Django is imported.
"""

import json
import os
from pathlib import Path

import slipcover

from tests.checks import coverage_of_verbs
from tests.checks.source import ROOT, tree

watched = slipcover.FileMatcher([ROOT / path for path in coverage_of_verbs.verbs(tree())])
seen = slipcover.Slipcover(branch=True)
slipcover.ImportManager(seen, watched).__enter__()


def pytest_unconfigure() -> None:
    Path(os.environ["VERBS_SEEN"]).write_text(json.dumps(seen.get_coverage()), encoding="utf-8")
