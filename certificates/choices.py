"""The closed sets of certificates, the moves between states written beside them."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CertificateKind(models.TextChoices):
    """上岗证, 培训合格证, 首席证书, 等级证书. The printed title is a rule, not a label."""

    POST = "post", _("post certificate")
    TRAINING = "training", _("training certificate")
    CHIEF = "chief", _("chief mediator's certificate")
    GRADE = "grade", _("grade certificate")


# Kinds that stand on a post certificate and a decision, and end with that certificate.
STANDING_ON = [CertificateKind.CHIEF, CertificateKind.GRADE]
NO_END = date.max  # the last valid day of what is valid without end


class CertificateState(models.TextChoices):
    """What is stored. `expired` follows from dates, `superseded` from versions too; a lower grade
    is stored so when a higher one takes its place."""

    ISSUED = "issued", pgettext_lazy("certificate", "Issued")
    SUSPENDED = "suspended", pgettext_lazy("certificate", "Suspended")
    REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")
    VOIDED = "voided", pgettext_lazy("certificate", "Voided")
    SUPERSEDED = "superseded", pgettext_lazy("certificate", "Superseded")


# A person has one certificate of a kind in these states at most; when its period is over it is
# renewed, and only after an end is there room for a new number.
IN_FORCE = [CertificateState.ISSUED, CertificateState.SUSPENDED]

# Each act: the states it may start from, and the state it leads to. Revoked, voided and
# superseded are ends.
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "suspend": ((CertificateState.ISSUED,), CertificateState.SUSPENDED),
    "lift": ((CertificateState.SUSPENDED,), CertificateState.ISSUED),
    "revoke": ((CertificateState.ISSUED, CertificateState.SUSPENDED), CertificateState.REVOKED),
    "void": ((CertificateState.ISSUED,), CertificateState.VOIDED),
    "supersede": ((CertificateState.ISSUED,), CertificateState.SUPERSEDED),
}


class VersionCause(models.TextChoices):
    """Why a version was made: the first one, a new pass after the period was over, another name
    in the person's record, or a printed one that is lost."""

    ISSUE = "issue", _("issue")
    RENEWAL = "renewal", _("renewal")
    REISSUE = "reissue", _("reissue under another name")
    REPLACEMENT = "lost", _("replacement of a lost one")


class ReasonCode(models.TextChoices):
    """Why a certificate was changed; the public verdict never shows it."""

    ISSUED = "issued", _("requirements fulfilled")
    RENEWED = "renewed", _("requirements fulfilled again")
    UNDER_INQUIRY = "under_inquiry", _("complaint under inquiry")
    INQUIRY_CLOSED = "inquiry_closed", _("inquiry closed, nothing found")
    MISCONDUCT = "statutory_misconduct", _("misconduct under Article 15 of the law")
    DERELICTION = "serious_dereliction", _("serious dereliction of duty")
    INCOMPETENT = "incompetent", _("not competent")
    CANNOT_SERVE = "cannot_serve", _("cannot serve any longer")
    RESIGNED = "resigned", _("resigned")
    DISQUALIFIED = "disqualified", _("disqualified")
    DECEASED = "deceased", _("deceased")
    OBTAINED_BY_FRAUD = "fraud", _("obtained by fraud")
    ISSUED_IN_ERROR = "error", _("issued in error")
    NAME_CHANGED = "name_changed", _("name changed by the police register")
    NAME_CORRECTED = "name_corrected", _("name was misspelt")
    LOST = "lost", _("declared lost")
    STOLEN = "stolen", _("reported stolen")
    DAMAGED = "damaged", _("damaged, handed in")
    POST_ENDED = "post_ended", _("the post certificate it rests on has ended")
    HIGHER_GRADE = "higher_grade", _("a higher grade was given")
    OTHER_GRADE = "other_grade", _("another grade was given after its period was over")
    OTHER = "other", _("another reason")


REASONS: dict[str, tuple[ReasonCode, ...]] = {
    "suspend": (ReasonCode.UNDER_INQUIRY, ReasonCode.CANNOT_SERVE, ReasonCode.OTHER),
    "lift": (ReasonCode.INQUIRY_CLOSED, ReasonCode.OTHER),
    "revoke": (
        ReasonCode.MISCONDUCT,
        ReasonCode.DERELICTION,
        ReasonCode.INCOMPETENT,
        ReasonCode.CANNOT_SERVE,
        ReasonCode.RESIGNED,
        ReasonCode.DISQUALIFIED,
        ReasonCode.DECEASED,
        ReasonCode.OBTAINED_BY_FRAUD,
        ReasonCode.OTHER,
    ),
    "void": (ReasonCode.ISSUED_IN_ERROR,),
    "supersede": (ReasonCode.HIGHER_GRADE, ReasonCode.OTHER_GRADE),
    "reissue": (ReasonCode.NAME_CHANGED, ReasonCode.NAME_CORRECTED),
    "replace": (ReasonCode.LOST, ReasonCode.STOLEN, ReasonCode.DAMAGED),
}

# Reasons that nobody chooses: the platform acts on another certificate's end.
OF_ITSELF: dict[str, tuple[ReasonCode, ...]] = {"revoke": (ReasonCode.POST_ENDED,)}

# What happened, where the state a certificate came into does not tell it.
HAPPENED: dict[str, Any] = {
    ReasonCode.RENEWED: pgettext_lazy("certificate", "Renewed"),
    ReasonCode.NAME_CHANGED: _("Reissued under another name"),
    ReasonCode.NAME_CORRECTED: _("Reissued under another name"),
    ReasonCode.LOST: _("Lost one replaced"),
    ReasonCode.STOLEN: _("Lost one replaced"),
    ReasonCode.DAMAGED: _("Damaged one replaced"),
}


class Standing(models.TextChoices):
    """How a certificate stands on a day, as the public reads it (architecture, table of
    verdicts)."""

    VALID = "valid", pgettext_lazy("certificate", "Valid")
    SUSPENDED = "suspended", pgettext_lazy("certificate", "Suspended")
    REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")
    EXPIRED = "expired", pgettext_lazy("certificate", "Expired")
    SUPERSEDED = "superseded", pgettext_lazy("certificate", "Superseded")
    NOT_FOUND = "not_found", pgettext_lazy("certificate", "Not found")


class RequirementKind(models.TextChoices):
    """What a certificate rests on; each is checked by an id of its own."""

    MODULE = "module", _("Module studied")
    QUIZ = "quiz", _("Module quiz passed")
    HOURS = "hours", _("Training hours")
    EXAM = "exam", _("Qualifying exam passed")
    AGE = "age", _("Age")
    NAME = "name", _("Name can be printed")
    HELD = "held", _("No certificate in force yet")
    RECORD = "record", _("Not merged into another record")
    POST = "post", _("Post certificate in force")
    YEARS = "years", _("Years with a certificate")
    AWARD = "award", _("Decision of the body in charge")


class AwardState(models.TextChoices):
    """A decision as it was entered; with two people the second one agrees or declines. What is in
    force can be withdrawn while it has brought no certificate."""

    ENTERED = "entered", _("Waits for a second person")
    AGREED = "agreed", pgettext_lazy("award", "In force")
    DECLINED = "declined", pgettext_lazy("award", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("award", "Withdrawn")


class ProposalState(models.TextChoices):
    """A proposal to end a certificate for good; another person agrees or declines, whoever proposed
    it may take it back."""

    WAITING = "waiting", _("Waits for a second person")
    AGREED = "agreed", pgettext_lazy("proposal", "Agreed")
    DECLINED = "declined", pgettext_lazy("proposal", "Declined")
    TAKEN_BACK = "taken_back", pgettext_lazy("proposal", "Taken back")


# Acts that cannot be undone; where the rule asks two people do them.
FOR_GOOD = ["revoke", "void"]


class Occasion(models.TextChoices):
    """Of what a holder is reminded."""

    EXPIRY = "expiry", _("the period ends")
    REVIEW = "review", _("the annual review comes")
