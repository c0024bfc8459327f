"""Settings of the broken build `no_door`."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import INSTALLED_APPS

INSTALLED_APPS.append("tests.chaos.broken.apps.NoDoor")
