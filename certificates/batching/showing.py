"""Batches as pages show them: how far one is, and the remedy for each that is held."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates import requirements
from certificates.batching import stepping
from certificates.batching.choices import BatchState, MemberState
from certificates.batching.models import Batch, BatchMember
from certificates.choices import RequirementKind
from certificates.requirements import Requirement
from portal.jobs.choices import JobState
from portal.jobs.models import Job

_KIND = RequirementKind


@dataclass(frozen=True)
class Progress:
    """How many people of the batch came to what; `printed` of the certificates have a file."""

    total: int
    waiting: int
    issued: int
    overtaken: int
    held: int
    printed: int

    @property
    def settled(self) -> int:
        return self.total - self.waiting


@dataclass(frozen=True)
class Remedy:
    """What stands in somebody's way, what to do about it, and where."""

    what: str
    text: str
    url: str
    action: str


@dataclass(frozen=True)
class Held:
    member: BatchMember
    remedies: list[Remedy]


def progress_of(batch: Batch) -> Progress:
    members = BatchMember.objects.unscoped("progress of a scoped batch").filter(batch=batch)
    counts = {state: members.filter(state=state).count() for state in MemberState}
    files = members.filter(state=MemberState.ISSUED, certificate__versions__n=1).exclude(
        certificate__versions__file_sha256=""
    )
    return Progress(
        batch.total,
        counts[MemberState.WAITING],
        counts[MemberState.ISSUED],
        counts[MemberState.OVERTAKEN],
        counts[MemberState.HELD],
        files.count(),
    )


def is_stuck(batch: Batch) -> bool:
    """At work, and the job of its next step failed for good."""
    key = f"{stepping.KIND}:{stepping.job_key(batch.pk, batch.turn)}"
    jobs = Job.objects.filter(key=key, state=JobState.FAILED)
    return batch.state == BatchState.RUNNING and jobs.exists()


def held(member: BatchMember) -> Held:
    """Somebody of the batch who got no certificate by it."""
    if member.certificate is not None:
        url = reverse("certificate", args=[member.certificate_id])
        text = _("Nothing to do: the certificate was issued in another way before.")
        number = member.certificate.number
        return Held(member, [Remedy(number, text, url, _("The certificate"))])
    decision = requirements.recalled(member.decision) if "day" in (member.decision or {}) else None
    missing = decision.missing if decision else ()
    found = [remedy(item, member.person_id) for item in missing]
    return Held(member, found or [_fault()])


def remedy(item: Requirement, person_id: int) -> Remedy:
    """What to do about a missing requirement, for staff."""
    person = reverse("person_page", args=[person_id])
    named = f"{item.kind.label} {item.subject} {item.shown}".strip()
    return Remedy(named, _texts()[item.kind], person, _("The person's record"))


def _fault() -> Remedy:
    text = _(
        "The number could not be given out. An administrator finds the cause on the page of the"
        " system; a new batch takes this person in again."
    )
    return Remedy(_("A fault of the platform"), text, reverse("certificates_waiting"), _("See why"))


def _texts() -> dict[RequirementKind, str]:
    learning = _("The person has to do this; the next batch takes them in by itself.")
    return {
        _KIND.MODULE: learning,
        _KIND.QUIZ: learning,
        _KIND.HOURS: learning,
        _KIND.EXAM: _(
            "The pass is taken back, or too long ago: the person takes the exam once more."
        ),
        _KIND.AGE: _("Compare the date of birth with the document; a wrong one is corrected."),
        _KIND.NAME: _(
            "The fonts lack these characters. Agree with the person on a way to write the name, "
            "and correct it in the record."
        ),
        _KIND.HELD: _("There is a certificate in force: nothing to do."),
        _KIND.RECORD: _("This record is a double: the other one counts."),
    }
