"""What the printed sheets say: options in the order of the form, the key in the same letters."""

from decimal import Decimal

import pytest

from exams import composing
from exams.choices import ExamKind
from exams.models import ItemKey, PaperForm
from exams.papers import sealing
from exams.papers.proving import unpack
from exams.papers.sheets import key, sheet
from exams.papers.typesetting import Paragraph
from exams.wording import LETTERS
from tests.exams import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def form() -> PaperForm:
    rows.fill()
    exam = composing.compose(
        ExamKind.QUALIFYING, "上岗考试", rows.blueprint(["property"], points=2), actor_id=None
    )
    return sealing.seal_forms(exam, overlap=100, actor_id=None)[0]


def test_the_paper_has_a_part_for_each_section(form: PaperForm) -> None:
    blueprint, _pool = unpack(form.source)
    printed = sheet(form, blueprint)
    assert [(part.number, part.short, part.heading, part.remark) for part in printed.parts] == [
        ("一、", "一", "单项选择", "共3题，每题2分，共6分"),
        ("二、", "二", "多项选择", "共1题，每题2分，共2分"),
        ("三、", "三", "判断", "共1题，每题2分，共2分"),
    ]
    assert (printed.total, printed.points) == (5, Decimal(10))
    boxes = [question.boxes for part in printed.parts for question in part.questions]
    assert boxes[0] == ("A", "B", "C", "D")
    assert (boxes[3], boxes[4]) == (("A", "B", "C", "D", "E"), ("√", "×"))


def test_the_key_speaks_in_the_letters_of_the_form(form: PaperForm) -> None:
    blueprint, _pool = unpack(form.source)
    questions = {q.position: q for part in sheet(form, blueprint).parts for q in part.questions}
    stored = {q.position: q for q in form.questions.select_related("version")}
    for answer in key(form)[:4]:
        version = stored[answer.position].version
        right = ItemKey.objects.get(version=version).key
        texts = {version.options[LETTERS.index(letter)] for letter in right}
        shown = {c.letter: c.parts for c in questions[answer.position].choices}
        assert {shown[letter] for letter in answer.letters} == {(Paragraph(t),) for t in texts}
    last = key(form)[4]
    assert (last.letters, last.explanation) == ("√", (Paragraph(explained(form, 5)),))


def explained(form: PaperForm, position: int) -> str:
    version = form.questions.get(position=position).version_id
    return ItemKey.objects.get(version=version).explanation


def test_no_key_is_read_for_the_paper(form: PaperForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exams.papers.sheets.ItemKey", None)
    blueprint, _pool = unpack(form.source)
    assert sheet(form, blueprint).total == 5
