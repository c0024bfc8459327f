"""Templates of superiors: brought, read by a confined child, kept by version, ended."""

import json
import subprocess

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from certificates.roster.sharing import keeping, wording
from certificates.roster.sharing.models import RosterTemplate
from certificates.roster.sharing.vetting import Fault, Vetted
from portal import clock, masking
from portal.audit.recording import record
from portal.children import run_child
from portal.people.models import Organisation
from portal.spreadsheets.tables import FileRefused

CHILD = "certificates.roster.sharing.child"
MOST_BYTES = 2_000_000
SECONDS = 20  # by the clock, on a machine that is busy with other things
ENDING = ".xlsx"
NAME_LENGTH = 200


class TemplateRefused(ValueError):
    """A template cannot be kept or ended so; `told` says why, a sentence for each fault."""

    def __init__(self, *told: str) -> None:
        super().__init__(*told)
        self.told = told


def bring(
    content: bytes, file_name: str, *, name: str, place: Organisation, actor_id: int
) -> RosterTemplate:
    """A new version of a template; one in use under that name at the place ends with it.

    Raises TemplateRefused for a file that is no template, and when two bring one at once.
    """
    found = read(content, file_name)
    sha256 = keeping.keep_template(content)
    rows = RosterTemplate.objects.unscoped("versions of a template").filter(
        organisation=place, name=name
    )
    moment = clock.now()
    try:
        with transaction.atomic():
            rows.filter(ended_at__isnull=True).update(ended_at=moment)
            row = RosterTemplate.objects.create(
                organisation=place,
                name=name,
                version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
                file_name=masking.file_name(file_name)[:NAME_LENGTH],
                sha256=sha256,
                placeholders=list(found.keys),
                recorded_at=moment,
                recorded_by_id=actor_id,
            )
            data = {"version": row.version, "sha256": sha256}
            record("roster_template.kept", row, actor_id=actor_id, place=place.path, data=data)
    except IntegrityError:
        raise TemplateRefused(
            _("Somebody else has just brought a template of this name. Please look at theirs.")
        ) from None
    return row


def read(content: bytes, file_name: str) -> Vetted:
    """What stands in a workbook, without keeping it. Raises TemplateRefused with every fault."""
    try:
        found = _ask_child(content, file_name)
    except FileRefused as refused:
        raise TemplateRefused(wording.refusal(refused)) from None
    if found.faults:
        raise TemplateRefused(*(wording.fault(one) for one in found.faults))
    return found


def usable(place: Organisation) -> QuerySet[RosterTemplate]:
    """The templates in use that a place's list is handed out in: its own, and those of whom it
    stands under, whose templates they are."""
    step = Organisation.steplen
    paths = [place.path[:end] for end in range(step, len(place.path) + 1, step)]
    rows = RosterTemplate.objects.unscoped("a superior's template serves those below").filter(
        organisation__path__in=paths, ended_at__isnull=True
    )
    return rows.select_related("organisation").order_by("organisation__path", "name")


def _ask_child(content: bytes, file_name: str) -> Vetted:
    if not content:
        raise FileRefused("empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("size", megabytes=MOST_BYTES // 1_000_000)
    if file_name.lower().endswith((".xlsm", ".xltm", ".xlsb")):
        raise FileRefused("macros")
    if not file_name.lower().endswith(ENDING):
        raise FileRefused("ending")
    try:
        done = run_child(CHILD, content=content, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        raise FileRefused("slow") from None
    if done.returncode or not done.stdout:
        raise FileRefused("slow" if done.returncode < 0 else "damaged")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise FileRefused(told["refused"], **told["facts"])
    found = told["found"]
    faults = tuple(Fault(**one) for one in found["faults"])
    return Vetted(tuple(found["keys"]), found["sheet"], found["row"], faults)


def end(row: RosterTemplate, reason: str, *, actor_id: int) -> None:
    """From now on nobody chooses it. Raises TemplateRefused when it had been ended before."""
    rows = RosterTemplate.objects.unscoped("a template found by its scope").filter(
        pk=row.pk, ended_at__isnull=True
    )
    with transaction.atomic():
        if not rows.update(ended_at=clock.now()):
            raise TemplateRefused(_("The template had been ended already."))
        record(
            "roster_template.ended",
            row,
            actor_id=actor_id,
            place=row.organisation.path,
            reason=reason,
        )
