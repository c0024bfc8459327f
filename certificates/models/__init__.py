"""Certificates: what is printed on them, what they rest on, what happened to them."""

from certificates.models.awards import Award
from certificates.models.certificates import ACTORS, READERS, Certificate, NumberCounter
from certificates.models.proposals import EndProposal
from certificates.models.versions import CertificateChange, CertificateVersion
from certificates.models.years import CertificateReminder, CertificateReview

__all__ = [
    "ACTORS",
    "READERS",
    "Award",
    "Certificate",
    "CertificateChange",
    "CertificateReminder",
    "CertificateReview",
    "CertificateVersion",
    "EndProposal",
    "NumberCounter",
]
