from django.apps import AppConfig


class ManuscriptsConfig(AppConfig):
    name = "courses.manuscripts"
    label = "manuscripts"
