"""For the person at the keyboard: tracebacks in the browser, static files from the tree."""

from .base import *  # noqa: F403
from .base import STORAGES

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
