"""What went into the bank comes out as its author wrote it, for every kind."""

import pytest

from exams import bank
from exams.bank import Label
from exams.models import ItemVersion, MarkingScheme
from exams.recalling import newest_versions, recall, recall_all
from exams.wording import Wording
from tests.exams.rows import multiple, single, true_false
from tests.exams.test_checking import CASE, FILL, MATCH, OPEN, ORDER

pytestmark = pytest.mark.django_db
ALL = [single(1), multiple(2), true_false(3), FILL, MATCH, ORDER, OPEN, CASE]


@pytest.mark.parametrize("wording", ALL, ids=lambda wording: wording.kind)
def test_every_kind_comes_out_as_it_went_in(wording: Wording) -> None:
    bank.add_item("x", wording, label=Label("tort"), actor_id=None)
    assert recall(ItemVersion.objects.get()) == wording


def test_many_are_recalled_with_the_same_number_of_queries(
    django_assert_num_queries: object,
) -> None:
    for n, wording in enumerate(ALL):
        bank.add_item(f"x{n}", wording, label=Label("tort"), actor_id=None)
    versions = list(newest_versions().order_by("item__ref"))
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert recall_all(versions) == ALL


def test_nothing_a_candidate_sees_holds_the_key_of_a_case() -> None:
    bank.add_item("x", CASE, label=Label("tort"), actor_id=None)
    shown = str(ItemVersion.objects.values().get())
    for secret in filter(None, CASE.secrets()):
        assert secret not in shown
    assert MarkingScheme.objects.get().parts[0]["points"][0]["text"] == "先征询双方意见"
