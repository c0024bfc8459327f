from django.apps import AppConfig


class MarkingConfig(AppConfig):
    name = "exams.marking"
    label = "marking"
