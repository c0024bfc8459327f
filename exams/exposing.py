"""Counting how often each question was delivered or printed: what the bank shows."""

from collections import Counter

from django.db import transaction
from django.db.models import Count

from exams.models import FormQuestion, Item, PaperQuestion
from exams.papers.live import printed

AT_ONCE = 500


def found_changes() -> list[Item]:
    """The questions whose number in the bank is not that of their papers and printed pairs, with
    the right number; reads every paper, so never within a transaction that writes."""
    rows = PaperQuestion.objects.unscoped("how often questions were seen, whoever saw them")
    delivered = rows.values_list("version__item_id").annotate(Count("pk")).order_by()
    counted = Counter(dict(delivered))
    counted.update(printed(FormQuestion.objects.all()))
    changed = []
    for item in Item.objects.only("pk", "exposure").iterator():
        times = counted.get(item.pk, 0)
        if item.exposure != times:
            item.exposure = times
            changed.append(item)
    return changed


def keep_changes(changed: list[Item]) -> int:
    """Write the numbers that `found_changes` found; how many."""
    with transaction.atomic():
        Item.objects.bulk_update(changed, ["exposure"], batch_size=AT_ONCE)
    return len(changed)


def count_exposure() -> int:
    """Write the number of papers of each question into the bank; how many numbers changed."""
    return keep_changes(found_changes())
