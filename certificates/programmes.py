"""What a kind of certificate is by the rules of a day: what it requires, its name, how long it is
valid, who issues it under which numbers, by which template it is printed.

A new kind is a member of `CertificateKind`, its rules (`cert.title.…`, `cert.requires.…`,
`cert.template.…`) and a line in `ALWAYS`.
"""

from dataclasses import dataclass
from datetime import date

from certificates.choices import CertificateKind, RequirementKind
from portal.policy.rules import rule, some_rules

_KIND = RequirementKind
# No city can do without these: what the certificate says would not be true.
ALWAYS: dict[str, frozenset[RequirementKind]] = {
    CertificateKind.POST: frozenset({_KIND.EXAM, _KIND.NAME, _KIND.HELD, _KIND.RECORD}),
}
TERM = "cert.validity_years"


@dataclass(frozen=True)
class Programme:
    """A kind of certificate on a day; `rules` are (key, version) of what it follows from."""

    kind: str
    requires: frozenset[RequirementKind]
    age: int
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Print:
    """What is printed on every certificate of a kind that is issued on a day."""

    template: str
    title: dict[str, str]
    authority: dict[str, str]
    division: str
    years: int
    rules: tuple[tuple[str, int], ...]


def programme(kind: str, on: date) -> Programme:
    """What a certificate of this kind requires on the day, and from which age on."""
    listed, age = some_rules(f"cert.requires.{kind}", "mediator.age_min", on=on)
    named = frozenset(RequirementKind(code) for code in listed.codes)
    rules = ((age.key, age.version), (listed.key, listed.version))
    return Programme(kind, ALWAYS[kind] | named, age.number, rules)


def printed(kind: str, on: date) -> Print:
    """How a certificate of this kind that is issued on the day looks."""
    title, template = (rule(key, on=on) for key in (f"cert.title.{kind}", f"cert.template.{kind}"))
    authority, division, term = (
        rule(key, on=on) for key in ("cert.authority", "cert.division", TERM)
    )
    return Print(
        template.text,
        title.both,
        authority.both,
        division.text,
        term.number,
        tuple((one.key, one.version) for one in (title, template, authority, term)),
    )
