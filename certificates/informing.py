"""What the holder is told when a certificate is suspended, freed again, revoked or declared void:
the act, its day, and the reason in words fit for the one whom it hits."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from certificates import numbering
from certificates.choices import CertificateKind, ReasonCode
from certificates.models import CertificateChange
from portal.notices.telling import tell
from portal.notices.wording import Wording

MINE = "/desk/certificates/mine/"
SAID = {
    "suspend": Wording(
        "certificate.suspended",
        gettext_noop("Your certificate has been suspended"),
        gettext_noop(
            "Your %(title)s %(number)s is suspended from %(day)s: %(why)s. Until this is "
            "lifted you may not be on duty. Please ask the issuing authority if you have questions "
            "or do not agree."
        ),
    ),
    "lift": Wording(
        "certificate.lifted",
        gettext_noop("Your certificate is valid again"),
        gettext_noop(
            "The suspension of your %(title)s %(number)s is lifted from %(day)s: %(why)s."
        ),
    ),
    "revoke": Wording(
        "certificate.revoked",
        gettext_noop("Your certificate has been revoked"),
        gettext_noop(
            "Your %(title)s %(number)s is revoked from %(day)s: %(why)s. It may not be used "
            "any longer; please hand in the print. Please ask the issuing authority if you have "
            "questions or do not agree."
        ),
    ),
    "void": Wording(
        "certificate.voided",
        gettext_noop("Your certificate has been declared void"),
        gettext_noop(
            "Your %(title)s %(number)s is void from %(day)s: %(why)s. It may not be used; "
            "please hand in the print. Please ask the issuing authority if you have questions or "
            "do not agree."
        ),
    ),
    "supersede": Wording(
        "certificate.superseded",
        gettext_noop("A higher grade has taken the place of your certificate"),
        gettext_noop(
            "Your %(title)s %(number)s is superseded from %(day)s: %(why)s. Please hand in the "
            "print; the new certificate has a number of its own."
        ),
    ),
}

OTHERWISE_SUPERSEDED = Wording(
    "certificate.superseded",
    gettext_noop("Another grade has taken the place of your certificate"),
    SAID["supersede"].text,
)

OTHERWISE_SUSPENDED = Wording(
    "certificate.suspended",
    gettext_noop("Your certificate has been suspended"),
    gettext_noop(
        "Your %(title)s %(number)s is suspended from %(day)s: %(why)s. It may not be used until "
        "this is lifted. Please ask the issuing authority if you have questions or do not agree."
    ),
)

# The reasons as the holder reads them; a reason in words is for the office.
FIT: dict[str, Any] = {
    ReasonCode.UNDER_INQUIRY: _("a complaint is being looked into"),
    ReasonCode.INQUIRY_CLOSED: _("the inquiry is closed, nothing was found"),
    ReasonCode.MISCONDUCT: _("as decided under Article 15 of the People's Mediation Law"),
    ReasonCode.DERELICTION: _("serious dereliction of duty was established"),
    ReasonCode.INCOMPETENT: _("the work was found to be beyond your powers"),
    ReasonCode.CANNOT_SERVE: _("you cannot serve for the time being, or any longer"),
    ReasonCode.RESIGNED: _("you have resigned"),
    ReasonCode.DISQUALIFIED: _("a condition for being a mediator is not fulfilled any more"),
    ReasonCode.OBTAINED_BY_FRAUD: _("it was found to be obtained by untrue statements"),
    ReasonCode.ISSUED_IN_ERROR: _("it was issued in error"),
    ReasonCode.POST_ENDED: _("the post certificate it rested on has ended"),
    ReasonCode.HIGHER_GRADE: _("a higher grade was given to you"),
    ReasonCode.OTHER_GRADE: _("another grade was given to you after its period was over"),
    ReasonCode.OTHER: pgettext_lazy("to the holder", "the issuing authority tells you the reason"),
}


def inform(act: str, change: CertificateChange) -> None:
    """Tell the holder of what was done; in the transaction of the act. Nobody writes to the
    dead."""
    if change.reason_code == ReasonCode.DECEASED:
        return
    certificate = change.certificate
    facts = {
        "number": numbering.spaced_number(certificate.number),
        "title": CertificateKind(certificate.kind).label,
        "day": change.day,
        "why": FIT[change.reason_code],
    }
    said = SAID[act]
    if act == "suspend" and certificate.kind != CertificateKind.POST:
        said = OTHERWISE_SUSPENDED  # duty hangs on the post certificate alone
    if change.reason_code == ReasonCode.OTHER_GRADE:
        said = OTHERWISE_SUPERSEDED
    tell(said, key=str(change.pk), person_id=certificate.person_id, facts=facts, link=MINE)
