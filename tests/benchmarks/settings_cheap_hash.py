"""As `settings_served`, but for the hash of passwords, which would hide all else in a session."""

from tests.benchmarks.settings_served import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
