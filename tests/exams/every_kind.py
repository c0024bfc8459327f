"""A quiz with one question of every kind that the screen asks."""

from dataclasses import replace

from exams import attempts, bank, composing
from exams.bank import Label
from exams.choices import ON_SCREEN, ExamKind, ItemPool, ItemState
from exams.grading import right_answer
from exams.models import Attempt, ItemKey, PaperQuestion
from exams.picturing import look_at
from exams.wording import Wording
from tests.exams import rows
from tests.exams.practice.rows import EVERY_KIND
from tests.exams.views.test_bank import png

TABLE = "| 地 | 人 |\n| 石桥 | 周某 |"


def start(*others: Wording) -> Attempt:
    """An open attempt; the questions stand in the order of `EVERY_KIND`, `others` take the place
    of those of their kind. The single choice question shows a table and a picture."""
    wordings = {wording.kind: wording for wording in EVERY_KIND}
    wordings["single"] = replace(wordings["single"], stem=f"{TABLE}\n渴了喝什么？\n{picture()}")
    wordings |= {wording.kind: wording for wording in others}
    for kind, wording in wordings.items():
        label = Label("property", pool=ItemPool.PRACTICE)
        bank.add_item(f"kind-{kind}", wording, label=label, state=ItemState.LIVE, actor_id=None)
    page, who = rows.module(), rows.person()
    rows.learn(who, page)
    quiz = composing.compose(
        ExamKind.QUIZ,
        "各种题型",
        rows.blueprint(["property"], [(kind, 1) for kind in ON_SCREEN], points=6),
        module_id=page.pk,
        actor_id=None,
    )
    return attempts.start(who.pk, quiz, actor_id=None)


def picture() -> str:
    return f"![图](sha256:{bank.keep_picture(look_at(png()))})"


def right(attempt: Attempt) -> dict[str, list[str]]:
    """The right answer of each question, by its kind."""
    asked = PaperQuestion.every.filter(attempt=attempt).select_related("version__item")
    keys = ItemKey.objects.in_bulk([question.version_id for question in asked])
    return {
        question.version.item.kind: right_answer(
            question.version.item.kind,
            keys[question.version_id].key,
            question.option_order,
            keys[question.version_id].accepted,
        )
        for question in asked
    }


def places(attempt: Attempt) -> dict[str, int]:
    """Where each kind stands."""
    rows_ = PaperQuestion.every.filter(attempt=attempt)
    return dict(rows_.values_list("version__item__kind", "position"))
