"""Files of questions for the tests of the import, and the way of a batch without a worker."""

from django.db import transaction

from exams.bank import Label
from exams.importing import entering, looking, staging
from exams.importing.models import BatchRow, QuestionBatch
from exams.models import Item

HEAD = ["题干", "选项A", "选项B", "选项C", "选项D", "答案", "题型", "解析"]
GOOD = [
    "村调委会调解收费吗，第{n}问？",
    "收{n}元",
    "不收费",
    "看情况",
    "由村里定",
    "B",
    "单选题",
    "解{n}",
]


def row(n: int, **changes: str) -> list[str]:
    """A good row; `changes` by the titles of `HEAD`."""
    cells = [cell.replace("{n}", NAMES[n]) for cell in GOOD]
    for title, text in changes.items():
        cells[HEAD.index(title)] = text
    return cells


# Stories that differ enough for nobody to think them alike.
NAMES = (
    "", "晒谷场边张家的水沟堵了", "李家老人的自留山归谁种", "赵家借钱没有写利息",
    "周家的狗追了放学的孩子", "孙家分家时漏了一口井", "吴家楼上漏水泡坏了衣柜",
)  # fmt: skip


def table(*rows: list[str]) -> bytes:
    return "\n".join("\t".join(cells) for cells in (HEAD, *rows)).encode()


def looked_at(content: bytes, name: str = "q.tsv", **label: str) -> QuestionBatch:
    """A file that was brought and read."""
    batch = staging.take_in(content, name, label=Label(**label), actor_id=None)
    found = looking.look(batch)
    with transaction.atomic():
        looking.keep(batch, *found)
    batch.refresh_from_db()
    return batch


def entered(content: bytes, *, only_good: bool = False, with_alike: bool = False) -> int:
    """A file brought, read, confirmed and entered; how many questions came in."""
    batch = looked_at(content)
    staging.confirm(batch, only_good=only_good, with_alike=with_alike, actor_id=None)
    batch.refresh_from_db()
    with transaction.atomic():
        return entering.enter(batch, actor_id=None)


def verdicts(batch: QuestionBatch) -> list[str]:
    rows = BatchRow.objects.filter(batch=batch).order_by("number")
    return list(rows.values_list("verdict", flat=True))


def refs() -> set[str]:
    return set(Item.objects.values_list("ref", flat=True))
