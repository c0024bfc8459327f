"""What doctor says of certificates."""

from datetime import timedelta
from itertools import zip_longest

from django.db.models import Count, Max

from certificates import eligibility, programmes, signing, storing
from certificates.choices import IN_FORCE, STANDING_ON, CertificateKind, CertificateState
from certificates.models import Certificate, CertificateVersion, NumberCounter
from courses.training.models import HoursEntry
from portal import clock, invariants

LATE = timedelta(minutes=10)
MONTH = timedelta(days=30)


@invariants.invariant
def numbers_have_no_gap() -> invariants.Finding:
    """In each block of serials as many were given out as the highest says, and as many
    certificates have one of them."""
    wrong = []
    counters = list(NumberCounter.objects.order_by("division", "year", "first"))
    for counter, after in zip_longest(counters, counters[1:]):
        head = f"{counter.division}{counter.year:04}"
        rows = Certificate.objects.unscoped("doctor").filter(
            number__startswith=head, number__gte=f"{head}{counter.first:06}"
        )
        if after and (after.division, after.year) == (counter.division, counter.year):
            rows = rows.filter(number__lt=f"{head}{after.first:06}")
        found = rows.aggregate(count=Count("pk"), highest=Max("number"))
        highest = int(found["highest"][10:16]) + 1 - counter.first if found["highest"] else 0
        if not found["count"] == highest == counter.last:
            wrong.append(head)
    return invariants.Finding(
        "certificates: numbers run without a gap", not wrong, len(wrong), wrong[0] if wrong else ""
    )


@invariants.invariant
def kinds_have_numbers_of_their_own() -> invariants.Finding:
    """By the rules of today no serial belongs to two kinds."""
    try:
        programmes.serials(CertificateKind.POST, clock.today())
    except programmes.BlocksOverlap as error:
        told = str(error)
    else:
        told = ""
    return invariants.Finding(
        "certificates: no two kinds have the same numbers", not told, int(bool(told)), told
    )


@invariants.invariant
def titles_rest_on_what_holds() -> invariants.Finding:
    """A title or grade ends in the transaction that ends its post certificate."""
    rows = Certificate.objects.unscoped("doctor").filter(
        state__in=IN_FORCE,
        kind__in=STANDING_ON,
        rests_on__state__in=[CertificateState.REVOKED, CertificateState.VOIDED],
    )
    return invariants.none_of(
        "certificates: no title or grade is in force whose post certificate has ended",
        list(rows.order_by("pk").values_list("number", flat=True)),
    )


@invariants.invariant
def superseded_grades_have_their_successor() -> invariants.Finding:
    rows = Certificate.objects.unscoped("doctor").filter(
        state=CertificateState.SUPERSEDED, superseded_by__isnull=True
    )
    return invariants.none_of(
        "certificates: every superseded grade has the one that took its place",
        list(rows.order_by("pk").values_list("number", flat=True)),
    )


@invariants.invariant
def an_issuer_can_sign() -> invariants.Finding:
    """Where no certificate was ever planned nobody has to sign yet."""
    name = "certificates: the issuer's key is here and its certificate runs for another month"
    try:
        until = signing.issuer().until
    except signing.NoSigner:
        needed = CertificateVersion.objects.unscoped("doctor").exists()
        return invariants.Finding(name, not needed, int(needed), "no key")
    ok = until > clock.now() + MONTH
    return invariants.Finding(name, ok, int(not ok), "" if ok else f"{until:%Y-%m-%d}")


@invariants.invariant
def no_test_issuer_signs() -> invariants.Finding:
    """The demo city's own does; a city that has issued has one that people trust."""
    try:
        test = signing.issuer().test and CertificateVersion.objects.unscoped("doctor").exists()
    except signing.NoSigner:
        test = False
    name = "certificates: whoever signs is no test issuer, whom nobody trusts"
    return invariants.Finding(name, not test, int(test), level="warn")


@invariants.invariant
def versions_are_printed() -> invariants.Finding:
    late = CertificateVersion.objects.unscoped("doctor").filter(
        file_sha256="", recorded_at__lt=clock.now() - LATE
    )
    first = late.values_list("pk", flat=True).first()
    return invariants.Finding(
        "certificates: every version has its file within 10 minutes",
        first is None,
        late.count(),
        str(first or ""),
    )


@invariants.invariant
def files_are_whole() -> invariants.Finding:
    """Every noted file is there and has the SHA-256 of its name."""
    noted = CertificateVersion.objects.unscoped("doctor").exclude(file_sha256="")
    hashes = noted.order_by("pk").values_list("file_sha256", flat=True)
    damaged = [sha256 for sha256 in hashes.iterator() if not storing.is_whole(sha256)]
    return invariants.Finding(
        "certificates: every file is whole",
        not damaged,
        len(damaged),
        damaged[0] if damaged else "",
    )


@invariants.invariant
def training_certificates_rest_on_hours() -> invariants.Finding:
    """Hours that are taken back take along what rests on them, by a job."""
    back = HoursEntry.objects.unscoped("doctor").filter(
        reverses__isnull=False, recorded_at__lt=clock.now() - LATE
    )
    people = set(back.values_list("person_id", flat=True))
    return invariants.none_of(
        "certificates: no training certificate is in force whose hours were taken back",
        [row.number for row in eligibility.untrained(people)],
    )


@invariants.invariant
def certificates_rest_on_passes() -> invariants.Finding:
    """A correction that takes a pass back declares void what rests on it, by a job."""
    rows = CertificateVersion.objects.unscoped("doctor").filter(
        superseded_at__isnull=True,
        certificate__state__in=IN_FORCE,
        attempt__result__passed=False,
    )
    late = rows.exclude(attempt__result__revisions__at__gte=clock.now() - LATE)
    return invariants.none_of(
        "certificates: none in force rests on a result that is not passed any more",
        list(late.order_by("pk").values_list("certificate__number", flat=True)),
    )
