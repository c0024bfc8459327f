"""Saying anew where a question belongs: its subject, tier, pool and source. Whoever labels one that
is in use decides what papers and practice show, so it takes a second person and a reason."""

from collections.abc import Callable, Collection

from django.db import transaction
from django.utils.translation import gettext as _

from exams.bank import Label, Overtaken, raise_edition, revise
from exams.choices import AttemptState, ExamKind, ItemPool, ItemState
from exams.models import FormQuestion, Item, ItemVersion, PaperQuestion
from exams.wording import Wording
from portal.audit.recording import Note, record, record_many

Shown = Callable[[int], bool]
_shown_with_key: list[Shown] = []
AT_ONCE = 500
UNNAMED = {"state": ItemState.DRAFT, "approved_n": 0, "submitted_n": 0, "subject": ""}
DRAWN = ("subject", "pool")  # what a reviewer approves together with the words


class LabelRefused(ValueError):
    """A question that cannot be labelled so; the message says why, `field` where it was typed."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def shown_with_key(provider: Shown) -> Shown:
    """Let a room above say, of an item's id, that people have been shown its key."""
    _shown_with_key.append(provider)
    return provider


def is_fixed(item: Item) -> bool:
    """In use, or suspended from it: papers and practice have shown it under its labels."""
    return item.approved_n > 0


def label_of(item: Item) -> Label:
    return Label(item.subject, item.tier, item.pool, item.source)


def relabel(
    item_id: int,
    label: Label,
    *,
    actor_id: int | None,
    reason: str = "",
    seen: Label | None = None,
) -> bool:
    """Say anew where a question belongs; False when nothing changed. A draft that waits for review
    is taken back when what it is drawn for changes: it was submitted as something else, and who
    changed that does not approve it, unless another person submits it so.

    A question in use is labelled by a second person with a reason, never by who wrote the version
    in use; it leaves practice for exams only while nobody was shown its key, and exams for practice
    only while it stands on no open paper and on no form that was drawn. `seen` is where it belonged
    when it was looked at, None for wherever it does. Raises LabelRefused, and Overtaken when it
    belongs elsewhere by now.
    """
    with transaction.atomic():
        item = Item.objects.get(pk=item_id)
        before = label_of(item)
        if seen not in {None, before}:
            raise Overtaken
        if before == label:
            return False
        _refuse_item(item, actor_id, reason)
        _write(item, label, actor_id)
        if is_fixed(item):
            raise_edition()
        if before.pool != label.pool:
            _refuse_pool(item_id, label.pool)  # now that nobody delivers or shows it meanwhile
        data = {"before": vars(before), "now": vars(label)}
        record("item.relabelled", item, actor_id=actor_id, reason=reason, data=data)
    return True


def _write(item: Item, label: Label, actor_id: int | None) -> None:
    """The labels of a question that is still as it was read. Raises Overtaken."""
    before, changes = vars(label_of(item)), dict(vars(label))
    if not is_fixed(item) and any(before[name] != changes[name] for name in DRAWN):
        changes |= {"submitted_n": 0, "labelled_by": actor_id}
    as_read = Item.objects.filter(
        pk=item.pk, state=item.state, approved_n=item.approved_n, **before
    )
    if not as_read.update(**changes):
        raise Overtaken


def rewrite(
    item: Item,
    wording: Wording | None,
    label: Label,
    *,
    seen: int,
    actor_id: int | None,
    reason: str,
) -> bool:
    """Save what an author typed: a new version when `wording` is one, and the labels, or neither;
    whether the labels changed. `item` is as its author looked at it. Raises ItemRefused,
    LabelRefused, and Overtaken when somebody has changed words or labels since."""
    with transaction.atomic():
        belongs = label_of(item)
        moved = relabel(item.pk, label, actor_id=actor_id, reason=reason, seen=belongs)
        if wording is not None:
            revise(item, wording, actor_id=actor_id, reason=reason, seen=seen)
    return moved


def without_subject(item_ids: Collection[int]) -> int:
    """How many of these drafts have no subject: none of them can be approved."""
    wanted = sorted(item_ids)
    return sum(
        Item.objects.filter(pk__in=wanted[start : start + AT_ONCE], **UNNAMED).count()
        for start in range(0, len(wanted), AT_ONCE)
    )


def name_subject(item_ids: Collection[int], subject: str, *, actor_id: int | None) -> int:
    """Give a subject to those of these drafts that have none; how many. Each has its own event, and
    who names it does not approve it, as in `relabel`. Raises Overtaken."""
    named = 0
    wanted = sorted(item_ids)
    for start in range(0, len(wanted), AT_ONCE):
        bare = Item.objects.filter(pk__in=wanted[start : start + AT_ONCE], **UNNAMED)
        with transaction.atomic():
            items = list(bare.order_by("pk"))
            ids = [item.pk for item in items]
            done = bare.filter(pk__in=ids).update(subject=subject, labelled_by=actor_id)
            if done != len(items):
                raise Overtaken
            notes = [
                Note(item, data={"before": vars(label_of(item)), "now": {"subject": subject}})
                for item in items
            ]
            record_many("item.relabelled", notes, actor_id=actor_id)
        named += done
    return named


def wrote_version_in_use(item: Item, user_id: int | None) -> bool:
    rows = ItemVersion.objects.filter(item=item, n=item.approved_n)
    return user_id is not None and rows.filter(written_by=user_id).exists()


def _refuse_item(item: Item, actor_id: int | None, reason: str) -> None:
    if item.state == ItemState.RETIRED:
        raise LabelRefused(_("A retired question is not changed any more."), "subject")
    if not is_fixed(item):
        return
    if wrote_version_in_use(item, actor_id):
        words = _("Another person must change what a question is used for that you have written.")
        raise LabelRefused(words, "pool")
    if not reason.strip():
        raise LabelRefused(_("The question is in use: please say why its labels change."), "reason")


def _refuse_pool(item_id: int, pool: str) -> None:
    if pool == ItemPool.EXAM and _key_is_known(item_id):
        words = _(
            "People have practised this question and know its key: write a new one for exams."
        )
        raise LabelRefused(words, "pool")
    if pool == ItemPool.PRACTICE and _stands_on_paper(item_id):
        words = _(
            "It stands on an open paper or on a form that was drawn: practice would show its key."
            " Write another question for practice."
        )
        raise LabelRefused(words, "pool")


def _key_is_known(item_id: int) -> bool:
    papers = PaperQuestion.objects.unscoped("whether a quiz has shown the key, to whomever")
    quizzes = papers.filter(version__item=item_id, attempt__exam__kind=ExamKind.QUIZ)
    return quizzes.exists() or any(shown(item_id) for shown in _shown_with_key)


def _stands_on_paper(item_id: int) -> bool:
    papers = PaperQuestion.objects.unscoped("whether an open paper has the question, whosever")
    on_open = papers.filter(version__item=item_id, attempt__state=AttemptState.OPEN)
    return on_open.exists() or FormQuestion.objects.filter(version__item=item_id).exists()
