"""The closed sets of the roster; the words are those of docs/glossary.md."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.choices import OrganisationKind, PostKind

# Who writes and reads the roster of an organisation and of what lies below it (people.KEEPERS write
# down people, without the city).
ROSTER_KEEPERS = ("admin", "city", "hr", "clerk")

# Whose members are elected (People's Mediation Law art. 9); everybody else is hired.
ELECTING_KINDS = (
    OrganisationKind.VILLAGE,
    OrganisationKind.COMMUNITY,
    OrganisationKind.ENTERPRISE,
    OrganisationKind.INSTITUTION,
)
ELECTED_POSTS = (PostKind.CHAIR, PostKind.VICE_CHAIR, PostKind.MEMBER)


class EndReason(models.TextChoices):
    """Why an appointment ended; which of them mean replacement says `standing.REPLACING`."""

    PARTIALITY = "misconduct_partial", _("favoured a party (Mediation Law art. 15 (1))")
    INSULT = "misconduct_insult", _("insulted a party (art. 15 (2))")
    GAIN = "misconduct_gain", _("took money or another gain (art. 15 (3))")
    DISCLOSURE = "misconduct_leak", _("disclosed private matters or trade secrets (art. 15 (4))")
    STATUTORY_MISCONDUCT = (
        "statutory_misconduct",
        _("misconduct (Mediation Law art. 15), item not told"),
    )
    SERIOUS_DERELICTION = "serious_dereliction", _("serious dereliction of duty")
    INCOMPETENT = "incompetent", _("not competent")
    DISQUALIFIED = "disqualified", _("disqualified")
    CANNOT_SERVE = "cannot_serve", _("can no longer serve")
    RESIGNED = "resigned", _("resigned")
    TERM_EXPIRED = "term_expired", _("term ended")
    ROTATED = "rotated", _("rotated")
    AGE = "age", pgettext_lazy("why an appointment ended", "age")
    DECEASED = "deceased", _("deceased")
    MERGED_ORG = "merged_org", _("organisation merged")
    RENEWED = "renewed", _("elected or hired again")


MISCONDUCT = frozenset(
    {
        *(EndReason.PARTIALITY, EndReason.INSULT, EndReason.GAIN, EndReason.DISCLOSURE),
        EndReason.STATUTORY_MISCONDUCT,
    }
)
"""Mediation Law art. 15. The item is asked at the desk; old papers and tables may not tell it."""


def offered_reasons() -> list[tuple[str, str]]:
    """Those that a keeper chooses among; another term is an act of its own."""
    kept = {EndReason.STATUTORY_MISCONDUCT, EndReason.RENEWED}
    return [(one.value, str(one.label)) for one in EndReason if one not in kept]


class ProposalAct(models.TextChoices):
    """What takes two people: past the gate or on a past day, an end in the past, mending a wrong
    entry, taking one back that was never right."""

    APPOINT = "appoint", pgettext_lazy("proposal", "appoint")
    END = "end", pgettext_lazy("proposal", "end the appointment")
    CORRECT = "correct", pgettext_lazy("proposal", "correct the entry")
    ANNUL = "annul", pgettext_lazy("proposal", "strike the entry")


class FilingKind(models.TextChoices):
    """Who is told of a change of the roster."""

    BUREAU = "bureau", _("filed with the county justice bureau")
    COURT = "court", _("told to the basic people's court")


class HandOverKind(models.TextChoices):
    CASE = "case", pgettext_lazy("handed over", "open case")
    FILE = "file", pgettext_lazy("handed over", "case files")
    SEAL = "seal", pgettext_lazy("handed over", "seal or stamp")
    KEY = "key", pgettext_lazy("handed over", "keys and equipment")
    OTHER = "other", pgettext_lazy("handed over", "other")


class RequirementState(models.TextChoices):
    """What the gate found on one of its requirements."""

    MET = "met", _("there")
    MISSING = "missing", _("missing")
    NOT_NEEDED = "not_needed", _("not applicable")


# The words of `standing.LABELS`, and the sign under which the badge component knows each.
STANDING_LABELS = {
    "on_duty": _("On duty"),
    "suspended": _("Suspended from duty"),
    "pending": _("Certificate pending"),
    "lapsed": _("Certificate lapsed"),
    "qualified": _("Qualified, not appointed"),
    "replaced": pgettext_lazy("standing", "Replaced"),
    "retired": pgettext_lazy("standing", "Left"),
    "trainee": _("Trainee"),
    "none": pgettext_lazy("standing", "Not begun"),
}
VACANT = "vacant"
ROW_LABELS = STANDING_LABELS | {VACANT: pgettext_lazy("post", "Vacant")}
# Let in past the gate without any certificate: the same standing, and no certificate that lapsed.
WITHOUT_CERTIFICATE = pgettext_lazy("standing", "Without certificate")
# What a filter or a count tells of: there those without any are among the lapsed.
GROUP_LABELS = ROW_LABELS | {"lapsed": _("Certificate lapsed or missing")}
SIGNS = {"suspended": "off_duty", "retired": "left", "none": "plain"}
CERTIFICATE_LABELS = {
    "valid": pgettext_lazy("certificate", "Valid"),
    "suspended": pgettext_lazy("certificate", "Suspended"),
    "revoked": pgettext_lazy("certificate", "Revoked"),
    "expired": pgettext_lazy("certificate", "Expired"),
}


def standing_words(label: str, certificate: str | None) -> Any:
    """A standing, or "vacant", in words; `certificate` is the state of the person's best one."""
    if label == "lapsed" and not certificate:
        return WITHOUT_CERTIFICATE
    return ROW_LABELS[label]
