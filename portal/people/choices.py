"""The closed sets of people and places; the words are those of docs/glossary.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    STATIONED_ROOM = "stationed_room", _("stationed mediation room")
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

    DOCUMENT = "document", pgettext_lazy("have", "document")
    LETTER = "letter", _("letter of appointment")
    DESK = "desk", _("desk")
    BUDGET = "budget", _("budget")


class OrganisationAct(models.TextChoices):
    """What can happen to an organisation; a merged or dissolved one is an end."""

    FOUNDED = "founded", pgettext_lazy("organisation", "founded")
    RENAMED = "renamed", pgettext_lazy("organisation", "renamed")
    MOVED = "moved", pgettext_lazy("organisation", "moved")
    MERGED = "merged", pgettext_lazy("organisation", "merged")
    DISSOLVED = "dissolved", pgettext_lazy("organisation", "dissolved")


class IdentityDocument(models.TextChoices):
    """Kinds of identity document, each with a form of its own (`identity.py`)."""

    ID_CARD = "id_card", _("resident identity card")
    HMT_RESIDENCE = "hmt", _("residence permit for Hong Kong, Macao and Taiwan residents")
    HK_MACAO_PERMIT = "hk_macao", _("mainland travel permit for Hong Kong and Macao residents")
    TAIWAN_PERMIT = "taiwan", _("mainland travel permit for Taiwan residents")
    PASSPORT = "passport", _("passport")
    FOREIGN_RESIDENT = "foreign", _("foreign permanent resident ID card")


class DoubleReason(models.TextChoices):
    SAME_DOCUMENT = "same_document", _("same document number")
    SAME_NAME_AND_BIRTH = "same_name", _("same name and birth date")


class DoubleState(models.TextChoices):
    """open -> same person (the newcomer is merged) or different people; both for ever."""

    OPEN = "open", pgettext_lazy("suspected double", "to be looked at")
    SAME = "same", pgettext_lazy("suspected double", "same person")
    DIFFERENT = "different", pgettext_lazy("suspected double", "different people")


class Tier(models.TextChoices):
    """The tiers of training (分级培训): the city trains townships, townships train villages."""

    VILLAGE = "village", _("village and community")
    TOWNSHIP = "township", _("township and subdistrict")
    CITY = "city", _("city and professional committees")


class AppointmentMode(models.TextChoices):
    """How a mediator comes into a post (People's Mediation Law art. 9 and 13)."""

    ELECTED = "elected", _("elected")
    HIRED = "hired", _("hired")


class CandidacyState(models.TextChoices):
    NOMINATED = "nominated", pgettext_lazy("candidacy", "nominated")
    CHECKED = "checked", pgettext_lazy("candidacy", "checked by the township")
    ACCEPTED = "accepted", pgettext_lazy("candidacy", "accepted by the bureau")
    RETURNED = "returned", pgettext_lazy("candidacy", "returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("candidacy", "withdrawn")


OPEN_CANDIDACIES = (
    CandidacyState.NOMINATED,
    CandidacyState.CHECKED,
    CandidacyState.ACCEPTED,
    CandidacyState.RETURNED,
)
# Offices return papers with a reason; what was returned is handed in again, never thrown away.
CANDIDACY_MOVES: dict[str, tuple[str, ...]] = {
    CandidacyState.NOMINATED: (
        CandidacyState.CHECKED,
        CandidacyState.RETURNED,
        CandidacyState.WITHDRAWN,
    ),
    CandidacyState.CHECKED: (
        CandidacyState.ACCEPTED,
        CandidacyState.RETURNED,
        CandidacyState.WITHDRAWN,
    ),
    CandidacyState.RETURNED: (CandidacyState.NOMINATED, CandidacyState.WITHDRAWN),
    CandidacyState.ACCEPTED: (CandidacyState.WITHDRAWN,),
    CandidacyState.WITHDRAWN: (),
}


class ImportState(models.TextChoices):
    """What became of a table that somebody brought; nothing is written before `committing`."""

    UPLOADED = "uploaded", pgettext_lazy("import", "uploaded")
    CHECKING = "checking", pgettext_lazy("import", "being checked")
    CHECKED = "checked", pgettext_lazy("import", "checked")
    COMMITTING = "committing", pgettext_lazy("import", "being entered")
    COMMITTED = "committed", pgettext_lazy("import", "entered")
    DISCARDED = "discarded", pgettext_lazy("import", "discarded")


# From committing back to checked: what somebody else has changed meanwhile must be seen first.
IMPORT_MOVES: dict[str, tuple[str, ...]] = {
    ImportState.UPLOADED: (ImportState.CHECKING, ImportState.DISCARDED),
    ImportState.CHECKING: (ImportState.CHECKED, ImportState.UPLOADED, ImportState.DISCARDED),
    ImportState.CHECKED: (ImportState.CHECKING, ImportState.COMMITTING, ImportState.DISCARDED),
    ImportState.COMMITTING: (ImportState.COMMITTED, ImportState.CHECKED),
    ImportState.COMMITTED: (),
    ImportState.DISCARDED: (),
}


class RowVerdict(models.TextChoices):
    """What the import would do with a row of a table."""

    NEW = "new", pgettext_lazy("row", "new")
    CHANGED = "changed", pgettext_lazy("row", "changed")
    SAME = "same", pgettext_lazy("row", "unchanged")
    HELD = "held", pgettext_lazy("row", "to be looked at")
    REFUSED = "refused", pgettext_lazy("row", "cannot be imported")


WRITTEN_VERDICTS = (RowVerdict.NEW, RowVerdict.CHANGED)


class Wish(models.TextChoices):
    """What somebody may ask for about the own data (PIPL art. 45 to 48)."""

    CORRECT = "correct", pgettext_lazy("wish", "correct something that is wrong")
    COPY = "copy", pgettext_lazy("wish", "hand me a copy")
    ERASE = "erase", pgettext_lazy("wish", "erase my data")
    EXPLAIN = "explain", pgettext_lazy("wish", "explain what is done with my data")


class RequestState(models.TextChoices):
    """A request about the own data: it waits, and is then closed for good."""

    ASKED = "asked", pgettext_lazy("request", "Waits for an answer")
    ANSWERED = "answered", pgettext_lazy("request", "Answered")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")
