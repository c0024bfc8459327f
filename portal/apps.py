"""The portal itself: base templates, static files, commands; starts Celery's configuration with
Django."""

import gc
from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"

    def ready(self) -> None:
        import_module("portal.celery")
        import_module("portal.jobs.wagtail_tasks")
        autodiscover_modules("receivers", "tasks", "periodic", "desk", "checks")
        gc.set_threshold(*settings.GARBAGE_THRESHOLD)
        # What is loaded stays and is not looked through again: it saves the worker and commands a
        # tenth. The little garbage among it stays too; looking for that first would cost a command
        # as much as it saves. The web server, which lasts, does look (`portal.wsgi`).
        gc.freeze()
