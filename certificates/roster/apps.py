from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "certificates.roster"
    label = "roster"
