"""Bringing the index up to what it is made of, where no saved page rings for it."""

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction

from courses.searching import storing
from courses.searching.models import Entry
from courses.searching.sources import source_of
from courses.searching.standing import standing
from courses.statutes.models import Article
from portal import clock
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.wagtail_tasks import KIND

REBUILD = "search.rebuild"


def index_statute(statute_id: int) -> int:
    """Write the articles of all versions of a statute over; how many. They are imported in bulk,
    without the signal of a saved object."""
    kind = ContentType.objects.get_for_model(Article)
    rows = list(Article.get_indexed_objects().filter(version__statute_id=statute_id))
    storing.put(kind.pk, [source_of(row) for row in rows])
    gone = Entry.objects.filter(content_type=kind).exclude(
        object_id__in=Article.objects.values("pk")
    )
    storing.forget(gone)
    return len(rows)


def rebuild() -> None:
    """The whole index, over what there is."""
    call_command("wagtail_update_index", verbosity=0)


def ask_for_rebuild_if_needed() -> bool:
    """Enqueue the rebuild when the index lacks more than what saved pages ring for at the moment:
    after an update that changed the words, in a city from before there was an index."""
    coming = Job.objects.filter(kind=KIND, state__in=[JobState.WAITING, JobState.RUNNING]).count()
    if standing().missing <= coming:
        return False
    with transaction.atomic():
        return enqueue(REBUILD, f"{clock.now():%Y-%m-%dT%H:%M}", {})
