"""The plain values of a list: what stood in a row, what was asked, what the register said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from certificates.verification import Question


class Outcome(models.TextChoices):
    """What came of a row beside the standings of a certificate (`choices.Standing`)."""

    DIFFERS = "differs", pgettext_lazy("list", "Does not agree")
    UNCLEAR = "unclear", pgettext_lazy("list", "Not verified")
    BLANK = "blank", pgettext_lazy("list", "Blank row")


@dataclass(frozen=True)
class Hint:
    """What is to be looked at: a word of `wording.py`, the cell (C5) or "", and a detail."""

    code: str
    cell: str = ""
    fact: str = ""


@dataclass
class Line:
    """A row in its place. `row` is its number on screen, `cells` are as they stood, long numbers of
    documents masked; `same_as` is the first row that asked the same. Without a `question` nothing
    is asked: `hints` say why, none for a blank row. `given_name` and `given_number` stand there
    beside a code, and are compared with what the register says."""

    row: int
    cells: tuple[str, ...]
    question: Question | None = None
    hints: list[Hint] = field(default_factory=list)
    same_as: int = 0
    given_name: str = ""
    given_number: str = ""

    @property
    def is_blank(self) -> bool:
        return self.question is None and not self.hints


@dataclass
class Sheet:
    """A list as it was read: `above` are the rows down to its titles, which end with row `heading`
    (0: no titles); `read_as` says which column (B) was taken for what (a word of `columns.ROLES`);
    `lines` are all the rows below, blank ones too."""

    name: str
    above: list[tuple[str, ...]]
    read_as: tuple[tuple[str, str], ...]
    heading: int
    lines: list[Line]

    @property
    def asked(self) -> list[Line]:
        return [line for line in self.lines if line.question]


@dataclass(frozen=True)
class Told:
    """A row with its answer, as it is kept and shown. `outcome` is a standing or an `Outcome`,
    `standing` what the register says where both differ; days are ISO dates."""

    row: int
    cells: tuple[str, ...]
    outcome: str
    shown: str = ""
    standing: str = ""
    name: str = ""
    number: str = ""
    organisation: str = ""
    since: str = ""
    until: str = ""
    query: str = ""
    same_as: int = 0
    hints: tuple[Hint, ...] = ()

    def as_json(self) -> list[Any]:
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain["hints"] = [[one.code, one.cell, one.fact] for one in self.hints]
        return list(plain.values())

    @classmethod
    def from_json(cls, plain: list[Any]) -> "Told":
        told = dict(zip(cls.__dataclass_fields__, plain, strict=True))
        told["cells"] = tuple(told["cells"])
        told["hints"] = tuple(Hint(*one) for one in told["hints"])
        return cls(**told)


def counted(told: Iterable[Told]) -> dict[str, int]:
    """How many rows had which outcome, in the order in which they are told; blank ones last."""
    order = (
        "valid", "suspended", "revoked", "expired", "superseded", "differs", "not_found",
        "unclear", "blank",
    )  # fmt: skip
    found = dict.fromkeys(order, 0)
    for one in told:
        found[one.outcome] += 1
    return found
