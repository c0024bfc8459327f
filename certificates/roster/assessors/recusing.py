"""Whether an assessor mediated a dispute first and so may not sit (interpretation of the People's
Assessors Law, art. 6: no consent of the parties helps). A hit is a suspicion: the court decides."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.roster.assessors.disputing import MOST_PARTIES
from certificates.roster.assessors.naming import indexes, number_key
from certificates.roster.assessors.terms import until
from certificates.roster.models import AssessorTerm, DisputeParty, MediatedDispute, RecusalCheck
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.recording import record
from portal.scope import Scope

WHY = "what the assessors in reach have mediated, wherever that was"


@dataclass(frozen=True)
class Hit:
    """An assessor's term and a dispute that agrees with what was asked: by its number, by `names`
    of the `asked` names, or by both."""

    term: AssessorTerm
    dispute: MediatedDispute
    by_number: bool
    names: int
    asked: int

    @property
    def by_name_only(self) -> bool:
        """Agreeing names are no proof: there are many of the same name."""
        return not self.by_number


@dataclass(frozen=True)
class Answer:
    """The kept check (its id is the query number) and the hits, those by number first."""

    check: RecusalCheck
    hits: tuple[Hit, ...]


def check(
    scope: Scope, *, number: str = "", names: Sequence[str] = (), actor_id: int | None
) -> Answer:
    """Which assessors in reach, serving today or to come, mediated a dispute of that number or with
    parties of these names. That somebody asked is kept, with the number of hits, without names.

    Raises Refused when neither number nor name is given, or more than 50 names are.
    """
    key, hashes = number_key(number), indexes(names)
    if not key and not hashes:
        raise Refused("number", _("Please enter a dispute number or names of parties."))
    if len(hashes) > MOST_PARTIES:
        raise Refused("names", _("Please enter at most %(most)s names.") % {"most": MOST_PARTIES})
    hits = _hits(_serving(scope, clock.today()), key, hashes)
    with transaction.atomic():
        row = RecusalCheck.objects.create(
            by_number=bool(key),
            names=len(hashes),
            hits=len(hits),
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        data = {"by_number": row.by_number, "names": row.names, "hits": row.hits}
        record("recusal.checked", row, actor_id=actor_id, data=data)
    return Answer(row, tuple(hits))


def _serving(scope: Scope, day: date) -> dict[int, AssessorTerm]:
    """Of each person the first term in a keeper's reach that counts on the day or later: the one
    that runs, else the next; not one's own."""
    rows = AssessorTerm.objects.scoped(scope).filter(until(day), superseded_at__isnull=True)
    joined = rows.select_related("person__organisation", "court")
    return {row.person_id: row for row in joined.order_by("-starts", "-pk")}


def _hits(terms: dict[int, AssessorTerm], key: str, hashes: set[str]) -> list[Hit]:
    rows = MediatedDispute.objects.unscoped(WHY).filter(
        mediator_id__in=terms, withdrawn_at__isnull=True
    )
    agreeing: dict[int, int] = defaultdict(int)
    parties = DisputeParty.objects.unscoped(WHY).filter(
        name_index__in=hashes, dispute__mediator_id__in=terms
    )
    for dispute_id in parties.values_list("dispute_id", flat=True):
        agreeing[dispute_id] += 1
    by_number = rows.filter(number_key=key) if key else rows.none()
    numbered = set(by_number.values_list("pk", flat=True))
    found = rows.filter(pk__in=numbered | agreeing.keys()).select_related("organisation")
    hits = [
        Hit(terms[row.mediator_id], row, row.pk in numbered, agreeing[row.pk], len(hashes))
        for row in found
    ]
    return sorted(hits, key=lambda hit: (not hit.by_number, -hit.names, hit.dispute.pk))
