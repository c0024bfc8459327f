"""`manage.py redraw_paper`: says whether a paper is the one that its seed draws."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from exams.models import FormQuestion, PaperForm
from exams.papers import sealing
from exams.papers.blueprint import read_blueprint
from exams.papers.live import bank_for
from exams.papers.proving import keep
from portal import clock
from tests.exams import rows

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("redraw_paper", *arguments, stdout=out)
    return out.getvalue().strip()


def test_a_delivered_paper_and_a_form_are_drawn_again_and_are_the_same() -> None:
    who, exam = rows.ready_exam()
    attempt = rows.sit(who, exam)
    assert said("--attempt", str(attempt.pk)) == "重新组卷的结果与当时一致。"
    sealing.seal_forms(exam, overlap=100, actor_id=None)
    assert {said("--form", f"{exam.pk}-1{letter}") for letter in "Ab"} == {
        "重新组卷的结果与当时一致。"
    }


def test_a_form_that_its_seed_does_not_draw_is_told() -> None:
    rows.fill(for_exams=rows.ENOUGH)
    exam = rows.qualifying()
    other = PaperForm.objects.create(
        exam=exam,
        number=1,
        letter="A",
        seed="another",
        source=keep(read_blueprint(exam.blueprint), bank_for(exam.kind)),
        recorded_at=clock.now(),
    )
    assert not FormQuestion.objects.filter(form=other).exists()
    with pytest.raises(CommandError, match="不一致"):
        said("--form", f"{exam.pk}-1A")


@pytest.mark.parametrize("name", ["", "x", "1-", "1-1A", "A-1A", "9-99999999999999999999A"])
def test_a_form_that_is_not_there_is_named_so(name: str) -> None:
    with pytest.raises(CommandError, match="3-1A"):
        said("--form", name)


def test_an_attempt_without_what_it_was_drawn_from_is_named_so() -> None:
    with pytest.raises(CommandError, match="没有留存"):
        said("--attempt", "1")
