"""Each app breaks one promise when the process starts."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class _Broken(AppConfig):
    name = "tests.chaos.broken"
    label = "broken"
    change = ""

    def ready(self) -> None:
        import_string(self.change)()


class EarlyAck(_Broken):
    change = "tests.chaos.broken.writing_behind.change"


class NoDoor(_Broken):
    change = "tests.chaos.broken.handing_in_again.change"


class LostJobs(_Broken):
    change = "tests.chaos.broken.taking_out_first.change"
