"""PostgreSQL, Redis and TLS in front; everything else as in the embedded shape."""

from typing import Any

from . import env
from .base import *  # noqa: F403
from .base import DATABASES

if not env.DATABASE_URL.startswith("postgres"):
    raise RuntimeError("production needs DATABASE_URL=postgres://…")
if not env.REDIS_URL:
    raise RuntimeError("production needs REDIS_URL=redis://…")
if not env.PUBLIC_URL.startswith("https://"):
    raise RuntimeError("production needs HEZHONG_PUBLIC_URL=https://…")
_database: dict[str, Any] = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0  # the pool keeps connections
# What DATABASE_URL asks for (sslmode, sslrootcert …) stays.
_database["OPTIONS"] = {
    **_database.get("OPTIONS", {}),
    "pool": {"min_size": 1, "max_size": 8},
    "prepare_threshold": 1_000_000,  # no query of itself, only those of `portal.prepared`
}

DEMO_ALLOWED = False
OWNER_APART = True  # doctor asks whether the site's role can rewrite the audit trail
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
