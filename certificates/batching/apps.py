from django.apps import AppConfig


class BatchingConfig(AppConfig):
    name = "certificates.batching"
    label = "batching"
