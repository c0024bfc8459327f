"""Who may see what: a plain value built by accounts and taken by every query over people, marks
and certificates."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Scope:
    """`user_id` and `person_id` are None for a visitor; `places` maps a role to the tree paths
    where it is held."""

    user_id: int | None = None
    person_id: int | None = None
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def holds(self, *roles: str) -> bool:
        """True when any of the roles is held anywhere."""
        return any(self.places.get(role) for role in roles)

    def paths(self, *roles: str) -> tuple[str, ...]:
        """The tree paths of the organisations where any of the roles is held, each once."""
        return tuple(sorted({path for role in roles for path in self.places.get(role, ())}))

    def covers(self, path: str, *roles: str) -> bool:
        """True when the organisation at `path` is, or lies below, one where any of the roles is
        held."""
        return any(path.startswith(held) for held in self.paths(*roles))

    def below(self, column: str, *roles: str) -> models.Q:
        """A filter on `column` (a tree path) that matches nothing when no role is held."""
        reached = models.Q(pk__in=[])
        for path in self.paths(*roles):
            reached |= models.Q(**{f"{column}__startswith": path})
        return reached


class Unscoped(RuntimeError):
    """Raised when rows that belong to an organisation are asked for without a scope or a reason."""


class ScopedManager(models.Manager[Row]):
    """Rows only by `scoped(scope)` or, in jobs and rules, by `unscoped(reason)`.

    The model says in its classmethod `scope_filter(scope) -> Q` which rows a scope reaches, and
    declares a plain manager named `every` as Django's own default (related rows, uniqueness).
    """

    def get_queryset(self) -> models.QuerySet[Row]:
        raise Unscoped(f"{self.model.__name__}.objects: call .scoped(scope) or .unscoped(reason)")

    def scoped(self, scope: Scope) -> models.QuerySet[Row]:
        rows: models.QuerySet[Row] = super().get_queryset()
        return rows.filter(self.model.scope_filter(scope))  # type: ignore[attr-defined]

    def unscoped(self, reason: str) -> models.QuerySet[Row]:
        """All rows; `reason` says why no person's scope applies and must not be empty."""
        if not reason:
            raise Unscoped(f"{self.model.__name__}.objects.unscoped needs a reason")
        rows: models.QuerySet[Row] = super().get_queryset()
        return rows

    def create(self, **values: Any) -> Row:
        return super().get_queryset().create(**values)
