"""Public lists for everybody: the only reading without a scope, of what was published."""

from django.db.models import QuerySet

from certificates.roster.sharing.models import PublicLine, PublicList
from portal.people.models import Organisation

WHY = "published for everybody"


def open_lists() -> QuerySet[PublicList]:
    """The lists that can be read now, by place."""
    rows = PublicList.objects.unscoped(WHY).filter(ended_at__isnull=True)
    return rows.select_related("organisation").order_by("organisation__path")


def newest(place: Organisation) -> PublicList | None:
    """The last list of a place, open or ended."""
    return PublicList.objects.unscoped(WHY).filter(organisation=place).order_by("pk").last()


def lines_of(row: PublicList) -> QuerySet[PublicLine]:
    """The lines of a list in their order."""
    return PublicLine.objects.unscoped(WHY).filter(public_list=row).order_by("position")
