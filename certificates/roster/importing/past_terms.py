"""A row that tells a term which is over already, both its days past; decides, and writes nothing.
It waits for a second person like every past day, and says nothing of who came after: that follows
from who is entered next."""

from dataclasses import replace
from datetime import date

from certificates.roster.importing.cases import Case, missing
from certificates.roster.importing.ending import thin
from certificates.roster.importing.entering import Steps, Taking
from certificates.roster.importing.recognising import refused
from certificates.roster.importing.taking import taking_of, weigh
from certificates.roster.refusing import is_too_long_ago
from certificates.roster.writing import End
from portal.people.choices import RowVerdict
from portal.people.importing.kinds import Outcome


def is_over(case: Case, today: date) -> bool:
    """Both days are told and past, and the person's term on record is another one altogether: one
    that was ended before it, or begins after it."""
    starts, left, held = case.day("starts"), case.day("left"), case.held
    if starts is None or left is None or left >= today:
        return False
    return held is None or left <= held.starts or (held.ends is not None and held.ends <= starts)


def decide_term(case: Case, today: date) -> Outcome:
    """What becomes of such a row: the whole term is handed in, or what is missing."""
    if case.heir:
        return refused("late_successor", "successor")
    taking, objection = taking_of(case, today)
    left = case.day("left")
    if taking is None or left is None:
        return objection or missing("left")
    if is_too_long_ago(taking.starts):
        return refused("too_long_ago", "starts")
    if lacks := thin(case):
        return lacks
    reason, body, document = (case.word(column) for column in ("reason", "body", "document"))
    whole = replace(taking, end=End(left, reason, body, document))
    return weigh(whole, "certificate").objection({}) or _handed_in(case, whole, left)


def _handed_in(case: Case, whole: Taking, left: date) -> Outcome:
    changes = [
        ("starts", "", whole.starts.isoformat()),
        ("basis", "", whole.basis),
        ("left", "", left.isoformat()),
        ("reason", "", case.word("reason_typed")),
        ("late", "", whole.late),
    ]
    steps = Steps(takings=[whole])
    return Outcome(RowVerdict.NEW, case.person.pk, changes, target=steps)
