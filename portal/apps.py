"""The portal itself: base templates, static files, commands; starts Celery's configuration with
Django."""

import gc
from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

AS_EVER = (700, 10, 10)
"""Python's own; the settings let nobody look for garbage while all this loads."""


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"

    def ready(self) -> None:
        import_module("portal.celery")
        import_module("portal.jobs.wagtail_tasks")
        autodiscover_modules("receivers", "tasks", "periodic", "desk", "checks")
        gc.set_threshold(*AS_EVER)
