"""Writing the bank: what cannot be right is refused, versions never change."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from exams import bank
from exams.bank import ItemRefused, Wording
from exams.choices import ItemState
from exams.models import Item, ItemKey, ItemVersion
from portal.audit.models import AuditEvent
from tests.exams.rows import multiple, single, true_false

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        (replace(single(1), stem=" \n "), "no text"),
        (replace(single(1), stem="长" * 2001), "2,000"),
        (replace(single(1), kind="essay"), "unknown kind"),
        (replace(single(1), options=("only",)), "2 to 8"),
        (replace(single(1), options=tuple("abcdefghi")), "2 to 8"),
        (replace(single(1), options=("a", " ", "c", "d")), "option B is empty"),
        (replace(single(1), options=("a", "b", "c", "长" * 501)), "option D is longer"),
        (replace(single(1), options=("a", "b", "a ", "d")), "the same"),
        (replace(single(1), key=""), "no answer"),
        (replace(single(1), key="E"), "answer E is not among"),
        (replace(single(1), key="AB"), "names several"),
        (replace(multiple(1), key="B"), "only one right answer"),
        (replace(multiple(1), key="BB"), "twice"),
        (replace(true_false(1), key="C"), "answer C"),
        (replace(true_false(1), options=("x", "y")), "no options"),
    ],
)
def test_a_question_that_cannot_be_right_is_refused(wording: Wording, words: str) -> None:
    with translation.override("en"), pytest.raises(ItemRefused) as caught:
        bank.add_item("x", wording, subject="tort", actor_id=None)
    assert words in str(caught.value)
    assert not Item.objects.exists()


def test_an_item_is_entered_with_version_key_and_event() -> None:
    item = bank.add_item("tort-1", multiple(1, "DAB"), subject="tort", actor_id=None)
    version = ItemVersion.objects.get()
    assert (version.item, version.n, version.options[0]) == (item, 1, "选项1A")
    assert ItemKey.objects.get(version=version).key == "ABD"
    assert AuditEvent.objects.get().kind == "item.added"


def test_a_revision_is_a_new_version_and_the_old_one_stays() -> None:
    item = bank.add_item("tort-1", single(1), subject="tort", actor_id=None)
    bank.revise(item, single(2, "C"), actor_id=None, reason="two answers were right")
    assert list(ItemVersion.objects.order_by("n").values_list("n", "stem")) == [
        (1, "单选题1？"),
        (2, "单选题2？"),
    ]
    assert list(ItemKey.objects.order_by("version__n").values_list("key", flat=True)) == ["B", "C"]


def test_the_kind_of_an_item_never_changes() -> None:
    item = bank.add_item("tort-1", single(1), subject="tort", actor_id=None)
    with pytest.raises(ItemRefused):
        bank.revise(item, multiple(1), actor_id=None, reason="x")


@pytest.mark.parametrize("model", [ItemVersion, ItemKey])
def test_the_database_refuses_to_change_or_delete_a_version(model: Any) -> None:
    bank.add_item("tort-1", single(1), subject="tort", actor_id=None)
    values = {"stem": "x"} if model is ItemVersion else {"key": "C"}
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize(
    ("moves", "end"),
    [
        (["live"], "live"),
        (["live", "suspended", "live"], "live"),
        (["suspended"], "draft"),
        (["live", "retired", "live"], "retired"),
    ],
)
def test_only_the_moves_of_the_table_are_possible(moves: list[str], end: str) -> None:
    item = bank.add_item("tort-1", single(1), subject="tort", actor_id=None)
    for state in moves:
        bank.move(item.pk, state, actor_id=None, reason="x")
    assert Item.objects.get().state == ItemState(end)
