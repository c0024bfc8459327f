"""Which certificates people hold, and how each stands on a day; reads only. For the roster they are
post certificates alone: no other kind lets anybody be on duty."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Q

from certificates.choices import IN_FORCE, CertificateKind, CertificateState, Standing
from certificates.models import Certificate, CertificateChange, CertificateVersion
from exams.results import PassedExam
from portal.prepared import OfSome

HOURS = "hours:"  # the act of a training certificate: an entry of the ledger


@dataclass(frozen=True)
class Holding:
    """One period of a certificate as plain values; a renewed certificate has two.

    `changes` are (day, stored state) in the order recorded.
    """

    certificate_id: int
    number: str
    valid_from: date
    valid_until: date
    changes: tuple[tuple[date, str], ...]

    @property
    def is_void(self) -> bool:
        """It was issued in error and never held; an end, so nothing follows it."""
        return bool(self.changes) and self.changes[-1][1] == CertificateState.VOIDED

    def state_on(self, day: date) -> str | None:
        """valid, suspended, revoked, superseded or expired on the day; None before it began, and
        when void.

        A withdrawn certificate stays revoked after its period; a suspended one expires.
        """
        states = [state for since, state in self.changes if since <= day]
        last = states[-1] if states else None
        if day < self.valid_from or last in {None, CertificateState.VOIDED}:
            return None
        if last == CertificateState.REVOKED:
            return str(Standing.REVOKED)
        if last == CertificateState.SUPERSEDED:
            return str(Standing.SUPERSEDED)
        if day > self.valid_until:
            return str(Standing.EXPIRED)
        return str(Standing.SUSPENDED if last == CertificateState.SUSPENDED else Standing.VALID)


_NUMBERS = OfSome(
    lambda ids, **narrowed: (
        Certificate.objects.unscoped("holdings")
        .filter(person_id__in=ids, kind=CertificateKind.POST, **narrowed)
        .order_by("issued_on", "pk")
        .values_list("pk", "person_id", "number")
    )
)
_PERIODS = OfSome(
    lambda ids, **narrowed: (
        CertificateVersion.objects.unscoped("holdings")
        .filter(certificate__person_id__in=ids, **narrowed)
        .values_list("certificate_id", "valid_from", "valid_until")
    )
)
_CHANGES = OfSome(
    lambda ids, **narrowed: (
        CertificateChange.objects.unscoped("holdings")
        .filter(certificate__person_id__in=ids, **narrowed)
        .order_by("recorded_at", "pk")
        .values_list("certificate_id", "day", "state")
    )
)


def holdings_of(
    person_ids: Iterable[int], known_at: datetime | None = None
) -> dict[int, tuple[Holding, ...]]:
    """The post certificates of each person, oldest first; a person without one is not in the
    answer.

    `known_at` (aware) tells what was on record at that moment; without it, what is now. Three
    queries, whatever the number of people.
    """
    ids = set(person_ids)
    narrowed = {} if known_at is None else {"recorded_at__lte": known_at}
    periods: dict[int, set[tuple[date, date]]] = defaultdict(set)
    for pk, start, end in _PERIODS.rows(ids, **narrowed):
        periods[pk].add((start, end))
    steps: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for pk, day, state in _CHANGES.rows(ids, **narrowed):
        steps[pk].append((day, state))
    found: dict[int, list[Holding]] = defaultdict(list)
    for pk, person_id, number in _NUMBERS.rows(ids, **narrowed):
        found[person_id].extend(
            Holding(pk, number, start, end, tuple(steps[pk])) for start, end in sorted(periods[pk])
        )
    return {person_id: tuple(held) for person_id, held in found.items()}


def has_certificate(person_id: int) -> bool:
    """Was a certificate ever written for this record, whatever became of it?"""
    return Certificate.objects.unscoped("holdings").filter(person_id=person_id).exists()


def has_one_in_force(person_id: int) -> bool:
    """Is there a certificate that is neither revoked nor void? One that has run out can be renewed
    and counts."""
    rows = Certificate.objects.unscoped("holdings").filter(person_id=person_id)
    return rows.filter(state__in=IN_FORCE).exists()


def codes_of(certificate_ids: Iterable[int]) -> dict[int, str]:
    """The public code of each certificate."""
    rows = Certificate.objects.unscoped("codes").filter(pk__in=set(certificate_ids))
    return dict(rows.values_list("pk", "code"))


def in_the_way(
    passes: Mapping[int, PassedExam | None], on: date, kind: str = CertificateKind.POST
) -> dict[int, str]:
    """The certificate of each person that stands in the way of another one of its kind. One that
    ran out does not (it is renewed), nor one that rests on the very pass."""
    in_force = Q(
        state=CertificateState.ISSUED,
        versions__superseded_at__isnull=True,
        versions__valid_until__gte=on,
    )
    rows = Certificate.objects.unscoped("eligibility").filter(person_id__in=list(passes), kind=kind)
    held = rows.filter(in_force | Q(state=CertificateState.SUSPENDED)).distinct()
    found = list(held.values_list("pk", "person_id", "number"))
    versions = CertificateVersion.objects.unscoped("eligibility").filter(
        certificate_id__in=[pk for pk, _person_id, _number in found]
    )
    rests_on: dict[int, set[int]] = defaultdict(set)
    for pk, attempt_id in versions.values_list("certificate_id", "attempt_id"):
        rests_on[pk].add(attempt_id)
    numbers: dict[int, str] = {}
    for pk, person_id, number in found:
        passed = passes[person_id]
        if passed is None or passed.attempt_id not in rests_on[pk]:
            numbers[person_id] = number
    return numbers


def trained_until(
    person_ids: Iterable[int], *, apart: Exists, before: int | None = None
) -> dict[int, int]:
    """The entry of the ledger on which each person's latest training certificate rests, whatever
    became of it, but for those `apart`; without those who never had one. `before` (the id of a
    version) leaves out that one and later ones."""
    rows = CertificateVersion.objects.unscoped("trained before").filter(
        certificate__person_id__in=list(person_ids), certificate__kind=CertificateKind.TRAINING
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.exclude(apart)
    found: dict[int, int] = {}
    for person_id, act in rows.values_list("certificate__person_id", "act"):
        found[person_id] = max(found.get(person_id, 0), int(act.removeprefix(HOURS)))
    return found
