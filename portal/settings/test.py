"""For the test run: cheap password hash, plain static files, mail in memory."""

from .base import *  # noqa: F403
from .base import DATABASES, MIDDLEWARE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SHARED_PAGES_SECONDS = 0  # rows are rolled back after each test, kept pages would stay
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # nothing there outlives the test run
    OPTIONS = DATABASES["default"]["OPTIONS"]
    OPTIONS["init_command"] = OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")
