from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "certificates.asking"
    label = "asking"
