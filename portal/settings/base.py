"""Settings of the embedded shape: SQLite, files on disk, mail as files.

See docs/operating.md.
"""

import gc
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from . import env
from .accounts import *  # noqa: F403
from .celery import *  # noqa: F403
from .csp import *  # noqa: F403
from .logs import *  # noqa: F403
from .mail import *  # noqa: F403
from .wagtail import *  # noqa: F403

# Loading makes a million objects that stay: nobody need look for garbage among them after every
# 700. `portal/apps.py` sets it back.
GARBAGE_THRESHOLD = gc.get_threshold()
gc.set_threshold(50_000, 20, 20)

BASE_DIR = env.ROOT
DATA_DIR = env.DATA_DIR
DEBUG = False
SECRET_KEY = env.secret("secret_key")
IDENTITY_CIPHER_KEYS = env.secret("identity_cipher")
IDENTITY_INDEX_KEY = env.secret("identity_index")
RESCUE_KEYS = env.secret("rescue")
OFFLINE_KEYS = env.secret("offline")  # sign the compact records of certificates
ALLOWED_HOSTS = env.ALLOWED_HOSTS
PUBLIC_URL = env.PUBLIC_URL
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "portal.accounts",
    "portal.people",
    "portal.notices",
    "portal.policy",
    "portal.audit",
    "portal.jobs",
    "portal.desk",
    "portal.pages",
    "portal",
    "courses.statutes",
    "courses.searching",
    "courses.manuscripts",
    "courses.training",
    "courses.readers",
    "exams.importing",
    "courses",
    "exams.practice",
    "exams.marking",
    "exams.reporting",
    "exams",
    "certificates.asking",
    "certificates",
    "certificates.roster",
    "certificates.roster.sharing",
    "certificates.batching",
    "certificates.many",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "courses.editing",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.problems.ProblemsForMachines",
    "portal.shortway.ShortWay",
    "portal.csp.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.language.LanguageMiddleware",
    "portal.pages.sharing.SharedPages",
    "portal.failing.NoBlankPages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.numbered.NumbersOfRows",
    "portal.stripping.NoNulInAddresses",
    "portal.stripping.NoIdNumbersInAddresses",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.offline.marking.Marks",
    "portal.accounts.guarding.Guard",
    "courses.editing.refusing.NotClearIsSaid",
    "portal.redirecting.Redirects",
]

SHORT_WAYS = [
    (r"/exams/attempts/(?P<attempt_id>[0-9]{1,18})/answers/", "exams.views.saving.save"),
    (r"/exams/attempts/(?P<attempt_id>[0-9]{1,18})/flags/", "exams.views.saving.flag"),
    (r"/exams/attempts/(?P<attempt_id>[0-9]{1,18})/clock/", "exams.views.presence.clock_of"),
    (r"/exams/attempts/(?P<attempt_id>[0-9]{1,18})/left/", "exams.views.presence.left"),
    (r"/api/v1/certificates/.+", "portal.api.by_the_short_way"),
    (r"/api/v1/roster/.+", "portal.api.by_the_short_way"),
]

SHORT_WAY_LONGEST = 400_000  # bytes of a body there: a whole paper that waited for the line

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["portal.templatetags.look"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.frame.frame",
            ],
        },
    },
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_DIR / "hezhong.sqlite3"),
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    },
}
# Compiling a statement takes longer than the longest of ours; rows are in memory or on a disk that
# finds any of them as quickly as the next one.
PLANNING = "-c jit=off -c random_page_cost=1.1"
POSTGRESQL: dict[str, Any] = dict(dj_database_url.parse(env.DATABASE_URL or "postgres://"))
POSTGRESQL["OPTIONS"] = {**POSTGRESQL.get("OPTIONS", {}), "options": PLANNING}
DATABASES = {"default": POSTGRESQL if env.DATABASE_URL else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SHARED_PAGES_SECONDS = 300  # how long a page made for one visitor is given to the next

CACHES = {
    "default": (
        {"BACKEND": "portal.caching.LastingRedis", "LOCATION": env.REDIS_URL}
        if env.REDIS_URL
        else {
            "BACKEND": "portal.filed_cache.SeldomCulled",
            "LOCATION": str(DATA_DIR / "cache"),
            # Django's 300 would throw away counters of the rate limits, picked at random.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    ),
}

CSRF_FAILURE_VIEW = "portal.views.stale_form"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 9 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
"""Our words, and behind them the Chinese that installed packages lack."""

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = ["portal.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = str(DATA_DIR / "static")
MEDIA_URL = "/media/"
MEDIA_ROOT = str(DATA_DIR / "media")
FILES_ROOT = DATA_DIR / "files"
# Who signs printed certificates: a function that gives a pyHanko signer (certificates/signing.py).
CERTIFICATE_SIGNER = env.SIGNER
CERTIFICATE_TIMESTAMPS = env.TIMESTAMPS  # address of a time stamp service (RFC 3161); "" for none
ISSUER_ROOT = DATA_DIR / "keys"
FONTS_ROOT = DATA_DIR / "fonts"  # cut from the machine's fonts when they are needed
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DEMO_ALLOWED = True
OWNER_APART = False
DEMO_MODULES = [
    "portal.people.demo",
    "portal.accounts.demo",
    "portal.desk.demo",
    "portal.pages.demo",
    "courses.statutes.demo",
    "courses.demo",
    "courses.editing.demo",
    "exams.demo",
    "exams.practice.demo",
    "certificates.demo",
    "certificates.roster.demo",
    "certificates.roster.appraising.demo",
    "certificates.kinds.demo",
    "exams.demo_sitting",
    "exams.reporting.demo",
    "exams.marking.demo",
]

CITY = {
    "name": _("Shili City People's Mediator Service Platform"),
    "hosts": _(
        "Shili City Justice Bureau · Shili City People's Court · City Dispute Mediation Centre"
    ),
    "bureau": _("Shili City Justice Bureau"),
    "phone": "0000-1234567",
    "icp": "示ICP备00000000号",
    "police": "00000000000000",
    "site_code": "0000000000",
    "division": "990101",
}
