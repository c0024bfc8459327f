"""The closed sets of what the roster says of people's assessors, with the articles they rest on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Who reads what a screening found: the facts of arts. 6 and 7 are sensitive.
SCREENERS = ("admin", "hr")


class Channel(models.TextChoices):
    """How an assessor was found: drawn from the residents (arts. 9, 10), or by application or
    recommendation (art. 11)."""

    DRAWN = "drawn", _("drawn at random (arts. 9 and 10)")
    PUT_FORWARD = "put_forward", _("applied or recommended (art. 11)")


class RemovalGround(models.TextChoices):
    """Why the standing committee ended a term early (People's Assessors Law art. 27)."""

    RESIGNED = "resigned", _("resigned with good reason (art. 27, item 1)")
    DISQUALIFIED = "disqualified", _("a case of art. 6 or 7 (art. 27, item 2)")
    REFUSED = "refused", _("refused to sit without good reason (art. 27, item 3)")
    ABUSED = "abused", _("broke the rules of trial, with grave results (art. 27, item 4)")


# A removal on these grounds is a punishment: its person is barred (art. 7, item 5).
PUNISHING = (RemovalGround.REFUSED, RemovalGround.ABUSED)


class Education(models.TextChoices):
    """What art. 5 generally asks for is senior secondary education."""

    UNKNOWN = "unknown", pgettext_lazy("screening", "not looked at yet")
    LESS = "less", _("less than senior secondary")
    SECONDARY = "secondary", _("senior secondary")
    MORE = "more", _("more than senior secondary")


class Answer(models.TextChoices):
    """What a screening found on one question."""

    UNKNOWN = "unknown", pgettext_lazy("screening", "not looked at yet")
    NO = "no", pgettext_lazy("screening", "no")
    YES = "yes", pgettext_lazy("screening", "yes")


class Condition(models.TextChoices):
    """What must be so (art. 5), beside the age and the education."""

    CONSTITUTION = "constitution", _("upholds the constitution")
    CONDUCT = "conduct", _("keeps the law, is of good conduct and fair")
    HEALTH = "health", _("in such health that the duty can be done")


class Incompatible(models.TextChoices):
    """Who cannot be an assessor because of an office or a profession (art. 6)."""

    COMMITTEE = "committee", _("member of a standing committee of a people's congress")
    SUPERVISION = "supervision", _("staff of a supervisory commission")
    COURT = "court", _("staff of a people's court")
    PROCURATORATE = "procuratorate", _("staff of a people's procuratorate")
    POLICE = "police", _("staff of a public security organ")
    SECURITY = "security", _("staff of a state security organ")
    JUSTICE = "justice", _("staff of a justice bureau or justice office")
    LAWYER = "lawyer", _("lawyer")
    NOTARY = "notary", _("notary")
    ARBITRATOR = "arbitrator", _("arbitrator")
    LEGAL_WORKER = "legal_worker", _("grassroots legal service worker")
    OTHER_OFFICE = "other_office", _("not suited because of another office")


class Barred(models.TextChoices):
    """Who may not be an assessor (art. 7)."""

    SENTENCED = "sentenced", _("has had a criminal punishment")
    DISMISSED = "dismissed", _("was dismissed from public office")
    LICENCE = "licence", _("lost the licence of a lawyer or notary")
    DEBTOR = "debtor", _("on the list of judgment debtors who do not keep faith")
    REMOVED = "removed", _("was removed as an assessor as a punishment")
    GRAVE = "grave", _("other grave breach of law or discipline")


class ListState(models.TextChoices):
    """open -> handed over -> concluded with the last outcome; or open -> given up."""

    OPEN = "open", pgettext_lazy("recommendation list", "open")
    HANDED_OVER = "handed_over", pgettext_lazy("recommendation list", "handed over")
    CONCLUDED = "concluded", pgettext_lazy("recommendation list", "concluded")
    GIVEN_UP = "given_up", pgettext_lazy("recommendation list", "given up")


RUNNING = (ListState.OPEN, ListState.HANDED_OVER)


class NominatorKind(models.TextChoices):
    """Who may recommend (art. 11)."""

    EMPLOYER = "employer", _("employer")
    RESIDENTS = "residents", _("village or residents' committee")
    ORGANISATION = "organisation", _("people's organisation")


class Outcome(models.TextChoices):
    """What became of a recommended name; every answer is for good."""

    LISTED = "listed", pgettext_lazy("recommended", "on the list")
    APPOINTED = "appointed", pgettext_lazy("recommended", "appointed")
    NOT_APPOINTED = "not_appointed", pgettext_lazy("recommended", "not appointed")
    WITHDRAWN = "withdrawn", pgettext_lazy("recommended", "withdrawn")
