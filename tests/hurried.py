"""Settings of the running platform of tests: the same one, with shorter waits between looks, so
that a killed worker's jobs are taken up again in a fifth of the time."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import (
    CELERY_BEAT_SCHEDULE,
    CELERY_BROKER_TRANSPORT_OPTIONS,
    CELERY_BROKER_URL,
)

JOB_LEASE_SECONDS = 6
CELERY_BEAT_SCHEDULE["tick"]["schedule"] = 2.0
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS["polling_interval"] = 0.1
