"""Outbox jobs: index an imported statute; rebuild the index when a worker starts without one."""

import structlog
from celery.signals import worker_ready

from courses.searching import indexing
from portal.jobs.registry import Claim, daily, handler

log = structlog.get_logger("hezhong.search")


@handler("search.statute")
def index_statute(claim: Claim) -> None:
    """Payload: `statute` (id)."""
    count = indexing.index_statute(claim.payload["statute"])
    with claim.finish():
        log.info("statute indexed", articles=count)


@handler(indexing.REBUILD)
def rebuild(claim: Claim) -> None:
    """Outside any transaction of its own: each hundred entries are one, and doing it twice does
    no harm."""
    indexing.rebuild()
    with claim.finish():
        log.info("index rebuilt")


@daily("search.mend", hour=3, minute=40)
def mend(claim: Claim) -> None:
    with claim.finish():
        indexing.ask_for_rebuild_if_needed()


@worker_ready.connect
def look(**_: object) -> None:
    indexing.ask_for_rebuild_if_needed()
