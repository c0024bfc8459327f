"""What of the bank a person may see: the pictures of their papers and of practice."""

from django.db.models import F, Q

from exams.choices import ItemPool, ItemState
from exams.models import ItemVersion, PaperQuestion


def may_see_picture(person_id: int, digest: str) -> bool:
    """Whether a question shows the picture that stood on a paper of this person, or that anybody
    may practise."""
    shown = (
        Q(stem__contains=digest)
        | Q(options__icontains=digest)
        | Q(targets__icontains=digest)
        | Q(parts__icontains=digest)
    )
    rows = ItemVersion.objects.filter(shown)
    practised = rows.filter(
        item__state=ItemState.LIVE, item__pool=ItemPool.PRACTICE, n=F("item__approved_n")
    )
    if not person_id:
        return False
    if practised.exists():
        return True
    papers = PaperQuestion.objects.unscoped("the pictures of one person's papers")
    return bool(papers.filter(attempt__person_id=person_id, version__in=rows).exists())
