"""Replacing a printed certificate that is lost, stolen or damaged; the notice of loss stays with
its reason."""

from django.utils.translation import gettext_noop

from certificates.choices import VersionCause
from certificates.models import Certificate, CertificateVersion
from certificates.succeeding import Act, Ground, succeed
from portal.notices.wording import Wording

REPLACE = Act(
    "replace",
    VersionCause.REPLACEMENT,
    "replaced",
    Wording(
        "certificate.replaced",
        gettext_noop("Your certificate has been replaced"),
        gettext_noop(
            "Your %(title)s %(number)s has been replaced, with the same number. The earlier "
            "print and file do not hold any more; should you find the print, please hand it in. "
            "You can download the new one in a moment."
        ),
    ),
)


def replace_lost(certificate: Certificate, ground: Ground) -> CertificateVersion:
    """The next version, which says the same. Raises MoveRefused, ReasonMissing."""
    return succeed(certificate, REPLACE, ground, {})
