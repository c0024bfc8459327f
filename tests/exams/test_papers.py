"""Drawing by blueprint: the same seed draws the same paper, a shortage is said plainly."""

from collections import Counter
from decimal import Decimal

import pytest

from exams import bank, vetting
from exams.bank import Label
from exams.choices import CHECKLIST, ItemState
from exams.models import Item
from exams.papers import (
    BadBlueprint,
    Candidate,
    Missing,
    Row,
    Shortage,
    draw,
    option_order,
    points_of,
    read_blueprint,
)
from exams.papers import bank as live_bank
from tests.exams import rows

ROWS = (
    Row("property", "single", 3, Decimal(3)),
    Row("family", "single", 2, Decimal(3)),
    Row("property", "multiple", 1, Decimal(5)),
)
POOL = tuple(
    Candidate(n, f"{subject}-{kind}-{n}", subject, kind, 4)
    for n, (subject, kind) in enumerate(
        [("property", "single")] * 8 + [("family", "single")] * 5 + [("property", "multiple")] * 4
    )
)


def test_the_same_seed_draws_the_same_paper_whatever_the_order_of_the_bank() -> None:
    assert draw(ROWS, POOL, "seed") == draw(ROWS, tuple(reversed(POOL)), "seed")


def test_this_seed_draws_this_paper_for_ever() -> None:
    drawn = draw(ROWS, POOL, "2026")
    assert [question.version_id for question in drawn] == [12, 2, 6, 10, 3, 14]
    assert drawn[0].option_order == (3, 1, 2, 0)


def test_other_seeds_draw_other_papers() -> None:
    papers = {tuple(q.version_id for q in draw(ROWS, POOL, str(n))) for n in range(50)}
    assert len(papers) > 30


def test_a_paper_follows_its_blueprint_and_keeps_kinds_together() -> None:
    drawn = draw(ROWS, POOL, "seed")
    assert [question.kind for question in drawn] == ["single"] * 5 + ["multiple"]
    assert [question.position for question in drawn] == [1, 2, 3, 4, 5, 6]
    assert [question.points for question in drawn] == [Decimal(3)] * 5 + [Decimal(5)]
    assert points_of(ROWS) == Decimal(20)


def test_a_shortage_names_every_row_that_is_short() -> None:
    wanted = (Row("property", "single", 9, Decimal(1)), Row("tort", "single", 1, Decimal(1)))
    with pytest.raises(Shortage) as caught:
        draw(wanted, POOL, "seed")
    assert caught.value.missing == (
        Missing("property", "single", 9, 8),
        Missing("tort", "single", 1, 0),
    )
    assert "9" in str(caught.value)


def test_true_or_false_is_never_shuffled() -> None:
    candidate = Candidate(1, "tf", "tort", "true_false", 0)
    assert {option_order(str(n), candidate) for n in range(20)} == {(0, 1)}


def test_the_place_of_an_option_does_not_tell_where_its_author_put_it() -> None:
    firsts = Counter(option_order(str(n), POOL[0])[0] for n in range(4000))
    # 3 degrees of freedom: 16.27 is passed with p = 0.001
    assert sum((seen - 1000) ** 2 / 1000 for seen in firsts.values()) < 16.27


@pytest.mark.parametrize(
    "written",
    [
        None,
        {},
        {"rows": []},
        {"rows": [{"subject": "property"}]},
        {"rows": [{"subject": "sea", "kind": "single", "count": 1, "points": 1}]},
        {"rows": [{"subject": "tort", "kind": "essay", "count": 1, "points": 1}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 0, "points": 1}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 201, "points": 1}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 1, "points": 0}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 1, "points": -3}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 1, "points": "NaN"}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 1, "points": "1e999"}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 1, "points": 0.333}]},
        {"rows": [{"subject": "tort", "kind": "single", "count": 1, "points": 1}] * 2},
    ],
)
def test_a_blueprint_that_cannot_be_followed_is_refused(written: object) -> None:
    with pytest.raises(BadBlueprint):
        read_blueprint(written)


@pytest.mark.django_db
def test_only_live_items_with_a_subject_are_drawn_in_their_version_in_use() -> None:
    live, draft, nowhere, gone = (
        bank.add_item(ref, rows.single(n), label=Label(subject), state=state, actor_id=None)
        for n, (ref, subject, state) in enumerate(
            [
                ("live", "tort", ItemState.LIVE),
                ("draft", "tort", ItemState.DRAFT),
                ("nowhere", "", ItemState.LIVE),
                ("gone", "tort", ItemState.LIVE),
            ]
        )
    )
    bank.move(gone.pk, ItemState.SUSPENDED, actor_id=None, reason="unclear")
    second = bank.revise(live, rows.single(7), actor_id=None, reason="clearer")
    assert [row.ref for row in live_bank()] == ["live"]
    assert live_bank()[0].version_id != second.pk
    author, reviewer = (rows.staff(role, rows.organisation()) for role in ("author", "reviewer"))
    vetting.submit(live.pk, actor_id=author.pk)
    vetting.approve(second, reviewer_id=reviewer.pk, checklist=list(CHECKLIST))
    assert live_bank() == (Candidate(second.pk, "live", "tort", "single", 4),)
    assert Item.objects.get(pk=draft.pk).state == ItemState.DRAFT
    assert Item.objects.get(pk=nowhere.pk).subject == ""
