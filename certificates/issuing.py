"""Issuing and renewing: who fulfils what a kind requires gets the certificate; twice asked is once
done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from certificates import eligibility, requirements, resting, titles, writing
from certificates.choices import IN_FORCE, AwardState, CertificateKind
from certificates.eligibility import Facts
from certificates.models import Award, Certificate, CertificateVersion
from certificates.planning import Told
from certificates.requirements import Decision
from certificates.writing import Overtaken, Place
from exams.models import Attempt
from portal import clock
from portal.audit.recording import record
from portal.counting import plain
from portal.jobs.enqueueing import enqueue
from portal.policy.rules import rule

BY_ITSELF = "cert.by_itself"
TRAINING_BY_ITSELF = "cert.by_itself.training"


class NotTheirs(ValueError):
    """The attempt is not the person's; a fault of the caller."""


@dataclass(frozen=True)
class Issue:
    """What came of it: the certificate (new or the one there was), or the decision against."""

    certificate: Certificate | None
    decision: Decision | None = None


def ask(person_id: int, attempt_id: int, occasion: str) -> None:
    """Let a worker look whether this pass brings a certificate now; in the caller's transaction.

    One job for each occasion on which the answer may have become another one.
    """
    enqueue(
        "certificate.issue",
        f"{person_id}:{attempt_id}:{occasion}",
        {"person": person_id, "attempt": attempt_id},
    )


def ask_for_training(person_id: int, occasion: str) -> None:
    """The same for a training certificate."""
    enqueue("certificate.issue_training", f"{person_id}:{occasion}", {"person": person_id})


def ask_for_award(award: Award, occasion: str = "agreed") -> None:
    """The same for the title or grade that a decision gives."""
    enqueue("certificate.issue_award", f"{award.pk}:{occasion}", {"award": award.pk})


def is_by_itself() -> bool:
    """A pass brings its certificate without anybody's doing; else batches alone do (rule)."""
    return bool(rule(BY_ITSELF, on=clock.today()).number)


def trains_by_itself() -> bool:
    """Whoever has completed the training gets its certificate without anybody's doing (rule)."""
    return bool(rule(TRAINING_BY_ITSELF, on=clock.today()).number)


def issue_by_itself(person_id: int, attempt_id: int) -> Issue:
    """`issue_if_eligible`, where the rule `cert.by_itself` lets a pass bring a certificate without
    anybody's doing."""
    return issue_if_eligible(person_id, attempt_id) if is_by_itself() else Issue(None)


def issue_if_eligible(person_id: int, attempt_id: int) -> Issue:
    """Certify a person on the strength of one passed attempt, dated today by the server's clock.

    A pass that brought a certificate before gives that one again, unless it fell with the pass.
    When the person's certificate has run out, the same number is renewed by a new version. When
    another pass brings one at the same moment, that one is the answer: the database takes one in
    force for a person and kind. A pass that is taken back at the same moment brings none.
    Raises NotTheirs, Overtaken.
    """
    before = _of_attempt(person_id, attempt_id)
    if before is not None:
        return Issue(before)
    attempts = Attempt.objects.unscoped("the pass a certificate rests on")
    if not attempts.filter(pk=attempt_id, person_id=person_id).exists():
        raise NotTheirs(f"attempt {attempt_id} of person {person_id}")
    facts = eligibility.facts_of(person_id, clock.today(), attempt_id)
    decision = eligibility.decide(facts)
    if not decision.granted:
        return Issue(None, decision)

    def act() -> Issue:
        if resting.standing_pass(attempt_id) is None:
            missing = replace(facts, exam=None, exam_until=None)
            return Issue(None, eligibility.decide(missing))
        told = _told(facts, CertificateKind.POST)
        return Issue(_write(person_id, told, requirements.kept(facts, decision)), decision)

    return _once(act, lambda: _of_attempt(person_id, attempt_id) or _in_force(person_id))


def issue_training(person_id: int) -> Issue:
    """Certify that a person has completed the training, once for each training: whoever had such a
    certificate before needs the hours anew. The answer is the one in force, if there is one."""
    kind = CertificateKind.TRAINING
    facts = eligibility.training_facts([person_id], clock.today())[person_id]
    decision = eligibility.decide(facts)
    if not decision.granted:
        return Issue(_in_force(person_id, kind), decision)

    def act() -> Issue:
        told = _told(facts, kind)
        return Issue(_write(person_id, told, requirements.kept(facts, decision)), decision)

    return _once(act, lambda: _in_force(person_id, kind))


def issue_award(award_id: int) -> Issue:
    """Give the title or grade that a decision in force names, once. A higher grade takes the place
    of a lower one."""
    award = Award.objects.unscoped("a decision in force").select_related("post").get(pk=award_id)
    before = _of_act(award)
    if before is not None:
        return Issue(before)
    facts = titles.facts_of(award.person_id, award.kind, clock.today(), award)
    decision = titles.decide(facts)
    if not decision.granted:
        return Issue(None, decision)

    def act() -> Issue:
        if not titles.hold_award(award_id):
            return Issue(None, titles.decide(replace(facts, document="")))
        if not titles.hold_post(award.post_id):
            return Issue(None, titles.decide(replace(facts, post=None)))
        place = Place(award.post_id, award.rank, titles.superseded(facts, award))
        told = titles.told(facts, award)
        return Issue(
            _write(award.person_id, told, requirements.kept(facts, decision), place), decision
        )

    return _once(act, lambda: _of_act(award) or _in_force(award.person_id, award.kind))


def forgotten_awards() -> list[int]:
    """Decisions in force (by id) that would bring a certificate today and have brought none."""
    versions = CertificateVersion.objects.unscoped("decisions in use")
    used = set(versions.filter(act__startswith="award:").values_list("act", flat=True))
    rows = Award.objects.unscoped("decisions in force").filter(state=AwardState.AGREED)
    unused = [row for row in rows.select_related("post").order_by("pk") if row.act not in used]
    return [
        row.pk
        for row in unused
        if titles.decide(titles.facts_of(row.person_id, row.kind, clock.today(), row)).granted
    ]


def _once(act: Callable[[], Issue], there: Callable[[], Certificate | None]) -> Issue:
    """Act in a transaction of its own; should another worker have been faster, its certificate is
    the answer, and our number was rolled back."""
    try:
        with transaction.atomic():
            return act()
    except (IntegrityError, Overtaken):
        before = there()
        if before is None:
            raise
        return Issue(before)


def _of_attempt(person_id: int, attempt_id: int) -> Certificate | None:
    rows = Certificate.objects.unscoped("issuing once for each pass")
    mine = rows.filter(person_id=person_id, kind=CertificateKind.POST).exclude(resting.fell("pk"))
    return mine.filter(Q(attempt_id=attempt_id) | Q(versions__attempt_id=attempt_id)).first()


def _of_act(award: Award) -> Certificate | None:
    rows = Certificate.objects.unscoped("issuing once for each decision")
    mine = rows.filter(person_id=award.person_id, kind=award.kind)
    return mine.filter(Q(act=award.act) | Q(versions__act=award.act)).first()


def _in_force(person_id: int, kind: str = CertificateKind.POST) -> Certificate | None:
    rows = Certificate.objects.unscoped("one in force")
    return rows.filter(person_id=person_id, kind=kind, state__in=IN_FORCE).first()


def _told(facts: Facts, kind: str) -> Told:
    return Told(
        kind=kind,
        day=facts.day,
        name=facts.name,
        latin_name=facts.latin_name,
        organisation=facts.organisation,
        rules=facts.rules,
        act=facts.act,
        attempt_id=facts.exam.attempt_id if facts.exam else 0,
        hours=plain(facts.hours),
    )


def _write(
    person_id: int, told: Told, judged: dict[str, Any], place: Place | None = None
) -> Certificate:
    """Renew what has run out; else a new number."""
    lapsed = writing.lapsed(person_id, told)
    if lapsed is not None:
        return writing.renew(lapsed, told, judged)
    return writing.new(person_id, told, place or Place(), judged)


@dataclass(frozen=True)
class Printed:
    """A stored file of a version: SHA-256 (hex) of it, of the same before it was signed, and of the
    record in it; its size in bytes."""

    sha256: str
    size: int
    unsigned_sha256: str = ""
    record_sha256: str = ""


def attach_file(version_id: int, printed: Printed) -> bool:
    """Note the stored file of a version, once; False when one was noted before: what another worker
    signed in vain is never handed out. Must run in a transaction."""
    rows = CertificateVersion.objects.unscoped("attaching the rendered file")
    attached = rows.filter(pk=version_id, file_sha256="").update(
        file_sha256=printed.sha256,
        file_size=printed.size,
        unsigned_sha256=printed.unsigned_sha256,
        record_sha256=printed.record_sha256,
        rendered_at=clock.now(),
    )
    if attached:
        version = rows.select_related("certificate__organisation").get(pk=version_id)
        record(
            "certificate.rendered",
            version.certificate,
            actor_id=None,
            place=version.certificate.organisation.path,
            data={"version": version.n, "sha256": printed.sha256},
        )
    return bool(attached)
