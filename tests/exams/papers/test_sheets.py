"""What the printed sheets say: options in the order of the form, the key in the same letters."""

import base64
import hashlib
from decimal import Decimal

import pytest

from exams import bank, composing
from exams.choices import ExamKind
from exams.models import ItemKey, PaperForm
from exams.papers import sealing
from exams.papers.keys import key
from exams.papers.proving import unpack
from exams.papers.sheets import sheet
from exams.papers.typesetting import Paragraph, Picture
from exams.wording import LETTERS, MarkingPoint, Wording
from tests.exams import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def form() -> PaperForm:
    rows.fill(for_exams=rows.ENOUGH)
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
    questions = {q.label: q for part in sheet(form, blueprint).parts for q in part.questions}
    stored = {q.position: q for q in form.questions.select_related("version")}
    for answer in key(form)[:4]:
        version = stored[int(answer.label)].version
        right = ItemKey.objects.get(version=version).key
        texts = {version.options[LETTERS.index(letter)] for letter in right}
        shown = {c.letter: c.parts for c in questions[f"{answer.label}."].choices}
        assert {shown[letter] for letter in answer.right} == {(Paragraph(t),) for t in texts}
        letters = answer.right if len(answer.right) == 1 else "".join(sorted(answer.right))
        assert answer.explanation[0] == Paragraph(told(version.pk, right, letters))
    last = key(form)[4]
    assert (last.right, last.explanation) == ("√", (Paragraph(explained(form, 5)),))


def told(version_id: int, right: str, shown: str) -> str:
    """The explanation ("选B。"), which must speak of the letters of the form."""
    written = ItemKey.objects.get(version=version_id).explanation
    return written.replace(f"选{right}", f"选{shown}")


def explained(form: PaperForm, position: int) -> str:
    version = form.questions.get(position=position).version_id
    return ItemKey.objects.get(version=version).explanation


def test_no_key_is_read_for_the_paper(form: PaperForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exams.papers.keys.ItemKey", None)
    blueprint, _pool = unpack(form.source)
    assert sheet(form, blueprint).total == 5


PICTURE = b"\x89PNG not looked at here"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
MARKS = (MarkingPoint("写明期限", Decimal(4)), MarkingPoint("写明方式", Decimal("1.5")))
KINDS = [
    Wording(
        "fill_blank",
        f"定金不超过____，期限____。![图](sha256:{DIGEST})",
        accepted=(("20%", "百分之二十"), ("三年",)),
    ),
    Wording("matching", "配对", ("甲", "乙"), "CA", targets=("一", "二", "三")),
    Wording("ordering", "排序", ("先", "中", "后"), "CAB"),
    Wording("open", "写一份协议", answer="协议范文", marking=MARKS),
    Wording(
        "case_analysis",
        "案情",
        parts=(
            Wording("single", "选一项", ("子", "丑"), "B", "因为丑"),
            Wording("open", "说理由", answer="理由范文", marking=MARKS, marks=Decimal("5.5")),
        ),
    ),
]


@pytest.fixture
def all_kinds() -> PaperForm:
    bank.keep_pictures({DIGEST: bank.Picture("image/png", 1, 1, PICTURE)})
    for n, wording in enumerate(KINDS):
        label = bank.Label("tort")
        bank.add_item(f"kind-{n}", wording, label=label, state="live", actor_id=None)
    rows.fill(each=0, for_exams=rows.ENOUGH)
    paper = rows.blueprint(["tort"], [(wording.kind, 1) for wording in KINDS], points=6)
    exam = composing.compose(ExamKind.QUALIFYING, "笔试", paper, actor_id=None)
    return sealing.seal_forms(exam, overlap=100, actor_id=None)[0]


def test_every_kind_of_question_is_printed_with_what_its_answer_needs(all_kinds: PaperForm) -> None:
    blueprint, _pool = unpack(all_kinds.source)
    fill, match, order, open_one, case = (
        part.questions[0] for part in sheet(all_kinds, blueprint).parts
    )
    address = f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"
    assert fill.parts[1] == Picture(DIGEST, "图", address)
    assert (fill.blanks, match.blanks, order.blanks, open_one.blanks) == (2, 2, 3, 0)
    assert [choice.parts for choice in match.left] == [(Paragraph("甲"),), (Paragraph("乙"),)]
    assert {choice.parts for choice in match.choices} == {(Paragraph(one),) for one in "一二三"}
    assert [(one.label, one.boxes, one.points) for one in case.below] == [
        ("(1)", ("A", "B"), "0"),
        ("(2)", (), "5.5"),
    ]


def test_the_key_of_every_kind_is_in_the_letters_of_the_form(all_kinds: PaperForm) -> None:
    blueprint, _pool = unpack(all_kinds.source)
    _fill, match, order, _open, _case = (
        {choice.parts[0]: choice.letter for choice in part.questions[0].choices}
        for part in sheet(all_kinds, blueprint).parts
    )
    fill, matched, ordered, written, case = key(all_kinds)
    assert fill.right == "20%／百分之二十；三年"
    assert matched.right == f"(1){match[Paragraph('三')]} (2){match[Paragraph('一')]}"
    assert ordered.right == "".join(order[Paragraph(text)] for text in "后先中")
    assert (written.right, written.model) == ("", (Paragraph("协议范文"),))
    assert [(point.text, point.marks) for point in written.points] == [
        ("写明期限", "4"),
        ("写明方式", "1.5"),
    ]
    assert [(one.label, one.right, one.explanation) for one in case.below] == [
        ("(1)", "B", (Paragraph("因为丑"),)),
        ("(2)", "", ()),
    ]
    assert case.below[1].model == (Paragraph("理由范文"),)
