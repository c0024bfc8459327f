"""For the test run: cheap password hash, plain static files, mail in memory."""

from .base import *  # noqa: F403
from .base import MIDDLEWARE, SQLITE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SHARED_PAGES_SECONDS = 0  # rows are rolled back after each test, kept pages would stay
# Nothing that is written outlives the test run, so nobody waits for the disk.
SQLITE["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
