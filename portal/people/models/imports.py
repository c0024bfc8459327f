"""Tables that somebody brought to be imported: the run, its rows, and what was learnt of its form.

Written by `portal.people.importing` only. A row holds nothing that reads an ID number: what the
row said lies encrypted in `payload` until the run is over, then nowhere.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.choices import ImportState, RowVerdict
from portal.people.models.organisations import Organisation
from portal.scope import Scope, ScopedManager

IMPORTERS = ("admin", "hr", "clerk")  # who may bring tables of people of their places
_roles_of_kinds: dict[str, tuple[str, ...]] = {}


def let_bring(kind: str, roles: tuple[str, ...]) -> None:
    """Say who may bring tables of a kind; without a word the `IMPORTERS`."""
    _roles_of_kinds[kind] = roles


def roles_of(kind: str) -> tuple[str, ...]:
    """Who may bring tables of a kind."""
    return _roles_of_kinds.get(kind, IMPORTERS)


def _brought_within(scope: Scope, run: str = "") -> Q:
    """The runs, or what `run` ("run__") leads to, of each kind within reach of its roles."""
    known = Q(**{f"{run}kind__in": list(_roles_of_kinds)})
    reached = scope.below(f"{run}organisation__path", *IMPORTERS) & ~known
    for kind, roles in _roles_of_kinds.items():
        reached |= scope.below(f"{run}organisation__path", *roles) & Q(**{f"{run}kind": kind})
    return reached


class ImportRun(models.Model):
    """A table on its way: uploaded, checked without writing anything, entered in one transaction.

    `organisation` is the place for which it was brought, `kind` which rules apply. `seen` is what
    was noticed in the file, `columns` which column (from 0) is what, `places` which organisation a
    name means that the city does not know, `questions` those still to be answered. `number` counts
    dry runs and confirmations: a job of an older one is nobody's business. `differs` says that
    somebody else has changed something since it was checked.
    """

    kind = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED
    )
    file_name = models.CharField(_("file"), max_length=120)
    token = models.CharField(max_length=32, unique=True)
    key = models.CharField(max_length=16)
    seen: Any = models.JSONField(default=dict)
    titles: Any = models.JSONField(default=list)
    columns: Any = models.JSONField(default=dict)
    places: Any = models.JSONField(default=dict)
    questions: Any = models.JSONField(default=dict)
    number = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    left_out: Any = models.JSONField(default=list)
    problem = models.CharField(max_length=20, blank=True)
    differs = models.BooleanField(default=False)
    only_good = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked at"), null=True)
    ended_at = models.DateTimeField(_("entered or discarded at"), null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "import")
        verbose_name_plural = pgettext_lazy("record", "imports")
        constraints = [
            models.CheckConstraint(
                name="ended_import_has_time",
                condition=Q(
                    state__in=[ImportState.COMMITTED, ImportState.DISCARDED],
                    ended_at__isnull=False,
                )
                | (
                    ~Q(state__in=[ImportState.COMMITTED, ImportState.DISCARDED])
                    & Q(ended_at__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Whoever may import at the place of the run."""
        return _brought_within(scope)


class ImportRow(models.Model):
    """One row of a table and what importing it would do; numbered as on screen.

    `shown`, `changes`, `problems`, `notes` are ready to be put into words and masked; `before` is
    the outcome of the check before this one, when somebody has changed something meanwhile.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(_("verdict"), max_length=8, choices=RowVerdict)
    subject = models.PositiveBigIntegerField(null=True)
    shown: Any = models.JSONField(default=dict)
    changes: Any = models.JSONField(default=list)
    problems: Any = models.JSONField(default=list)
    notes: Any = models.JSONField(default=list)
    before: Any = models.JSONField(null=True)
    payload = models.BinaryField(null=True)
    key = models.CharField(max_length=16)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_outcome_per_row"),
        ]
        indexes = [models.Index(fields=["run", "verdict", "number"], name="import_row_by_verdict")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}: {self.verdict}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return _brought_within(scope, "run__")


class ImportMemory(models.Model):
    """What was said last time about a table with these titles, at this organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    titles_hash = models.CharField(max_length=64)
    columns: Any = models.JSONField(default=dict)
    places: Any = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "titles_hash"], name="one_memory_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.titles_hash[:8]}"
