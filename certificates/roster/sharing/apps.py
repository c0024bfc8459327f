from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "certificates.roster.sharing"
    label = "sharing"
