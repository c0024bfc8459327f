"""The closed sets of people and places; the words are those of docs/glossary.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    VILLAGE = "village", _("village mediation committee")
    COMMUNITY = "community", _("community mediation committee")
    TOWNSHIP = "township", _("township mediation committee")
    SUBDISTRICT = "subdistrict", _("subdistrict mediation committee")
    ENTERPRISE = "enterprise", _("enterprise mediation committee")
    INSTITUTION = "institution", _("institution mediation committee")
    REGIONAL = "regional", _("regional mediation committee")
    SECTORAL = "sectoral", _("sectoral mediation committee")
    PROFESSIONAL = "professional", _("professional mediation committee")
    SOCIAL_ORG = "social_org", _("mediation committee of a social organisation")
    CITY = "city", _("city mediation centre")
    COURT = "court", _("people's court")
    JUSTICE_BUREAU = "justice_bureau", _("justice bureau")
    JUSTICE_OFFICE = "justice_office", _("justice office")
    TOWNSHIP_GOVERNMENT = "township_government", _("township government")
    VILLAGE_BODY = "village_body", _("village")
    LABOUR_DISPATCH = "labour_dispatch", _("labour dispatch firm")
    ASSOCIATION = "association", _("association")


COMMITTEE_KINDS = (
    OrganisationKind.VILLAGE,
    OrganisationKind.COMMUNITY,
    OrganisationKind.TOWNSHIP,
    OrganisationKind.SUBDISTRICT,
    OrganisationKind.ENTERPRISE,
    OrganisationKind.INSTITUTION,
    OrganisationKind.REGIONAL,
    OrganisationKind.SECTORAL,
    OrganisationKind.PROFESSIONAL,
    OrganisationKind.SOCIAL_ORG,
    OrganisationKind.CITY,
)


class Sex(models.TextChoices):
    """GB/T 2261.1 has codes; the two words are enough here."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class PostKind(models.TextChoices):
    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice chair")
    MEMBER = "member", _("member")
    FULL_TIME = "full_time", _("full-time mediator")
    PART_TIME = "part_time", _("part-time mediator")


class Have(models.TextChoices):
    """The four haves of a post (四有)."""

    DOCUMENT = "document", _("document")
    LETTER = "letter", _("letter of appointment")
    DESK = "desk", _("desk")
    BUDGET = "budget", _("budget")
