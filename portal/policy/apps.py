"""Dated rules; the shipped ones are installed after every migrate, never over what a city has
set."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class PolicyConfig(AppConfig):
    name = "portal.policy"
    label = "policy"

    def ready(self) -> None:
        after_migrate = import_string("portal.policy.installing.after_migrate")  # needs models
        post_migrate.connect(after_migrate, sender=self)
