from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "exams.practice"
    label = "practice"
