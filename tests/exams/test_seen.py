"""Pictures of questions open to whom the question was shown, and to nobody else."""

from dataclasses import replace

import pytest

from exams import bank
from exams.bank import Label
from exams.choices import ItemState
from exams.models import Attempt, Item, PaperQuestion
from exams.picturing import look_at
from exams.seen import may_see_picture
from tests.exams import rows
from tests.exams.rows import single
from tests.exams.views.test_bank import png

pytestmark = pytest.mark.django_db


def pictured(pool: str, state: str, **words: str) -> str:
    digest = bank.keep_picture(look_at(png()))
    wording = single(900)
    if words:
        wording = replace(wording, explanation=f"![图](sha256:{digest})")
    else:
        wording = replace(wording, stem=f"看图。\n![图](sha256:{digest})")
    bank.add_item(
        "pictured", wording, label=Label("property", pool=pool), state=state, actor_id=None
    )
    return digest


def test_a_picture_on_ones_paper_is_shown_to_oneself_only() -> None:
    who, quiz = rows.ready_quiz()
    attempt = rows.sit(who, quiz)
    digest = pictured("exam", ItemState.LIVE)
    other = rows.person("另一人")
    assert not may_see_picture(who.pk, digest)
    _put_on_paper(attempt)
    assert may_see_picture(who.pk, digest)
    assert not may_see_picture(other.pk, digest)
    assert not may_see_picture(0, digest)


def _put_on_paper(attempt: Attempt) -> None:
    version = Item.objects.get(ref="pictured").versions.get()
    PaperQuestion.every.create(
        attempt=attempt, position=99, version=version, option_order=[0, 1, 2, 3], points=1
    )


def test_a_picture_of_practice_is_open_and_one_of_a_draft_or_an_explanation_is_not() -> None:
    who = rows.person()
    assert may_see_picture(who.pk, pictured("practice", ItemState.LIVE))


@pytest.mark.parametrize(
    ("pool", "state", "words"),
    [
        ("practice", ItemState.DRAFT, {}),
        ("exam", ItemState.LIVE, {}),
        ("practice", ItemState.LIVE, {"explanation": "yes"}),
    ],
)
def test_other_pictures_stay_closed(pool: str, state: str, words: dict[str, str]) -> None:
    assert not may_see_picture(rows.person().pk, pictured(pool, state, **words))
