"""Whether somebody may be recommended as a people's assessor: every requirement of the People's
Assessors Law on its own id; decides from plain values, and knows no framework.

What nobody has looked at is never taken for granted: it is UNKNOWN, and whoever has one of those
is not eligible yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

MET, MISSING, UNKNOWN, WARNED = "met", "missing", "unknown", "warned"
YES, NO = "yes", "no"
LESS, EDUCATION_UNKNOWN = "less", "unknown"
OFFICES_OF_THE_LAW = frozenset({"justice_office", "justice_bureau", "court"})
REMOVED_AS_PUNISHMENT = "removed"
CONDITIONS = ("constitution", "conduct", "health")
INCOMPATIBLE = (
    "committee", "supervision", "court", "procuratorate", "police", "security", "justice",
    "lawyer", "notary", "arbitrator", "legal_worker", "other_office",
)  # fmt: skip
BARRED = ("sentenced", "dismissed", "licence", "debtor", "removed", "grave")


@dataclass(frozen=True)
class Asked:
    """What the rules say on the day: `terms_max` terms in a life, an age in years, and the day
    before which a screening is too old."""

    age_min: int
    terms_max: int
    screened_since: date


@dataclass(frozen=True)
class Known:
    """What is known of one person on one day. `found` maps the codes to yes, no or unknown and is
    None when nobody looked; `home` is the kind of the home organisation; `serving_at` the name of
    the court the person is an assessor of (or is going to be); `terms` how many terms there were;
    `punished` says that one of them ended as a punishment (art. 27, items 3 and 4)."""

    age: int
    home: str
    found: Mapping[str, str] | None = None
    education: str = EDUCATION_UNKNOWN
    screened_on: date | None = None
    serving_at: str = ""
    terms: int = 0
    punished: bool = False


@dataclass(frozen=True)
class Requirement:
    """`id` is age, education, screening, a code of `found`, home, serving or terms; `article` the
    one of the People's Assessors Law, 0 where another rule asks; `evidence` a number or a name."""

    id: str
    state: str
    article: int
    evidence: str = ""

    @property
    def stands_in_the_way(self) -> bool:
        return self.state in {MISSING, UNKNOWN}


@dataclass(frozen=True)
class Eligibility:
    """The answer with everything it rests on, in the order of the law."""

    requirements: tuple[Requirement, ...]

    @property
    def granted(self) -> bool:
        return not self.in_the_way

    @property
    def in_the_way(self) -> tuple[Requirement, ...]:
        return tuple(one for one in self.requirements if one.stands_in_the_way)

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """Of those in the way what was looked at and found wanting; the rest is still open."""
        return tuple(one for one in self.in_the_way if one.state == MISSING)

    @property
    def warnings(self) -> tuple[Requirement, ...]:
        return tuple(one for one in self.requirements if one.state == WARNED)


def decide(known: Known, asked: Asked) -> Eligibility:
    """Everything at once: nothing is left out because something before it is missing."""
    too_old = known.screened_on is not None and known.screened_on < asked.screened_since
    found = {} if known.found is None or too_old else known.found
    return Eligibility(
        (
            _as(known.age >= asked.age_min, "age", 5, str(known.age)),
            *(_condition(code, found) for code in CONDITIONS),
            _education(known.education),
            _home(known.home),
            *(_absent(code, 6, found) for code in INCOMPATIBLE),
            *_barred(known, found),
            _screening(known, too_old=too_old),
            _as(not known.serving_at, "serving", 0, known.serving_at),
            _terms(known.terms, asked.terms_max),
        )
    )


def _as(met: bool, id_: str, article: int, evidence: str = "") -> Requirement:
    return Requirement(id_, MET if met else MISSING, article, evidence)


def _condition(code: str, found: Mapping[str, str]) -> Requirement:
    state = {YES: MET, NO: MISSING}.get(found.get(code, ""), UNKNOWN)
    return Requirement(code, state, 5)


def _absent(code: str, article: int, found: Mapping[str, str]) -> Requirement:
    state = {YES: MISSING, NO: MET}.get(found.get(code, ""), UNKNOWN)
    return Requirement(code, state, article)


def _education(education: str) -> Requirement:
    """Art. 5 says "generally": less is pointed out and does not bar."""
    warned = education in {LESS, EDUCATION_UNKNOWN}
    return Requirement("education", WARNED if warned else MET, 5, education)


def _home(kind: str) -> Requirement:
    """Many who mediate in a township are staff of its justice office: they need no screening to be
    told that art. 6 stands in the way."""
    return _as(kind not in OFFICES_OF_THE_LAW, "home", 6, kind)


def _barred(known: Known, found: Mapping[str, str]) -> Iterator[Requirement]:
    for code in BARRED:
        if code == REMOVED_AS_PUNISHMENT and known.punished:
            yield Requirement(code, MISSING, 7)
        else:
            yield _absent(code, 7, found)


def _screening(known: Known, *, too_old: bool) -> Requirement:
    if known.screened_on is None or known.found is None:
        return Requirement("screening", UNKNOWN, 0)
    day = known.screened_on.isoformat()
    return Requirement("screening", UNKNOWN if too_old else MET, 0, day)


def _terms(terms: int, most: int) -> Requirement:
    """After a first term another one is lawful but not the rule (art. 13)."""
    if terms >= most:
        return Requirement("terms", MISSING, 13, str(terms))
    return Requirement("terms", WARNED if terms else MET, 13, str(terms))
