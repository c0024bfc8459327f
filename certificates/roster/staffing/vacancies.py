"""Empty posts on a day, the longest empty first: who was there before, and how far the next one
is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Exists, Max, OuterRef, QuerySet

from certificates import eligibility
from certificates.choices import RequirementKind
from certificates.holdings import holdings_of
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models import Appointment, Succession
from certificates.roster.register import in_office_on
from certificates.roster.staffing.counting import places_on
from certificates.roster.staffing.serving import WHY
from exams import results
from portal import clock
from portal.people.choices import OPEN_CANDIDACIES, CandidacyState
from portal.people.models import Candidacy, Post
from portal.scope import Scope

# How far the next holder of a post is, from nowhere to the letter.
NOBODY, NAMED, RETURNED = "nobody", "named", "returned"
TRAINING, EXAM, WAITING, READY = "training", "exam", "waiting", "ready"


@dataclass(frozen=True)
class Step:
    """Where the likeliest successor stands: one of the words above; `hours` of `needed` credit
    hours while they learn. Nobody is named where `person_id` is None."""

    code: str
    person_id: int | None = None
    candidacy_id: int | None = None
    name: str = ""
    home: str = ""
    hours: Decimal = Decimal(0)
    needed: Decimal = Decimal(0)


@dataclass(frozen=True)
class Vacancy:
    """A post that nobody holds since `since`; `before` is who held it last, with the reason of the
    end. `step` is None for a day that is not today: how far a successor was is not told."""

    post: Post
    since: date
    days: int
    before: str = ""
    reason: str = ""
    step: Step | None = None


@dataclass(frozen=True)
class Empty:
    """A post that nobody holds, its kind, and since when."""

    post: int
    kind: str
    fell: date


def empty_posts(scope: Scope, day: date) -> list[Empty]:
    """The posts of a keeper's places that were there and held by nobody on the day, the longest
    empty first. A closed post is not empty; a closing after an entry that was recorded wrongly
    closes nothing. Three queries, each a join of sets."""
    here = scope.below("organisation__path", *ROSTER_KEEPERS)
    held = _counted().filter(in_office_on(day), post=OuterRef("pk"))
    rows = Post.objects.unscoped(WHY).filter(
        here, recorded_at__lt=clock.end_of(day), organisation__in=places_on(day)
    )
    opened = rows.exclude(Exists(held)).order_by("organisation__path", "kind", "number")
    found = list(opened.values_list("pk", "kind", "recorded_at"))
    left = _counted().filter(post_id__in=[pk for pk, *_rest in found], ends__lte=day).order_by()
    last = dict(left.values_list("post_id").annotate(Max("ends")))
    closings = Succession.objects.unscoped(WHY).filter(
        here, closed_on__lte=day, ending__appointment__superseded_at__isnull=True
    )
    closed = set(closings.values_list("post_id", flat=True))
    open_ones = [
        Empty(pk, kind, last.get(pk, clock.day_of(moment)))
        for pk, kind, moment in found
        if pk not in closed
    ]
    return sorted(open_ones, key=lambda one: one.fell)


def _counted() -> QuerySet[Appointment]:
    """All appointments but those that a correction took back."""
    return Appointment.objects.unscoped(WHY).filter(superseded_at__isnull=True)


def shown(empty: Sequence[Empty], day: date) -> list[Vacancy]:
    """These vacancies with who was there before and how far the next one is; a fixed number of
    queries."""
    known = _posts([one.post for one in empty])
    before = _before(list(known), day)
    rows = [known[one.post] for one in empty]
    steps = _steps(rows) if day == clock.today() else {}
    return [
        Vacancy(
            known[one.post],
            one.fell,
            (day - one.fell).days,
            *before.get(one.post, ("", "")),
            steps.get(one.post, Step(NOBODY)) if day == clock.today() else None,
        )
        for one in empty
    ]


def _posts(post_ids: Sequence[int]) -> dict[int, Post]:
    rows = Post.objects.unscoped(WHY).select_related("organisation")
    return {post.pk: post for post in rows.filter(pk__in=post_ids)}


def _before(post_ids: Sequence[int], day: date) -> dict[int, tuple[str, str]]:
    """Who left each post last, and why."""
    rows = _counted().filter(post_id__in=post_ids, ends__lte=day)
    found = rows.order_by("ends", "pk").values_list("post_id", "person__name", "ending__reason")
    return {post: (name, reason or "") for post, name, reason in found}


def _steps(posts: Sequence[Post]) -> dict[int, Step]:
    """The open candidacies for these kinds of posts at these places, the furthest one for the post
    that is empty for longest."""
    rows = (
        Candidacy.objects.unscoped(WHY)
        .filter(
            organisation__in={post.organisation_id for post in posts},
            post_kind__in={post.kind for post in posts},
            state__in=OPEN_CANDIDACIES,
        )
        .exclude(Exists(_has_such_a_post()))
    )
    found = list(rows.select_related("person__organisation").order_by("pk"))
    reached = _reached(found)
    waiting: dict[tuple[int, str], list[Step]] = defaultdict(list)
    for row in sorted(found, key=lambda row: (-_ORDER.index(reached[row.pk].code), row.pk)):
        waiting[row.organisation_id, row.post_kind].append(reached[row.pk])
    taken = {}
    for post in posts:
        steps = waiting[post.organisation_id, post.kind]
        if steps:
            taken[post.pk] = steps.pop(0)
    return taken


def _has_such_a_post() -> QuerySet[Appointment]:
    """Whoever came into a post of the kind there is nobody's successor any more."""
    return _counted().filter(
        in_office_on(clock.today()),
        person=OuterRef("person"),
        organisation=OuterRef("organisation"),
        post__kind=OuterRef("post_kind"),
    )


_ORDER = (NOBODY, RETURNED, NAMED, TRAINING, EXAM, WAITING, READY)


def _reached(rows: Iterable[Candidacy]) -> dict[int, Step]:
    """How far each candidacy is, by its id."""
    candidacies = list(rows)
    today = clock.today()
    ids = {row.person_id for row in candidacies if row.state == CandidacyState.ACCEPTED}
    certified = {
        pk
        for pk, held in holdings_of(ids).items()
        if any(one.state_on(today) == "valid" for one in held)
    }
    learning = _learning(ids - certified, today)
    return {
        row.pk: replace(
            _step(row, certified, learning),
            person_id=row.person_id,
            candidacy_id=row.pk,
            name=row.person.name,
            home=row.person.organisation.path,
        )
        for row in candidacies
    }


def _learning(person_ids: set[int], day: date) -> dict[int, eligibility.Facts]:
    if not person_ids:
        return {}
    passes = results.qualifying_passes(person_ids, day)
    attempts = {pk: passes[pk].attempt_id if pk in passes else 0 for pk in person_ids}
    return eligibility.facts_of_all(attempts, day)


def _step(row: Candidacy, certified: set[int], learning: dict[int, eligibility.Facts]) -> Step:
    if row.state != CandidacyState.ACCEPTED:
        return Step(RETURNED if row.state == CandidacyState.RETURNED else NAMED)
    if row.person_id in certified:
        return Step(READY)
    facts = learning[row.person_id]
    lacking = {item.kind for item in eligibility.decide(facts).missing}
    if RequirementKind.EXAM not in lacking:
        return Step(WAITING)
    learnt = not lacking & {RequirementKind.HOURS, RequirementKind.MODULE, RequirementKind.QUIZ}
    return Step(EXAM if learnt else TRAINING, hours=facts.hours, needed=facts.hours_needed)
