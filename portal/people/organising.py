"""Founding, renaming, moving, merging and dissolving organisations; what they were stays known."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.people.choices import OrganisationAct
from portal.people.models import Organisation, OrganisationChange, Person
from portal.people.transferring import transfer


class OrganisingRefused(ValueError):
    """The organisation cannot be changed so; the message says why."""


def found_organisation(
    name: str,
    short_name: str,
    kind: str,
    *,
    below: Organisation | None,
    actor_id: int | None,
    division_code: str = "",
) -> Organisation:
    """Add an organisation below another, or a root; its name is unique in the city.

    Raises OrganisingRefused for a name that is taken, or below a dissolved organisation.
    """
    if below is not None and below.dissolved_on is not None:
        raise OrganisingRefused(_("%(name)s has been dissolved.") % {"name": below.name})
    _refuse_taken(name)
    values = {"name": name, "short_name": short_name, "kind": kind, "division_code": division_code}
    with transaction.atomic():
        row = _added(below, values)
        _note(
            row,
            OrganisationAct.FOUNDED,
            ("", name),
            day=clock.today(),
            reason="",
            actor_id=actor_id,
        )
        record("organisation.founded", row, actor_id=actor_id, place=row.path, data={"name": name})
    return row


def rename(
    row: Organisation, name: str, short_name: str, *, day: date, reason: str, actor_id: int
) -> None:
    """Give an organisation another name from a day on; certificates keep what was printed.

    Raises OrganisingRefused for a name that is taken, a dissolved organisation, no reason, a day to
    come or before the founding.
    """
    _refuse_ended(row)
    _refuse_nonsense(row, day, reason)
    _refuse_taken(name, but=row.pk)
    before = row.name
    with transaction.atomic():
        with taken_names_told():
            Organisation.objects.filter(pk=row.pk).update(name=name, short_name=short_name)
        _note(
            row, OrganisationAct.RENAMED, (before, name), day=day, reason=reason, actor_id=actor_id
        )
        change = {"from": before, "to": name}
        record(
            "organisation.renamed",
            row,
            actor_id=actor_id,
            place=row.path,
            reason=reason,
            data=change,
        )


def move(
    row: Organisation, below: Organisation, *, day: date, reason: str, actor_id: int
) -> Organisation:
    """Hang an organisation, with all below it, under another one.

    Who holds a role above the new place reaches it from now on, who held one above the old place
    no longer does. Raises OrganisingRefused when the new place lies below itself or is the place
    where it stands, and for what `rename` refuses.
    """
    _refuse_ended(row)
    _refuse_nonsense(row, day, reason)
    if below.path.startswith(row.path):
        raise OrganisingRefused(_("An organisation cannot be moved below itself."))
    if below.dissolved_on is not None:
        raise OrganisingRefused(_("%(name)s has been dissolved.") % {"name": below.name})
    parent = row.get_parent()
    if parent is not None and parent.pk == below.pk:
        raise OrganisingRefused(_("It stands there already."))
    with transaction.atomic():
        row.move(Organisation.objects.get(pk=below.pk), "last-child")
        moved: Organisation = Organisation.objects.get(pk=row.pk)
        before = parent.name if parent else ""
        _note(
            moved,
            OrganisationAct.MOVED,
            (before, below.name),
            day=day,
            reason=reason,
            actor_id=actor_id,
        )
        change = {"from": parent.pk if parent else None, "to": below.pk}
        record(
            "organisation.moved",
            moved,
            actor_id=actor_id,
            place=moved.path,
            reason=reason,
            data=change,
        )
    return moved


def merge(row: Organisation, into: Organisation, *, day: date, reason: str, actor_id: int) -> int:
    """Dissolve an organisation into another: its people are transferred on that day; how many.

    Posts stay where they are, for their history; who holds one is the roster's business.
    Raises OrganisingRefused while organisations live below it, and for one merged into itself.
    """
    _refuse_ended(row)
    _refuse_nonsense(row, day, reason)
    if into.pk == row.pk or into.dissolved_on is not None:
        raise OrganisingRefused(_("Please choose another organisation that still exists."))
    _refuse_children(row)
    people = Person.objects.unscoped("merging").filter(organisation=row).order_by("pk")
    with transaction.atomic():
        moved = [transfer(one, into, day=day, reason=reason, actor_id=actor_id) for one in people]
        _end(row, day, into)
        _note(
            row,
            OrganisationAct.MERGED,
            (row.name, into.name),
            day=day,
            reason=reason,
            actor_id=actor_id,
        )
        change = {"into": into.pk, "people": len(moved)}
        record(
            "organisation.merged",
            row,
            actor_id=actor_id,
            place=row.path,
            reason=reason,
            data=change,
        )
    return len(moved)


def dissolve(row: Organisation, *, day: date, reason: str, actor_id: int) -> None:
    """End an organisation that has nobody left. Raises OrganisingRefused."""
    _refuse_ended(row)
    _refuse_nonsense(row, day, reason)
    _refuse_children(row)
    if Person.objects.unscoped("dissolving").filter(organisation=row).exists():
        raise OrganisingRefused(
            _("People still belong to it; please transfer or merge them first.")
        )
    with transaction.atomic():
        _end(row, day, None)
        _note(
            row,
            OrganisationAct.DISSOLVED,
            (row.name, ""),
            day=day,
            reason=reason,
            actor_id=actor_id,
        )
        record("organisation.dissolved", row, actor_id=actor_id, place=row.path, reason=reason)


def _added(below: Organisation | None, values: dict[str, str]) -> Organisation:
    with taken_names_told():
        if below is None:
            row: Organisation = Organisation.add_root(**values)
        else:
            row = Organisation.objects.get(pk=below.pk).add_child(**values)
    return row


@contextmanager
def taken_names_told() -> Iterator[None]:
    """Another hand may take a name between the look and the write; the constraint decides."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise OrganisingRefused(_("Another organisation has this name.")) from None


def _refuse_taken(name: str, but: int | None = None) -> None:
    if Organisation.objects.filter(name=name, dissolved_on__isnull=True).exclude(pk=but).exists():
        raise OrganisingRefused(_("Another organisation has this name."))


def _refuse_ended(row: Organisation) -> None:
    if row.dissolved_on is not None:
        raise OrganisingRefused(_("%(name)s has been dissolved.") % {"name": row.name})


def _refuse_nonsense(row: Organisation, day: date, reason: str) -> None:
    """A change takes effect at once: its day is today or past, and not before the founding."""
    if not reason.strip():
        raise OrganisingRefused(_("Please say why."))
    if day > clock.today():
        raise OrganisingRefused(_("A change is recorded on its day, not before."))
    lines = OrganisationChange.objects.filter(organisation=row, act=OrganisationAct.FOUNDED)
    founded = lines.values_list("day", flat=True).first()
    if founded is not None and day < founded:
        raise OrganisingRefused(
            _("It was founded on %(day)s; please choose that day or a later one.")
            % {"day": date_format(founded)}
        )


def _refuse_children(row: Organisation) -> None:
    if row.get_children().filter(dissolved_on__isnull=True).exists():
        raise OrganisingRefused(
            _("Organisations still lie below it; please move or merge them first.")
        )


def _end(row: Organisation, day: date, into: Organisation | None) -> None:
    open_row = Organisation.objects.filter(pk=row.pk, dissolved_on__isnull=True)
    if not open_row.update(dissolved_on=day, merged_into=into):
        raise OrganisingRefused(_("%(name)s has been dissolved.") % {"name": row.name})


def _note(
    row: Organisation,
    act: str,
    change: tuple[str, str],
    *,
    day: date,
    reason: str,
    actor_id: int | None,
) -> None:
    """One line of history: `change` is what was before and what is after, in names."""
    before, after = change
    OrganisationChange.objects.create(
        organisation=row,
        act=act,
        day=day,
        before=before,
        after=after,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by_id=actor_id,
    )
