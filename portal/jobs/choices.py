"""States of an outbox job: waiting -> running -> done; running -> waiting again after a failure or
a lost lease; running -> failed after the last try."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
