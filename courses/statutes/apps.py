from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "courses.statutes"
    label = "statutes"
