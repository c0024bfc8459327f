"""Dated rules; the shipped ones are installed after every migrate, never over what a city has
set."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from portal.policy import installing


class PolicyConfig(AppConfig):
    name = "portal.policy"
    label = "policy"

    def ready(self) -> None:
        post_migrate.connect(installing.after_migrate, sender=self)
