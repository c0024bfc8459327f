from django.apps import AppConfig


class ManyConfig(AppConfig):
    name = "certificates.many"
    label = "many"
