"""Mail goes to the SMTP server in HEZHONG_SMTP, else as files under `<data>/mail`."""

from urllib.parse import unquote, urlsplit

from . import env

DEFAULT_FROM_EMAIL = env.text("HEZHONG_MAIL_FROM", "no-reply@localhost")
EMAIL_TIMEOUT = 10
# How word of a notice goes out; portal/notices/channels.py says what a channel is.
NOTICE_CHANNELS = env.words("HEZHONG_NOTICE_CHANNELS", "portal.notices.mailing.Mail")

_server = urlsplit(env.EMAIL_URL)
if env.EMAIL_URL:  # smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _server.hostname or "localhost"
    EMAIL_PORT = _server.port or 25
    EMAIL_HOST_USER = unquote(_server.username or "")
    EMAIL_HOST_PASSWORD = unquote(_server.password or "")
    EMAIL_USE_SSL = _server.scheme == "smtps"
    EMAIL_USE_TLS = _server.scheme == "smtp" and bool(EMAIL_HOST_USER)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(env.DATA_DIR / "mail")
