"""Handing in all questions of one file at once: as many as one click hands in."""

from exams import vetting_many
from exams.bank import Label, NewItem, add_drafts
from exams.importing.models import QuestionBatch
from exams.models import Item
from exams.wording import SINGLE, Wording
from portal import clock
from portal.accounts.models import User
from tests.benchmarks.registry import Limit, Meter, benchmark


def _questions(size: int) -> list[NewItem]:
    label = Label("property")
    return [
        NewItem(f"file-{n}", Wording(SINGLE, f"第{n}块地归谁种？", ("甲家", "乙家"), "A"), label)
        for n in range(size)
    ]


@benchmark(
    "hand_in",
    full=vetting_many.MOST_AT_ONCE,
    small=30,
    limits={"hand in": Limit(5), "again": Limit(2)},
)
def hand_in(meter: Meter, size: int) -> None:
    """Drafts of one file given to a second person; then the same click again, when none is left."""
    author = User.objects.create_user("author")
    batch = QuestionBatch.objects.create(file_name="题.xlsx", recorded_at=clock.now())
    add_drafts(_questions(size), batch=batch, actor_id=author.pk)
    ids = list(Item.objects.order_by("pk").values_list("pk", flat=True))
    with meter.measure("hand in", size):
        assert vetting_many.submit_many(ids, actor_id=author.pk) == size
    assert Item.objects.filter(submitted_n=1).count() == size
    with meter.measure("again", size):
        assert vetting_many.submit_many(ids, actor_id=author.pk) == 0
