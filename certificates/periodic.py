"""Every night: who is eligible without a certificate, which version has no file; what may be
thrown away. Every morning: whose certificate ends, whose year is to be reviewed."""

from certificates import falling, issuing, previewing, reminding, reviewing, waiting
from certificates.models import Award, CertificateVersion
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.registry import Claim, daily


@daily("certificate.sweep", hour=2, minute=20)
def sweep(claim: Claim) -> None:
    """Ask again for every pass that would bring a certificate now, for whoever has completed the
    training, and for every version unprinted; and let fall what was issued while its hours were
    being taken back.

    A job is a row for ever, so none is written for those who still lack something. Those whose
    jobs are still on their way are asked for twice and issued once.
    """
    period = claim.payload["period"]
    unprinted = CertificateVersion.objects.unscoped("sweep").filter(file_sha256="")
    forgotten = waiting.granted() if issuing.is_by_itself() else []
    trained = waiting.trained() if issuing.trains_by_itself() else []
    fallen = {row.person_id for row in falling.overtaken()}
    awards = Award.objects.unscoped("sweep").filter(pk__in=issuing.forgotten_awards())
    with claim.finish():
        for award in awards:
            issuing.ask_for_award(award, period)
        for attempt_id, person_id in forgotten:
            issuing.ask(person_id, attempt_id, period)
        for person_id in trained:
            issuing.ask_for_training(person_id, period)
        for person_id in sorted(fallen):
            enqueue(falling.HOURS_FELL, f"{person_id}:{period}", {"person": person_id})
        for version_id in unprinted.order_by("pk").values_list("pk", flat=True):
            enqueue("certificate.render", f"{version_id}:{period}", {"version": version_id})


@daily("certificate.put_away", hour=3, minute=35)
def put_away(claim: Claim) -> None:
    """Pictures of designs that nobody looks at any more."""
    previewing.put_away()
    with claim.finish():
        pass


@daily("certificate.remind", hour=7, minute=10)
def remind(claim: Claim) -> None:
    """Tell holders what ends in 90, 30 and 7 days; one transaction, so that a worker that dies has
    told nobody."""
    today = clock.today()
    posts, others = reminding.ending(today), reminding.ending(today, reminding.OTHERS)
    with claim.finish():
        reminding.remind(posts, reminding.ENDS, reminding.EXAMS)
        reminding.remind(others, reminding.ENDS_OTHERWISE, reminding.MINE)


@daily("certificate.review", hour=6, minute=40)
def review(claim: Claim) -> None:
    """Review the years that are over; remind of those that end soon with hours missing."""
    ended, coming = reviewing.ended(), reviewing.coming()
    with claim.finish():
        reviewing.record(ended)
        reminding.remind(coming, reviewing.COMING, reviewing.LEARN)
