"""The bell on the real broker (folders, or Redis): the tick comes before a pile of work, and beat
makes no pile of ticks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from portal.celery import app
from portal.jobs import doorbell
from portal.jobs.doorbell import TICK_QUEUE, TICK_TASK, WORK_TASK, ring


@pytest.fixture
def broker() -> Iterator[Any]:
    """Both queues empty, before and after."""
    for folder in ("queue", "control"):
        (Path(settings.BROKER_FOLDER) / folder).mkdir(parents=True, exist_ok=True)
    with app.connection_for_read() as connection:
        for queue in app.amqp.queues:
            connection.default_channel.queue_purge(queue)
        yield connection
        for queue in app.amqp.queues:
            connection.default_channel.queue_purge(queue)


def waiting(broker: Any, queue: str) -> int:
    return int(broker.default_channel._size(queue))


def test_the_tick_does_not_wait_behind_a_pile_of_work(broker: Any) -> None:
    app.amqp.TaskConsumer(broker.default_channel).close()  # declares both queues
    for job_id in range(300):
        ring(job_id)
    app.send_task(TICK_TASK, ignore_result=True)
    assert (waiting(broker, "celery"), waiting(broker, TICK_QUEUE)) == (300, 1)
    heard: list[str] = []

    def hear(message: Any) -> None:
        heard.append(message.headers["task"])
        message.ack()

    channel = broker.channel()
    with app.amqp.TaskConsumer(channel, on_message=hear) as consumer:
        consumer.qos(prefetch_count=1)  # as a worker that does one thing at a time
        while TICK_TASK not in heard:
            broker.drain_events(timeout=5)
    assert heard.index(TICK_TASK) <= 2
    assert set(heard) <= {TICK_TASK, WORK_TASK}


def test_ticks_do_not_pile_up_while_no_worker_runs(broker: Any) -> None:
    app.amqp.TaskConsumer(broker.default_channel).close()
    ring(1)
    for _ in range(5):
        app.send_task(TICK_TASK, ignore_result=True)
    assert (waiting(broker, "celery"), waiting(broker, TICK_QUEUE)) == (1, 1)


def test_a_broker_that_cannot_forget_does_not_stop_the_tick(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("portal.jobs.doorbell.current_app.connection_for_write", broken)
    doorbell.forget_older_ticks()
    assert "older ticks not removed" in caplog.text


def test_a_worker_started_without_a_list_of_queues_listens_to_the_tick_first() -> None:
    assert list(app.amqp.queues.consume_from) == [TICK_QUEUE, "celery"]
