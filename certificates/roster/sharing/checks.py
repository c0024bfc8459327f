"""What doctor says of templates and public lists."""

from certificates.roster.sharing import keeping, publishing
from certificates.roster.sharing.models import PublicList, RosterTemplate
from portal import invariants

WHY = "doctor"


@invariants.invariant
def every_template_lies_as_it_was_brought() -> invariants.Finding:
    rows = RosterTemplate.objects.unscoped(WHY).filter(ended_at__isnull=True)
    damaged = [
        pk for pk, sha256 in rows.values_list("pk", "sha256") if not keeping.is_whole(sha256)
    ]
    return invariants.none_of("roster: every template lies as it was brought", damaged)


@invariants.invariant
def every_public_list_is_as_published() -> invariants.Finding:
    rows = PublicList.objects.unscoped(WHY).filter(ended_at__isnull=True)
    changed = [row.pk for row in rows if not publishing.is_as_published(row)]
    return invariants.none_of("roster: every public list is as it was published", changed)
