"""Importing questions: 10,000 from one workbook within 20 s and 300 MB, reading, judging against
the bank and each other, and entering together; then what is alike of a question being written."""

import random
from collections.abc import Iterator

from exams import finding
from exams.bank import Label
from exams.importing import entering, staging
from exams.importing.choices import BatchState
from exams.importing.models import QuestionBatch
from exams.models import Item
from exams.wording import Wording
from portal.jobs.working import work_all
from portal.spreadsheets.writing import xlsx_file
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 10_000
TITLES = ["题干", "选项A", "选项B", "选项C", "选项D", "答案", "题型", "解析", "难度"]
PAUSES = 20  # of an author who types: each asks what is alike
LETTERS = 90  # characters of a stem, as long as the demo's are
# Hanzi as common in questions as these: what is compared shares pairs as real texts do.
HANZI = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去"
    "把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但"
    "质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式"
    "村邻居墙沟借款合同继承遗嘱婚姻调解协议签名印章赔偿责任义务权利"
)


def questions(size: int) -> Iterator[list[str]]:
    """Rows with texts of their own, the right options evenly spread."""
    rolls = random.Random(7)  # the same rows on every machine

    def words(length: int) -> str:
        return "".join(rolls.choices(HANZI, k=length))

    for at in range(size):
        options = [words(14) for _letter in "ABCD"]
        kind = "多选题" if at % 4 == 0 else "单选题"
        key = "ACD" if at % 4 == 0 else "ABCD"[at % 4]
        yield [f"{words(LETTERS)}{at}？", *options, key, kind, words(60), "中"]


@benchmark(
    "question_import",
    full=FULL,
    small=30,
    limits={
        "import": Limit(20, 300),
        "again": Limit(20, 300),
        "alike": Limit(0.15 * PAUSES),
    },
)
def question_import(meter: Meter, size: int) -> None:
    """Read, judge and enter a file; then read the same file again, when everything is known."""
    content = xlsx_file([("试题", TITLES, questions(size))])
    with meter.measure("import", size):
        batch = staging.bring(content, "试题.xlsx", label=Label("tort"), actor_id=None)
        assert work_all(staging.READ) == 1
        batch.refresh_from_db()
        staging.ask_entering(batch, only_good=True, with_alike=True, actor_id=None)
        assert work_all(staging.ENTER) == 1
    assert entering.counts_of(batch) == {"good": size}
    assert Item.objects.count() == size
    with meter.measure("again", size):
        again = staging.bring(content, "试题.xlsx", label=Label("tort"), actor_id=None)
        assert work_all(staging.READ) == 1
    again.refresh_from_db()
    assert entering.counts_of(again) == {"known": size}
    assert QuestionBatch.objects.filter(state=BatchState.ENTERED).count() == 1
    wording = Wording("single", "隔壁把水沟堵了，田里进水，能要求他清开吗？", ("能", "不能"), "A")
    finding.alike(wording)  # reads the bank into this process
    with meter.measure("alike", PAUSES):
        for _pause in range(PAUSES):
            finding.alike(wording)
