"""What a kind of certificate is by the rules of a day: what it requires, its name, how long it is
valid, who issues it under which numbers, by which template it is printed.

A new kind is a member of `CertificateKind`, its rules (`cert.title.…`, `cert.requires.…`,
`cert.template.…`, `cert.numbering.…`, `cert.validity_years.…`) and a line in `ALWAYS`.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from certificates import numbering
from certificates.choices import CertificateKind, RequirementKind
from certificates.numbering import Block
from portal.policy.rules import Rule, rule, some_rules

_KIND = RequirementKind
_EVERY = frozenset({_KIND.NAME, _KIND.HELD, _KIND.RECORD})
# No city can do without these: what the certificate says would not be true.
ALWAYS: dict[str, frozenset[RequirementKind]] = {
    CertificateKind.POST: _EVERY | {_KIND.EXAM, _KIND.HOURS, _KIND.MODULE},
    CertificateKind.TRAINING: _EVERY | {_KIND.HOURS, _KIND.MODULE, _KIND.QUIZ},
    CertificateKind.CHIEF: _EVERY | {_KIND.POST, _KIND.AWARD},
    CertificateKind.GRADE: _EVERY | {_KIND.POST, _KIND.AWARD},
}
TERM = "cert.validity_years"
LEVELS = "grade.levels"
YEARS = "grade.years"


class BlocksOverlap(RuntimeError):
    """By the rules of a day two kinds would have the same numbers: nothing is issued."""


@dataclass(frozen=True)
class Programme:
    """A kind of certificate on a day; `rules` are (key, version) of what it follows from."""

    kind: str
    requires: frozenset[RequirementKind]
    age: int
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Print:
    """What is printed on every certificate of a kind that is issued on a day; valid without end
    where `years` is 0."""

    template: str
    title: dict[str, str]
    authority: dict[str, str]
    division: str
    years: int
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Level:
    """A grade: `rank` 1 is the highest; so many years with a certificate come before it."""

    rank: int
    name: dict[str, str]
    years: int


def programme(kind: str, on: date) -> Programme:
    """What a certificate of this kind requires on the day, and from which age on."""
    listed, age = some_rules(f"cert.requires.{kind}", "mediator.age_min", on=on)
    named = frozenset(RequirementKind(code) for code in listed.codes)
    rules = ((age.key, age.version), (listed.key, listed.version))
    return Programme(kind, ALWAYS[kind] | named, age.number, rules)


def printed(kind: str, on: date) -> Print:
    """How a certificate of this kind that is issued on the day looks."""
    title, template = (rule(key, on=on) for key in (f"cert.title.{kind}", f"cert.template.{kind}"))
    authority, division = (rule(key, on=on) for key in ("cert.authority", "cert.division"))
    term = _term(kind, on)
    return Print(
        template.text,
        title.both,
        authority.both,
        division.text,
        term.number,
        tuple((one.key, one.version) for one in (title, template, authority, term)),
    )


def _term(kind: str, on: date) -> Rule:
    if kind == CertificateKind.POST:
        return rule(TERM, on=on)
    return rule(f"cert.validity_years.{kind}", on=on)


def serials(kind: str, on: date) -> Block:
    """The serials that numbers of this kind have on the day. Raises BlocksOverlap."""
    held = some_rules(
        "cert.numbering.post",
        "cert.numbering.training",
        "cert.numbering.chief",
        "cert.numbering.grade",
        on=on,
    )
    found = {one.key.rpartition(".")[2]: numbering.block(one.text) for one in held}
    for before, after in pairwise(sorted(found.values())):
        if before.last >= after.first or before.last < before.first:
            raise BlocksOverlap(f"{before} {after}")
    return found[kind]


def levels(on: date) -> tuple[Level, ...]:
    """The grades of the day, the highest first. The two rules are changed one after the other:
    a grade that has no number of years yet asks for none, one without an English name has the
    Chinese one."""
    names, years = some_rules(LEVELS, YEARS, on=on)
    chinese = names.both["zh"].split("、")
    english = dict(enumerate(names.both["en"].split(", ")))
    needed = dict(enumerate(map(int, years.text.split(","))))
    return tuple(
        Level(at + 1, {"zh": zh, "en": english.get(at, zh)}, needed.get(at, 0))
        for at, zh in enumerate(chinese)
    )


def rules_of_levels(on: date) -> tuple[tuple[str, int], ...]:
    return tuple((one.key, one.version) for one in some_rules(LEVELS, YEARS, on=on))
