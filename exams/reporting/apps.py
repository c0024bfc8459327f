from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "exams.reporting"
    label = "reporting"
