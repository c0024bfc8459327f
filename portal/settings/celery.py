"""Celery is only the doorbell of the outbox: losing every message loses nothing."""

from . import env

BROKER_FOLDER = env.DATA_DIR / "broker"
CELERY_BROKER_URL = env.REDIS_URL or "filesystem://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 2, "socket_timeout": 5, "queue_order_strategy": "priority"}
    if env.REDIS_URL
    else {
        "data_folder_in": str(BROKER_FOLDER / "queue"),
        "data_folder_out": str(BROKER_FOLDER / "queue"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_LOST_WAIT = 1
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(env.DATA_DIR / "beat-schedule")
# A worker without -Q listens to both, the tick first: it never waits behind a pile of work.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"tick": {}, "celery": {}}
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ROUTES = {"portal.jobs.tick": {"queue": "tick"}}
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "portal.jobs.tick", "schedule": 10.0, "options": {"expires": 10}},
}
JOB_LEASE_SECONDS = 30  # after which a job in a dead worker's hands is anybody's again
