"""Wagtail hosts content only; it signs in through our own door and calls nobody outside."""

from django.utils.translation import gettext_lazy as _

from . import env

WAGTAIL_SITE_NAME = "Hezhong"
WAGTAILADMIN_BASE_URL = env.PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Passwords and addresses that open a login are changed at our own door only.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = True
# The last review publishes the draft that was reviewed; word of it goes by the house's own notices.
WAGTAIL_FINISH_WORKFLOW_ACTION = "courses.editing.finishing.publish_reviewed"
# One clock for the whole platform: nobody chooses a zone in a list of foreign names.
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "txt", "csv", "mp3", "mp4", "m4a"]
# A file is whole and what its name says; what hangs on a public page is not exchanged below it.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "courses.editing.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "courses.editing.forms.ImageForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "courses.searching.backend"}}
TASKS = {"default": {"BACKEND": "portal.jobs.wagtail_tasks.OutboxBackend"}}
