"""Production as it is, but for the static files: nobody asks for them here."""

from portal.settings.production import *  # noqa: F403
from portal.settings.production import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
