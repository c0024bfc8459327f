"""Writing the bank: what cannot be right is refused, versions never change."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from exams import bank, papers
from exams.bank import Label, NewItem
from exams.checking import ItemRefused
from exams.choices import ItemState
from exams.models import BankEdition, Item, ItemKey, ItemPicture, ItemVersion
from exams.relabelling import relabel
from exams.wording import Wording
from portal.audit.models import AuditEvent
from tests.exams.rows import multiple, single, true_false

pytestmark = pytest.mark.django_db
TORT = Label("tort")
DIGEST = hashlib.sha256(b"png").hexdigest()
SEEN = replace(single(1), stem=f"看图 ![院墙](sha256:{DIGEST}) 谁的墙？")
OWN_NUMBERS = {Item: ["id"], ItemVersion: ["id", "item_id"], ItemKey: ["version_id"]}


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        (replace(single(1), stem=" \n "), "no text"),
        (replace(single(1), stem="长" * 2001), "2,000"),
        (replace(single(1), kind="essay"), "unknown kind"),
        (replace(single(1), options=("only",)), "2 to 26"),
        (replace(single(1), options=tuple("abcdefghijklmnopqrstuvwxyz1")), "2 to 26"),
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
        bank.add_item("x", wording, label=TORT, actor_id=None)
    assert words in str(caught.value)
    assert not Item.objects.exists()


def test_an_item_is_entered_with_version_key_and_event() -> None:
    item = bank.add_item("tort-1", multiple(1, "DAB"), label=TORT, actor_id=None)
    version = ItemVersion.objects.get()
    assert (version.item, version.n, version.options[0]) == (item, 1, "选项1A")
    assert ItemKey.objects.get(version=version).key == "ABD"
    assert AuditEvent.objects.get().kind == "item.added"


def test_live_questions_entered_together_are_what_each_would_be_alone() -> None:
    one = bank.add_item("tort-1", single(1), label=TORT, state=ItemState.LIVE, actor_id=None)
    (other,) = bank.add_live([NewItem("tort-2", single(1), TORT)], actor_id=None)
    for table, of in ((Item, "pk"), (ItemVersion, "item"), (ItemKey, "version__item")):
        rows = (table._default_manager.filter(**{of: item.pk}).values() for item in (one, other))
        was, now = ({**row.get(), "ref": "", "recorded_at": ""} for row in rows)
        assert [name for name in was if was[name] != now[name]] == OWN_NUMBERS[table]
    told = AuditEvent.objects.filter(kind="item.added").order_by("pk")
    assert [event.body.data for event in told] == [
        {"ref": "tort-1", "state": "live"},
        {"ref": "tort-2", "state": "live"},
    ]
    assert papers.edition() == 2


def test_of_questions_entered_together_none_enters_when_one_is_refused() -> None:
    rows = [NewItem(f"tort-{n}", wording, TORT) for n, wording in enumerate((single(1), SEEN))]
    for refused in (rows, [rows[0], NewItem("x", replace(single(2), key=""), TORT)]):
        with pytest.raises(ItemRefused):
            bank.add_live(refused, actor_id=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        bank.add_live([rows[0], rows[0]], actor_id=None)
    assert not Item.objects.exists()


def test_a_revision_is_a_new_version_and_the_old_one_stays() -> None:
    item = bank.add_item("tort-1", single(1), label=TORT, actor_id=None)
    bank.revise(item, single(2, "C"), actor_id=None, reason="two answers were right")
    assert list(ItemVersion.objects.order_by("n").values_list("n", "stem")) == [
        (1, "单选题1？"),
        (2, "单选题2？"),
    ]
    assert list(ItemKey.objects.order_by("version__n").values_list("key", flat=True)) == ["B", "C"]


def test_a_revision_of_a_version_that_is_not_the_newest_is_refused() -> None:
    item = bank.add_item("tort-1", single(1), label=TORT, actor_id=None)
    bank.revise(item, single(2), actor_id=None, reason="x", seen=1)
    with pytest.raises(bank.Overtaken):
        bank.revise(item, single(3), actor_id=None, reason="x", seen=1)
    assert item.versions.count() == 2


def test_of_two_revisions_at_the_same_instant_the_second_is_overtaken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = bank.add_item("tort-1", single(1), label=TORT, actor_id=None)
    write = bank._write

    def after_the_other(item: Item, n: int, *rest: Any) -> ItemVersion:
        write(item, n, *rest)
        return write(item, n, *rest)

    monkeypatch.setattr(bank, "_write", after_the_other)
    with pytest.raises(bank.Overtaken):
        bank.revise(item, single(2), actor_id=None, reason="x", seen=1)
    assert item.versions.count() == 1


def test_the_kind_of_an_item_never_changes() -> None:
    item = bank.add_item("tort-1", single(1), label=TORT, actor_id=None)
    with pytest.raises(ItemRefused):
        bank.revise(item, multiple(1), actor_id=None, reason="x")


@pytest.mark.parametrize("model", [ItemVersion, ItemKey])
def test_the_database_refuses_to_change_or_delete_a_version(model: Any) -> None:
    bank.add_item("tort-1", single(1), label=TORT, actor_id=None)
    values = {"stem": "x"} if model is ItemVersion else {"key": "C"}
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize(
    ("first", "moves", "end"),
    [
        ("draft", ["live"], "draft"),
        ("draft", ["suspended"], "draft"),
        ("live", ["suspended", "live"], "live"),
        ("live", ["retired", "live"], "retired"),
    ],
)
def test_only_the_moves_of_the_table_are_possible(first: str, moves: list[str], end: str) -> None:
    item = bank.add_item("tort-1", single(1), label=TORT, state=first, actor_id=None)
    for state in moves:
        bank.move(item.pk, state, actor_id=None, reason="x")
    assert Item.objects.get().state == ItemState(end)


def test_a_revised_live_question_shows_its_old_words_until_somebody_approves_the_new_ones() -> None:
    item = bank.add_item("tort-1", single(1), label=TORT, state=ItemState.LIVE, actor_id=None)
    bank.revise(item, single(2), actor_id=None, reason="clearer")
    shown = ItemVersion.objects.get(item=item, n=Item.objects.get().approved_n)
    assert shown.stem == "单选题1？"


def test_every_change_of_the_bank_raises_its_edition() -> None:
    assert papers.edition() == 0
    item = bank.add_item("tort-1", single(1), label=TORT, state=ItemState.LIVE, actor_id=None)
    assert papers.edition() == 1
    bank.move(item.pk, ItemState.SUSPENDED, actor_id=None, reason="x")
    assert papers.edition() == 2
    assert not bank.move(item.pk, ItemState.DRAFT, actor_id=None, reason="x")
    assert relabel(item.pk, Label("family"), actor_id=None, reason="x")
    assert not relabel(item.pk, Label("family"), actor_id=None, reason="x")
    assert papers.edition() == 3
    assert BankEdition.objects.count() == 1


def test_pictures_are_kept_once_by_their_bytes() -> None:
    picture = bank.Picture("image/png", 2, 1, b"png")
    bank.keep_pictures({DIGEST: picture})
    bank.keep_pictures({DIGEST: picture})
    assert ItemPicture.objects.get().width == 2
    with pytest.raises(ValueError, match="digest"):
        bank.keep_pictures({"0" * 64: picture})


def test_a_question_may_show_only_a_picture_that_is_there() -> None:
    with pytest.raises(ItemRefused):
        bank.add_item("tort-1", SEEN, label=TORT, actor_id=None)
    bank.keep_pictures({DIGEST: bank.Picture("image/png", 2, 1, b"png")})
    assert bank.add_item("tort-1", SEEN, label=TORT, actor_id=None).pk


def test_a_city_without_changes_has_the_first_edition_once() -> None:
    bank.raise_edition()
    bank.raise_edition()
    assert papers.edition() == 2
