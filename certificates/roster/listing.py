"""The roster as a list on a day: who holds which post, which posts are empty, who is ready for
one. The database filters, orders, counts and pages; Python sees the lines of one page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from certificates.roster.choices import ROSTER_KEEPERS, VACANT
from certificates.roster.lines import Row, described
from certificates.roster.standing import LABELS, QUALIFIED
from certificates.roster.twin import AsOf, name_order, rows_of
from portal.people.choices import OrganisationAct, PostKind
from portal.scope import Scope

SERVING = "serving"
ASSESSOR = "assessor"
OFFICE, FREE, EMPTY = 1, 2, 3
LIST_LABELS = (*LABELS, VACANT)
AT_ONCE = 2_000

REGION = "region AS (SELECT id, path, dissolved_on FROM people_organisation WHERE {below})"
# Names and posts are looked up here, where the database knows how many rows to expect.
HELD_HERE = """
held_here AS MATERIALIZED (
SELECT a.id, a.person_id, a.post_id, a.organisation_id, r.path, p.name, t.kind, t.number,
coalesce({ends}, a.term_ends) AS until
FROM region r JOIN roster_appointment a ON a.organisation_id = r.id
JOIN people_person p ON p.id = a.person_id JOIN people_post t ON t.id = a.post_id
WHERE {in_office})
"""
PEOPLE = """
SELECT person_id FROM held_here
UNION SELECT p.id FROM region r JOIN people_person p ON p.organisation_id = r.id
WHERE p.merged_into_id IS NULL
"""
# Those in office here, those at home here without a post, and the empty posts: a closed one is not
# empty, nor is one of an organisation that is no more. A closing after an entry that was recorded
# wrongly closes nothing.
LINES = """
lines AS (
SELECT 1 AS what, o.label, a.organisation_id, a.path, a.person_id, a.name, a.post_id, a.kind,
a.number, a.id AS appointment_id, a.until, s.state, s.version_id, s.valid_until, s.assessor
FROM held_here a JOIN office o ON o.id = a.id JOIN standing s ON s.person_id = a.person_id
UNION ALL
SELECT 2, s.label, r.id, r.path, s.person_id, p.name, NULL, NULL, NULL, NULL, NULL, s.state,
s.version_id, s.valid_until, s.assessor
FROM standing s JOIN people_person p ON p.id = s.person_id AND p.merged_into_id IS NULL
JOIN region r ON r.id = p.organisation_id WHERE NOT s.in_office
UNION ALL
SELECT 3, {vacant}, r.id, r.path, NULL, NULL, t.id, t.kind, t.number, NULL, NULL, NULL, NULL,
NULL, FALSE
FROM people_post t JOIN region r ON r.id = t.organisation_id
LEFT JOIN held_here a ON a.post_id = t.id
WHERE a.post_id IS NULL AND t.recorded_at < %(after)s {known_post}
AND (r.dissolved_on IS NULL OR r.dissolved_on > %(day)s{dissolved_later})
AND NOT EXISTS (SELECT 1 FROM roster_succession u
JOIN roster_appointment b ON b.id = u.ending_id AND {closes}
WHERE u.post_id = t.id AND u.closed_on <= %(day)s {known_closing})),
shown AS MATERIALIZED (
SELECT l.*, CASE WHEN {fits} THEN 1 ELSE 0 END AS fits FROM lines l)
"""
DISSOLVED_LATER = """
 OR NOT EXISTS (SELECT 1 FROM people_organisationchange d WHERE d.organisation_id = r.id
AND d.act IN (%(merged)s, %(dissolved)s) AND d.recorded_at <= %(known)s)
"""
COUNTED = """
SELECT 0, what, label, count(*), sum(CASE WHEN assessor THEN 1 ELSE 0 END), sum(fits),
NULL, NULL, NULL, NULL FROM shown GROUP BY what, label
"""
PAGE = """
SELECT * FROM (SELECT row_number() OVER (ORDER BY {order}) AS n, what, label, organisation_id,
person_id, post_id, appointment_id, version_id, state, CASE WHEN assessor THEN 1 ELSE 0 END
FROM shown WHERE fits = 1) AS ordered WHERE n > %(skip)s AND n <= %(last)s
"""
NUMBERED = """
EXISTS (SELECT 1 FROM certificates_certificateversion v
JOIN certificates_certificate c ON c.id = v.certificate_id
WHERE v.id = l.version_id AND c.number LIKE %(number)s)
"""
_POST_ORDER = "CASE kind {} END".format(
    " ".join(f"WHEN '{kind}' THEN {n}" for n, kind in enumerate(PostKind.values))
)
_NATURAL = f"path, CASE WHEN kind IS NULL THEN 1 ELSE 0 END, {_POST_ORDER}, number"
_LAST = "CASE WHEN {0} IS NULL THEN 1 ELSE 0 END, {0}, "
_SORTS = {
    "": "",
    "name": "CASE WHEN name IS NULL THEN 1 ELSE 0 END, {name}, ",
    "post": _LAST.format(_POST_ORDER),
    "state": f"CASE WHEN label = {len(LABELS)} THEN 7 ELSE 2 * label END, ",
    "certificate": _LAST.format("valid_until"),
    "until": _LAST.format("until"),
}
SORTS = frozenset(_SORTS) - {""}


@dataclass(frozen=True)
class Filters:
    """What to show; empty values show all that is on the roster proper: posts, and who is ready
    for one. `text` searches everybody's name and the numbers of their certificates, `within`
    certificates that end within so many days."""

    kind: str = ""
    state: str = ""
    assessor: bool = False
    text: str = ""
    within: int = 0
    sort: str = ""

    def values(self, day: date) -> dict[str, Any]:
        text = self.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        return {
            "post_kind": self.kind,
            "text": f"%{text}%",
            "number": f"{self._digits}%",
            "soon": day + timedelta(days=self.within),
            "merged": str(OrganisationAct.MERGED),
            "dissolved": str(OrganisationAct.DISSOLVED),
        }

    @property
    def sql(self) -> str:
        """The condition on lines `l`."""
        parts = [self._of_state()]
        if self.kind:
            parts.append("l.kind = %(post_kind)s")
        if self.assessor:
            parts.append("l.assessor")
        if self.within:
            parts.append("l.state = 0 AND l.valid_until <= %(soon)s")
        if self.text:
            named = "l.name LIKE %(text)s ESCAPE '!'"
            parts.append(f"({named} OR {NUMBERED})" if self._digits else named)
        return " AND ".join(parts)

    @property
    def order(self) -> str:
        key = name_order("name")
        return f"{_SORTS[self.sort].format(name=key)}{_NATURAL}, {key}, person_id, post_id"

    @property
    def _digits(self) -> str:
        """What may be the beginning of a certificate's number, however it is grouped."""
        bare = "".join(self.text.split())
        return bare if bare[:-1].isdecimal() and bare.isalnum() else ""

    def _of_state(self) -> str:
        if self.state == SERVING:
            return f"l.what = {OFFICE}"
        if self.state:
            return f"l.label = {LIST_LABELS.index(self.state)}"
        return "1 = 1" if self.text else f"(l.what <> {FREE} OR l.label = {_QUALIFIED})"


_QUALIFIED = LABELS.index(QUALIFIED)


@dataclass(frozen=True)
class Listed:
    """One page of the list: how many lines each tile would show, how many fit the filters, how
    many of these are empty posts, and the lines."""

    counts: Mapping[str, int]
    total: int
    vacant: int
    rows: Sequence[Row]


def listed(
    paths: Sequence[str], as_of: AsOf, filters: Filters, *, skip: int = 0, take: int = AT_ONCE
) -> Listed:
    """The lines at and below some organisations (by their paths in the tree, which the caller has
    judged to be in reach), in seven queries, whatever their number."""
    found = _asked(paths, as_of, filters, skip, take)
    counted = [row[1:6] for row in found if not row[0]]
    fitting = dict.fromkeys((OFFICE, FREE, EMPTY), 0)
    for what, _label, _count, _assessors, fits in counted:
        fitting[what] += fits
    lines = sorted(row for row in found if row[0])
    return Listed(_counts(counted), sum(fitting.values()), fitting[EMPTY], described(as_of, lines))


def all_rows(paths: Sequence[str], as_of: AsOf, filters: Filters) -> Iterator[Row]:
    """Every line that fits, in order; described a few at a time, so that there may be many."""
    lines = sorted(row for row in _asked(paths, as_of, filters, 0, 10**9) if row[0])
    for first in range(0, len(lines), AT_ONCE):
        yield from described(as_of, lines[first : first + AT_ONCE])


def numbers(scope: Scope, day: date) -> Mapping[str, int]:
    """How many people of each standing, and empty posts, a keeper looks after on a day."""
    paths = scope.paths(*ROSTER_KEEPERS)
    return listed(paths, AsOf(day), Filters(), take=0).counts


def region(paths: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The organisations at and below these paths, as a part of a WITH."""
    values = {f"path_{n}": f"{path}%" for n, path in enumerate(paths)}
    below = " OR ".join(f"path LIKE %({name})s" for name in values)
    return REGION.format(below=below or "1 = 0"), values


def _asked(
    paths: Sequence[str], as_of: AsOf, filters: Filters, skip: int, take: int
) -> list[tuple[Any, ...]]:
    """Counts (numbered 0) and lines (from 1) of one statement: standings are computed once."""
    places, values = region(paths)
    held = HELD_HERE.format(ends=as_of.ends("a"), in_office=as_of.in_office("a"))
    lines = LINES.format(
        vacant=LIST_LABELS.index(VACANT),
        known_post=as_of.known("t.recorded_at"),
        dissolved_later=DISSOLVED_LATER if as_of.known_at else "",
        closes=as_of.counts("b"),
        known_closing=as_of.known("u.settled_at"),
        fits=filters.sql,
    )
    sql = (
        f"WITH {places}, {held}, {as_of.clauses(PEOPLE)}, {lines} {COUNTED} "
        f"UNION ALL {PAGE.format(order=filters.order)}"
    )
    return rows_of(
        as_of, sql, values | filters.values(as_of.day) | {"skip": skip, "last": skip + take}
    )


def _counts(counted: Sequence[Sequence[int]]) -> Mapping[str, int]:
    """How many lines each tile would show; assessors are told of those on the roster proper."""
    found: Counter[str] = Counter()
    for what, label, count, assessors, _fits in counted:
        found[LIST_LABELS[label]] += count
        found[SERVING] += count if what == OFFICE else 0
        found[ASSESSOR] += assessors if what == OFFICE or label == _QUALIFIED else 0
    return found
