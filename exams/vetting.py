"""The life of a question before papers: submitted, judged by a second person, live or returned."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Max, When
from django.utils.translation import gettext as _

from exams.bank import raise_edition
from exams.choices import CHECKLIST, ItemState, Verdict
from exams.models import Item, ItemReview, ItemVersion
from portal import clock
from portal.audit.recording import Note, record, record_many

OPEN_STATES = (ItemState.DRAFT, ItemState.LIVE, ItemState.SUSPENDED)


class VerdictRefused(ValueError):
    """A verdict that cannot be given; the message says why and what to do."""


class Overtaken(RuntimeError):
    """Somebody else was quicker with one of many questions."""


def submit(item_id: int, *, actor_id: int) -> bool:
    """Give the newest version to a second person; False when it waits, or was judged, already."""
    with transaction.atomic():
        newest = ItemVersion.objects.filter(item_id=item_id).order_by("-n").first()
        if newest is None or is_judged(newest):
            return False
        waiting = Item.objects.filter(
            pk=item_id, state__in=OPEN_STATES, submitted_n__lt=newest.n, approved_n__lt=newest.n
        )
        if not waiting.update(**_submitted(newest.n, actor_id)):
            return False
        item = Item.objects.get(pk=item_id)
        record("item.submitted", item, actor_id=actor_id, data={"n": newest.n})
    return True


def submit_all(item_ids: Sequence[int], *, actor_id: int) -> int:
    """`submit` for many questions in one transaction and few queries; how many were handed in.
    Raises Overtaken, with nothing handed in, when somebody moved one of them meanwhile."""
    done = 0
    with transaction.atomic():
        for n, ids in sorted(_newest_unjudged(item_ids).items()):
            waiting = Item.objects.filter(
                pk__in=ids, state__in=OPEN_STATES, submitted_n__lt=n, approved_n__lt=n
            )
            items = list(waiting.order_by("pk"))
            if waiting.update(**_submitted(n, actor_id)) != len(items):
                raise Overtaken
            notes = [Note(item, data={"n": n}) for item in items]
            record_many("item.submitted", notes, actor_id=actor_id)
            done += len(items)
    return done


def _submitted(n: int, actor_id: int) -> dict[str, Any]:
    """Whoever submits stands by the labels: they are not only theirs who changed them."""
    own = When(labelled_by=actor_id, then=F("labelled_by"))
    return {"submitted_n": n, "labelled_by": Case(own, default=None)}


def approve(
    version: ItemVersion, *, reviewer_id: int, checklist: Sequence[str], comment: str = ""
) -> None:
    """Put the submitted version into use; a draft or a suspended question goes live with it.

    Raises VerdictRefused: one's own version or labels, a checklist that is not complete, no
    subject, or when somebody else has judged it.
    """
    missing = [code for code in CHECKLIST if code not in checklist]
    if missing:
        raise VerdictRefused(_("Please affirm every line of the checklist, or return it."))
    if Item.objects.filter(pk=version.item_id, subject="").exists():
        raise VerdictRefused(_("Please give the question a subject first."))
    if Item.objects.filter(pk=version.item_id, labelled_by=reviewer_id).exists():
        words = _("You have changed its subject or use: another person must approve it.")
        raise VerdictRefused(words)
    _judge(version, Verdict.APPROVED, reviewer_id, list(checklist), comment)


def send_back(version: ItemVersion, *, reviewer_id: int, comment: str) -> None:
    """Return the submitted version to its author with a comment. Raises VerdictRefused."""
    if not comment.strip():
        raise VerdictRefused(_("Please say what the author should change."))
    _judge(version, Verdict.RETURNED, reviewer_id, [], comment)


def remark(version: ItemVersion, *, reviewer_id: int, comment: str) -> ItemReview:
    """Say something about a version without judging it. Raises VerdictRefused when empty."""
    if not comment.strip():
        raise VerdictRefused(_("Please write the comment first."))
    with transaction.atomic():
        row = _keep(version, Verdict.COMMENT, reviewer_id, [], comment)
        record("item.remarked", version.item, actor_id=reviewer_id, data={"n": version.n})
    return row


def _judge(
    version: ItemVersion, verdict: str, reviewer_id: int, checklist: list[str], comment: str
) -> None:
    if version.written_by_id == reviewer_id:
        raise VerdictRefused(_("Another person must review what you have written yourself."))
    taken = _("This version is not in review any more; somebody has judged or changed it.")
    try:
        with transaction.atomic():
            _keep(version, verdict, reviewer_id, checklist, comment)
            waiting = Item.objects.filter(
                pk=version.item_id, state__in=OPEN_STATES, submitted_n=version.n
            )
            change: dict[str, Any] = {"submitted_n": 0}
            if verdict == Verdict.APPROVED:
                waiting = waiting.exclude(labelled_by=reviewer_id)
                change = {"approved_n": version.n, "state": ItemState.LIVE, "labelled_by": None}
            if not waiting.update(**change):
                raise VerdictRefused(taken)
            data = {"n": version.n, "checklist": checklist}
            item = version.item
            record(f"item.{verdict}", item, actor_id=reviewer_id, reason=comment, data=data)
            if verdict == Verdict.APPROVED:
                raise_edition()
    except IntegrityError as error:
        raise VerdictRefused(taken) from error


def _newest_unjudged(item_ids: Sequence[int]) -> dict[int, list[int]]:
    """The questions whose newest version nobody has judged, by the number of that version."""
    newest = ItemVersion.objects.filter(item_id__in=item_ids).order_by()
    verdicts = ItemReview.objects.filter(version__item_id__in=item_ids)
    judged = set(
        verdicts.exclude(verdict=Verdict.COMMENT).values_list("version__item_id", "version__n")
    )
    found: dict[int, list[int]] = {}
    for item_id, n in newest.values_list("item_id").annotate(Max("n")):
        if (item_id, n) not in judged:
            found.setdefault(n, []).append(item_id)
    return found


def is_judged(version: ItemVersion) -> bool:
    """Approved or returned: it is not submitted any more."""
    return version.reviews.exclude(verdict=Verdict.COMMENT).exists()


def _keep(
    version: ItemVersion, verdict: str, reviewer_id: int, checklist: list[str], comment: str
) -> ItemReview:
    return ItemReview.objects.create(
        version=version,
        reviewer_id=reviewer_id,
        verdict=verdict,
        checklist=checklist,
        comment=comment.strip(),
        at=clock.now(),
    )
