from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "courses.readers"
    label = "readers"
