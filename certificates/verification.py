"""What the register says of a certificate: one verdict for a code, for a number with a name, or
for a file; for one question, or for many at once."""

import hmac
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, Func, Q

from certificates import numbering
from certificates.choices import NO_END, CertificateKind, CertificateState, Standing
from certificates.holdings import Holding
from certificates.models import CertificateChange, CertificateVersion
from portal import clock
from portal.people.comparing import number_ends, numbers_end
from portal.people.recording import NAME_DOTS
from portal.prepared import Prepared


@dataclass(frozen=True)
class Printed:
    """What the public may know of a certificate: what is printed on it, and of which kind it is."""

    name: str
    title: dict[str, str]
    number: str
    organisation: str
    issued_on: date
    valid_from: date
    valid_until: date
    authority: dict[str, str]
    kind: str = CertificateKind.POST

    @property
    def is_endless(self) -> bool:
        return self.valid_until == NO_END


@dataclass(frozen=True)
class Verdict:
    """The register's answer. `since` is the day of a suspension, revocation or reissue.

    `printed`, `certificate_id` and `holder_id` (a person) are None when nothing was found; unknown,
    void and wrongly named are one answer. `printed_anew` is the day of the print in force when it
    is not the first: an older one does not hold any more.
    """

    standing: Standing
    asked_at: datetime
    query: str
    printed: Printed | None = None
    since: date | None = None
    certificate_id: int | None = None
    holder_id: int | None = None
    printed_anew: date | None = None


@dataclass(frozen=True)
class Entry:
    """What the register holds under one code or number; no versions when there is nothing."""

    versions: tuple[CertificateVersion, ...]
    changes: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Question:
    """One question of many: a cleaned code, or a number with a name, with how the number of the
    holder's ID document ends, or with both."""

    code: str = ""
    number: str = ""
    name: str = ""
    ending: str = ""


WHY = "public verification"
AT_ONCE = 500  # questions of one search
ENDS = {Standing.REVOKED, Standing.SUPERSEDED}
# Left out by the very index that is searched by code (`certificate_by_code`): a void certificate
# takes the work of one that never was. Written out, for an index cannot be chosen by a parameter.
VOID = Q(certificate__state=Func(template=f"'{CertificateState.VOIDED}'", output_field=CharField()))


def _versions(**key: Any) -> Any:
    where = {f"certificate__{column}": value for column, value in key.items()}
    rows = CertificateVersion.objects.unscoped(WHY).filter(**where).exclude(VOID)
    return rows.select_related("certificate").order_by("n")


def _changes(**key: Any) -> Any:
    where = {f"certificate__{column}": value for column, value in key.items()}
    rows = CertificateChange.objects.unscoped(WHY).filter(**where).exclude(VOID)
    return rows.order_by("recorded_at", "pk")


def _search(column: str) -> Prepared[CertificateVersion]:
    """Versions, each once for every change of the certificate, in the order of both. Prepared:
    everybody asks it all the time."""

    def rows(value: str) -> Any:
        changed = {"changed_on": F(f"{_CHANGE}__day"), "changed_to": F(f"{_CHANGE}__state")}
        order = ("n", f"{_CHANGE}__recorded_at", f"{_CHANGE}__pk")
        return _versions(**{column: value}).annotate(**changed).order_by(*order)

    return Prepared(rows, str)


_CHANGE = "certificate__changes"
_BY = {column: _search(column) for column in ("code_hash", "number")}


def by_code(code: str) -> Verdict:
    """The verdict on a public code, as cleaned by `numbering.clean_code`.

    Takes the same work for every code that is not found: one search by hash. Database errors
    are the caller's.
    """
    return _of_code(_look_up("code_hash", numbering.hash_of(code)), code)


def by_number(number: str, name: str) -> Verdict:
    """The verdict on a number together with the holder's exact name.

    A right number with another name is the same answer as an unknown number, by one search; its
    names are compared, so the work is not the same: numbers follow one another and are no secret.
    The name of an older version of the certificate gives `superseded`.
    """
    return _of_number(_look_up("number", number), name)


def by_document(number: str, ending: str, name: str = "") -> Verdict:
    """The verdict on a number together with the last six signs of the holder's ID document, and
    with the holder's name where one is given too: then both must agree.

    A right number with other signs is the same answer as an unknown number, by one search and one
    deciphering.
    Raises enciphering.Unreadable: such an answer is none.
    """
    entry = _look_up("number", number)
    return _of_document(entry, number_ends(_holder(entry), ending), name)


def by_file(sha256: str) -> Verdict | None:
    """The verdict on the version whose stored file has this SHA-256 over all its bytes; None for
    every other file, and for that of a void certificate."""
    row = CertificateVersion.objects.unscoped(WHY).filter(file_sha256=sha256)
    version = row.select_related("certificate").first() if sha256 else None
    if version is None:
        return None
    changes = tuple(_changes(pk=version.certificate_id).values_list("day", "state"))
    verdict = _verdict(version, changes)
    return None if verdict.standing == Standing.NOT_FOUND else verdict


def many(questions: Sequence[Question]) -> list[Verdict]:
    """The verdict on each question, in their order: what `by_code`, `by_number` and `by_document`
    say, by five searches for each 500. Raises enciphering.Unreadable."""
    found: list[Verdict] = []
    for at in range(0, len(questions), AT_ONCE):
        found += _some(questions[at : at + AT_ONCE])
    return found


def _some(questions: Sequence[Question]) -> list[Verdict]:
    by_hash = _all_of("code_hash", {numbering.hash_of(one.code) for one in questions if one.code})
    by_number = _all_of("number", {one.number for one in questions if not one.code})
    by_ending = [one for one in questions if one.ending and not one.code]
    holders = [_holder(by_number[one.number]) for one in by_ending]
    pairs = [(who, one.ending) for who, one in zip(holders, by_ending, strict=True)]
    agreed = iter(numbers_end(pairs) if pairs else ())

    def judged(one: Question) -> Verdict:
        if one.code:
            return _of_code(by_hash[numbering.hash_of(one.code)], one.code)
        if one.ending:
            return _of_document(by_number[one.number], next(agreed), one.name)
        return _of_number(by_number[one.number], one.name)

    return [judged(one) for one in questions]


def _holder(entry: Entry) -> int | None:
    return entry.versions[-1].certificate.person_id if entry.versions else None


def _of_document(entry: Entry, agrees: bool, name: str) -> Verdict:
    if not (agrees and entry.versions):
        return _nothing()
    return _of_number(entry, name) if name else _verdict(entry.versions[-1], entry.changes)


def _of_code(entry: Entry, code: str) -> Verdict:
    for version in entry.versions[-1:]:
        if hmac.compare_digest(version.certificate.code.encode(), code.encode()):
            return _verdict(version, entry.changes)
    return _nothing()


def _of_number(entry: Entry, name: str) -> Verdict:
    typed = comparable(name)
    for version in reversed(entry.versions):
        if hmac.compare_digest(comparable(version.plan["name"]), typed):
            return _verdict(version, entry.changes)
    return _nothing()


def _look_up(column: str, value: str) -> Entry:
    rows: list[Any] = _BY[column].objects(value)
    versions = {row.pk: row for row in rows}
    once = [row for row in rows if row.pk == rows[0].pk and row.changed_on is not None]
    changes = ((row.changed_on, row.changed_to) for row in once)
    return Entry(tuple(versions.values()), tuple(changes))


def _all_of(column: str, values: Iterable[str]) -> defaultdict[str, Entry]:
    wanted = sorted(values)
    versions: dict[str, list[CertificateVersion]] = defaultdict(list)
    changes: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for version in _versions(**{f"{column}__in": wanted}):
        versions[getattr(version.certificate, column)].append(version)
    told = _changes(**{f"{column}__in": wanted})
    for key, day, state in told.values_list(f"certificate__{column}", "day", "state"):
        changes[key].append((day, state))
    found: defaultdict[str, Entry] = defaultdict(lambda: Entry((), ()))
    found.update({key: Entry(tuple(rows), tuple(changes[key])) for key, rows in versions.items()})
    return found


def comparable(name: str) -> bytes:
    """A name as it is kept, so that blanks and kinds of dots make no difference."""
    return "".join(unicodedata.normalize("NFC", name).translate(NAME_DOTS).split()).encode()


def _verdict(version: CertificateVersion, changes: tuple[tuple[date, str], ...]) -> Verdict:
    row = version.certificate
    period = Holding(row.pk, row.number, version.valid_from, version.valid_until, changes)
    state = period.state_on(clock.today())
    if state is None:
        return _nothing()
    standing, since = Standing(state), None
    if standing in {Standing.SUSPENDED, Standing.REVOKED, Standing.SUPERSEDED}:
        since = changes[-1][0]
    if version.superseded_at is not None and standing not in ENDS:
        standing, since = Standing.SUPERSEDED, clock.day_of(version.superseded_at)
    return Verdict(
        standing,
        clock.now(),
        _query_number(),
        _printed(version),
        since,
        row.pk,
        row.person_id,
        clock.day_of(version.recorded_at) if version.n > 1 else None,
    )


def _printed(version: CertificateVersion) -> Printed:
    plan = version.plan
    return Printed(
        name=plan["name"],
        title={"zh": plan["title_zh"], "en": plan["title_en"]},
        number=plan["number"],
        organisation=plan["organisation"],
        issued_on=date.fromisoformat(plan["issued_on"]),
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        authority={"zh": plan["authority_zh"], "en": plan["authority_en"]},
        kind=version.certificate.kind,
    )


def _nothing() -> Verdict:
    return Verdict(Standing.NOT_FOUND, clock.now(), _query_number())


def _query_number() -> str:
    """Names one question and its answer on paper and in the log: HY-261123-5Q7M2."""
    return f"HY-{clock.today():%y%m%d}-{numbering.new_code()[:5]}"
