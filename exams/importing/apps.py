from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "exams.importing"
    label = "question_imports"
