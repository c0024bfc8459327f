"""While the platform loads nobody looks for garbage; afterwards Python does as ever, among what
came later."""

import subprocess
import sys

from tests.environment import ROOT

LOADED = """
import gc
before = gc.get_threshold()
from django.conf import settings
settings.DEBUG
meanwhile = gc.get_threshold()
import django
django.setup()
print(meanwhile > before, gc.get_threshold() == before, gc.get_freeze_count() > 100_000)
"""


def test_when_all_apps_are_loaded_the_threshold_is_set_back_and_they_are_set_aside() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "True"]
