from django.apps import AppConfig


class SearchingConfig(AppConfig):
    name = "courses.searching"
    label = "searching"
