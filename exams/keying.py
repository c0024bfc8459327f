"""The keys by which versions are graded now: where a correction was approved, the corrected one.
No candidate-facing query may read it before release."""

from collections.abc import Collection

from exams.choices import Fix
from exams.models import CorrectedKey, ItemKey


def keys_in_force(versions: Collection[int]) -> dict[int, ItemKey]:
    """By version; where everybody gets the points the key is told as its author wrote it. Two
    queries; the rows are for reading only."""
    keys = ItemKey.objects.in_bulk(list(versions))
    for one in CorrectedKey.objects.filter(version__in=list(keys), fix=Fix.KEY):
        key = keys[one.version_id]
        key.key, key.accepted, key.any_order = one.key, one.accepted, one.any_order
    return keys
