"""Outbox jobs of exams."""

from courses.statutes.models import StatuteVersion
from exams import copies, correcting, filing, holding, minuting, publishing
from exams.models import EnrolmentRun, KeyCorrection, PaperForm, Sitting
from exams.papers import printing, shelving
from exams.receivers import HOLD
from exams.sittings import announcing, enrolling_many, preparing, telling
from exams.sittings import printing as sitting_printing
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.registry import Claim, handler


@handler(shelving.PRINT)
def print_sheets(claim: Claim) -> None:
    """Payload: `form` (id). Prints outside any transaction."""
    rows = PaperForm.objects.select_related("exam", "source", "beside")
    printing.print_sheets(rows.get(pk=claim.payload["form"]))
    with claim.finish():
        pass  # the files are the effect; made twice they are the same


@handler(HOLD)
def hold_citing(claim: Claim) -> None:
    """Payload: `statute` (slug), `version` (id) and `articles`, a list of [number, sub]."""
    payload = claim.payload
    version = StatuteVersion.objects.select_related("statute").get(pk=payload["version"])
    articles = [(number, sub) for number, sub in payload["articles"]]
    found = holding.citing(payload["statute"], articles)
    with claim.finish():
        holding.hold(found, law=str(version))


@handler(preparing.PREPARE)
def prepare_papers(claim: Claim) -> None:
    """Payload: `sitting` (id) and `after`, the last seat that was looked at. Each paper is its own
    transaction; the rest of the sitting is the next job."""
    payload = claim.payload
    last = preparing.prepare_some(payload["sitting"], payload["after"])
    with claim.finish():
        if last is not None:
            key = f"{payload['sitting']}:{payload['after']}:{last}:{clock.now():%Y%m%d%H%M}"
            enqueue(preparing.PREPARE, key, {**payload, "after": last})


@handler(enrolling_many.ENROL)
def enrol_people(claim: Claim) -> None:
    """Payload: `run` (id) and `done`, where this part begins. The seats are a transaction of their
    own, which done twice gives nobody a second one."""
    rows = EnrolmentRun.objects.unscoped("a run by its id").select_related("sitting__exam")
    run, done = rows.get(pk=claim.payload["run"]), claim.payload["done"]
    came = enrolling_many.enrol_some(run, done)
    with claim.finish():
        enrolling_many.note(run, done, came)


@handler(sitting_printing.PRINT)
def print_sitting(claim: Claim) -> None:
    """Payload: `sitting` (id) and `kind` of sheet. Prints outside any transaction."""
    rows = Sitting.objects.unscoped("a sitting by its id").select_related("exam")
    sitting_printing.make(rows.get(pk=claim.payload["sitting"]), claim.payload["kind"])
    with claim.finish():
        pass  # the files are the effect; made twice they are the same


@handler(announcing.TELL_SEATS)
def tell_seats(claim: Claim) -> None:
    """Payload: `sitting` (id), `seats` (ids, or None for all), `after`, the last seat that was
    looked at, and `event` (id). The rest of the sitting is the next job."""
    payload = claim.payload
    with claim.finish():
        last = telling.tell_seats(payload["sitting"], payload["seats"], payload["after"])
        if last is not None:
            announcing.to_next_seats(payload, last)


@handler(announcing.TELL_DUTIES)
def tell_duties(claim: Claim) -> None:
    """Payload: `sitting` and `event` (ids)."""
    with claim.finish():
        telling.tell_duties(claim.payload["sitting"])


@handler(announcing.RENEW)
def renew_sheets(claim: Claim) -> None:
    """Payload: `sitting` and `event` (ids). What is out of date is seen once the change is
    there."""
    rows = Sitting.objects.unscoped("a sitting by its id").select_related("exam")
    sitting = rows.get(pk=claim.payload["sitting"])
    old = sitting_printing.out_of_date(sitting)
    with claim.finish():
        sitting_printing.renew(sitting.pk, old, claim.payload["event"])


copies.made_by(copies.EVIDENCE, filing.make_copy)
copies.made_by(copies.PROTOCOL, minuting.make_copy)


@handler(copies.PRINT)
def print_copy(claim: Claim) -> None:
    """Payload: `kind`, `subject` (id), `variant`, `user` (id). Prints outside any transaction."""
    copies.make(copies.wanted_of(claim.payload))
    with claim.finish():
        pass  # the file is the effect; made twice it is as good


@handler(publishing.RELEASE)
def release_results(claim: Claim) -> None:
    """Payload: a `publishing.Batch`. Part by part, each in a transaction of its own, which done
    again releases nothing twice."""
    batch = publishing.Batch(**claim.payload)
    while publishing.release_some(batch):
        pass
    with claim.finish():
        pass


@handler(correcting.APPLY)
def apply_correction(claim: Claim) -> None:
    """Payload: `correction` (id). Part by part, each in a transaction of its own, which done again
    changes nothing."""
    correction = KeyCorrection.objects.get(pk=claim.payload["correction"])
    correcting.apply(correction)
    with claim.finish():
        correcting.note_applied(correction)
