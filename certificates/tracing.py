"""Everything that ever happened to a certificate, as one line of time: acts with who and why,
prints, words to the holder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.models import (
    Certificate,
    CertificateChange,
    CertificateReminder,
    CertificateReview,
    CertificateVersion,
    EndProposal,
)
from portal.counting import plain

WHY = "the history of a certificate that the caller may see"


@dataclass(frozen=True)
class Event:
    """One thing that happened; `who` is empty for the platform itself, `weight` act (somebody or
    the platform decided) or fact, `version` the number of the version that came with it."""

    at: datetime
    title: str
    why: str = ""
    who: str = ""
    weight: str = "fact"
    version: int | None = None


@dataclass(frozen=True)
class Edition:
    """A version and the act that brought it (None where none is noted)."""

    version: CertificateVersion
    change: CertificateChange | None


def editions(certificate: Certificate) -> list[Edition]:
    """Every version, the newest first; two queries."""
    changes = certificate.changes.select_related("actor").filter(version__isnull=False)
    brought = {change.version: change for change in changes}
    versions = CertificateVersion.objects.unscoped(WHY).filter(certificate=certificate)
    return [Edition(row, brought.get(row.n)) for row in versions.order_by("-n")]


def events(certificate: Certificate) -> list[Event]:
    """What happened, the latest first; five queries."""
    versions = CertificateVersion.objects.unscoped(WHY).filter(certificate=certificate)
    reminders = CertificateReminder.objects.unscoped(WHY).filter(certificate=certificate)
    reviews = CertificateReview.objects.unscoped(WHY).filter(certificate=certificate)
    proposals = EndProposal.objects.unscoped(WHY).filter(certificate=certificate)
    people = ("proposed_by", "decided_by")
    found = [
        *(event for one in proposals.select_related(*people) for event in _of_proposal(one)),
        *(_of_change(change) for change in certificate.changes.select_related("actor")),
        *(event for version in versions for event in _of_version(version)),
        *(_of_reminder(row) for row in reminders),
        *(_of_review(row) for row in reviews),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _of_change(change: CertificateChange) -> Event:
    who = change.actor.get_full_name() if change.actor else ""
    return Event(change.recorded_at, change.happened, change.why, who, "act", change.version)


def _of_proposal(one: EndProposal) -> Iterator[Event]:
    titles = {"revoke": _("Revoking proposed"), "void": _("Declaring void proposed")}
    told = {"code": one.get_reason_code_display(), "words": one.reason}
    who = one.proposed_by.get_full_name()
    why = _("%(code)s: %(words)s") % told
    yield Event(one.proposed_at, titles[one.act], why, who, "act")
    if one.decided_by and one.decided_at:
        title = _("Proposal: %(state)s") % {"state": one.get_state_display()}
        yield Event(one.decided_at, title, one.answer, one.decided_by.get_full_name(), "act")


def _of_version(version: CertificateVersion) -> Iterator[Event]:
    n = {"n": version.n}
    if version.rendered_at:
        yield Event(version.rendered_at, _("File of version %(n)s made") % n)
    if version.superseded_at:
        yield Event(version.superseded_at, _("Version %(n)s superseded") % n)


def _of_reminder(row: CertificateReminder) -> Event:
    told = {"days": row.days, "due": date_format(row.due)}
    why = _("%(days)s days before %(due)s") % told
    return Event(row.recorded_at, _("Holder reminded"), why)


def _of_review(row: CertificateReview) -> Event:
    told = {
        "hours": plain(row.hours),
        "needed": plain(row.needed),
        "start": date_format(row.starts),
        "end": date_format(row.ends),
    }
    title = _("Annual review passed") if row.passed else _("Annual review: hours missing")
    why = _("%(hours)s of %(needed)s credit hours, %(start)s to %(end)s") % told
    return Event(row.recorded_at, title, why)
