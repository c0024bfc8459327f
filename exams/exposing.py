"""Counting how often each question was delivered: what the bank shows and papers go by."""

from django.db import transaction
from django.db.models import Count

from exams.models import Item, PaperQuestion

AT_ONCE = 500


def count_exposure() -> int:
    """Write the number of papers of each question into the bank; how many numbers changed."""
    rows = PaperQuestion.objects.unscoped("how often questions were seen, whoever saw them")
    counted = dict(rows.values_list("version__item_id").annotate(Count("pk")).order_by())
    changed = []
    for item in Item.objects.only("pk", "exposure").iterator():
        times = counted.get(item.pk, 0)
        if item.exposure != times:
            item.exposure = times
            changed.append(item)
    with transaction.atomic():
        Item.objects.bulk_update(changed, ["exposure"], batch_size=AT_ONCE)
    return len(changed)
