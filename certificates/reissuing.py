"""Reissuing a certificate whose holder has another name now; the record must say so first."""

from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from certificates import fonts
from certificates.choices import CertificateState, VersionCause
from certificates.lifecycle import MoveRefused
from certificates.models import Certificate, CertificateVersion
from certificates.succeeding import Act, Ground, succeed
from portal import clock
from portal.notices.wording import Wording
from portal.people.models import Person

REISSUE = Act(
    "reissue",
    VersionCause.REISSUE,
    "reissued",
    Wording(
        "certificate.reissued",
        gettext_noop("Your certificate has been reissued under your new name"),
        gettext_noop(
            "Your %(title)s %(number)s has been reissued under your new name, with the same "
            "number. The old print and file do not hold any more: please hand in the print. You "
            "can download the new one in a moment."
        ),
    ),
)
WHY = "names on certificates and in records"


def changed_names(version: CertificateVersion, person: Person) -> dict[str, str]:
    """What the record of the person says otherwise than the print: `name`, `latin_name`."""
    recorded = {"name": person.name, "latin_name": person.latin_name}
    return {key: said for key, said in recorded.items() if version.plan.get(key, "") != said}


def latin_stays(version: CertificateVersion, person: Person) -> bool:
    """A Latin name is printed that the record still has, though it says another name: it may be
    that nobody thought of it."""
    named = changed_names(version, person)
    return "name" in named and "latin_name" not in named and bool(person.latin_name)


def reissue(certificate: Certificate, ground: Ground) -> CertificateVersion:
    """The next version, under the name that stands in the person's record now.

    Raises MoveRefused, also when nothing differs and when the name cannot be printed, and
    ReasonMissing.
    """
    person = Person.objects.unscoped(WHY).get(pk=certificate.person_id)
    rows = CertificateVersion.objects.unscoped(WHY).filter(certificate=certificate)
    named = changed_names(rows.get(superseded_at__isnull=True), person)
    if not named:
        raise MoveRefused(_("The certificate says what the record says: nothing to reissue."))
    missing = fonts.unprintable("".join(named.values()))
    if missing:
        raise MoveRefused(
            _("%(characters)s cannot be printed. Please write the name so that it can, or wait.")
            % {"characters": " ".join(missing)}
        )
    return succeed(certificate, REISSUE, ground, named)


def renamed() -> Q:
    """A filter on certificates: in force, in their period, with another name in the record of the
    person than the print has."""
    rows = CertificateVersion.objects.unscoped(WHY).filter(
        superseded_at__isnull=True, valid_until__gte=clock.today()
    )
    differing = rows.alias(printed=KT("plan__name")).exclude(printed=F("certificate__person__name"))
    return Q(state=CertificateState.ISSUED, pk__in=differing.values("certificate_id"))
