"""Writing questions: every kind by its form; what is wrong stands beside its field, nothing typed
is lost; preview, pictures, what is alike."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exams import bank
from exams.bank import Label
from exams.choices import ItemState
from exams.models import Item, ItemPicture
from exams.recalling import newest_versions, recall
from exams.wording import MarkingPoint, Wording
from portal.accounts.models import User
from tests.exams.rows import organisation, single, staff
from tests.exams.views.test_bank import png

pytestmark = pytest.mark.django_db

LABELS = {"subject": "tort", "tier": "", "pool": "exam", "difficulty": "easy", "source": ""}
PLAIN = {**LABELS, "explanation": "解析", "marks": "", "go": "save"}
CHOICE = {
    **PLAIN,
    "stem": "狗咬了人，谁赔？",
    "option_A": "狗的主人",
    "option_B": "路人",
    "option_C": "以上都不对",
    "right_A": "on",
    "rows": "4",
}


@pytest.fixture
def author() -> User:
    return staff("author", organisation())


@pytest.fixture
def client(author: User) -> Client:
    door = Client()
    door.force_login(author)
    return door


def url(kind: str) -> str:
    return reverse("write_item", args=[kind])


def written() -> Wording:
    return recall(newest_versions().get())


SENT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "single": (CHOICE, {"options": ("狗的主人", "路人", "以上都不对"), "key": "A", "pinned": (2,)}),
    "multiple": (
        {**CHOICE, "right_B": "on", "credit": "whole"},
        {"key": "AB", "credit": "whole"},
    ),
    "true_false": ({**PLAIN, "stem": "狗的主人要赔。", "key": "A"}, {"key": "A"}),
    "fill_blank": (
        {**PLAIN, "stem": "____日内，向____申请。", "accepted": "30 / 三十\n法院／人民法院 "},
        {"accepted": (("30", "三十"), ("法院", "人民法院"))},
    ),
    "matching": (
        {**PLAIN, "stem": "连一连", "options": "甲\n乙", "targets": "一\n二\n三", "key": "c, a"},
        {"options": ("甲", "乙"), "targets": ("一", "二", "三"), "key": "CA"},
    ),
    "ordering": (
        {**PLAIN, "stem": "排一排", "options": "甲\n乙\n丙", "key": "B→C→A"},
        {"key": "BCA"},
    ),
    "open": (
        {**PLAIN, "stem": "怎么办？", "answer": "先问", "marking": "先问双方 | 2\n再劝｜1.5分"},
        {
            "answer": "先问",
            "marking": (
                MarkingPoint("先问双方", Decimal(2)),
                MarkingPoint("再劝", Decimal("1.5")),
            ),
        },
    ),
    "case_analysis": (
        {
            **PLAIN,
            "stem": "张家的狗咬了小明。",
            "rows": "3",
            "part0-kind": "open",
            "part0-stem": "谁赔？",
            "part0-marks": "4",
            "part0-marking": "饲养人赔 | 4",
            "part1-kind": "single",
            "part1-stem": "先做什么？",
            "part1-options": "劝\n问",
            "part1-key": "b",
            "part2-kind": "open",
        },
        {
            "parts": (
                Wording(
                    "open",
                    "谁赔？",
                    marks=Decimal(4),
                    marking=(MarkingPoint("饲养人赔", Decimal(4)),),
                ),
                Wording("single", "先做什么？", ("劝", "问"), "B"),
            )
        },
    ),
}


@pytest.mark.parametrize("kind", SENT)
def test_each_kind_is_written_by_its_form_and_comes_back_into_it(
    kind: str, client: Client, author: User
) -> None:
    sent, expected = SENT[kind]
    assert client.get(url(kind)).status_code == 200
    reply = client.post(url(kind), sent)
    assert reply.status_code == 302, reply.context["form"].errors
    wording = written()
    assert (wording.kind, wording.stem) == (kind, sent["stem"])
    assert {name: getattr(wording, name) for name in expected} == expected
    item = Item.objects.get()
    assert (item.state, item.subject) == (ItemState.DRAFT, "tort")
    assert newest_versions().get().written_by == author
    again = client.get(reverse("revise_item", args=[item.ref]))
    form = again.context["form"]
    assert form.initial["stem"] == sent["stem"]
    back = {name: "" if value is None else value for name, value in form.initial.items()}
    for part in getattr(form, "part_forms", ()):
        back |= {f"{part.prefix}-{name}": value or "" for name, value in part.initial.items()}
    back = {name: value for name, value in back.items() if value is not False}
    back["seen"] = again.context["seen"]
    assert client.post(again.request["PATH_INFO"], {**back, "go": "save"}).status_code == 302
    assert Item.objects.get().versions.count() == 1


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("single", {"stem": ""}, "stem"),
    ("single", {"right_A": ""}, "option_A"),
    ("single", {"right_B": "on"}, "option_A"),
    ("single", {"option_B": "狗的主人"}, "option_B"),
    ("single", {"option_B": ""}, "option_B"),
    ("single", {"right_D": "on", "right_A": ""}, "option_A"),
    ("single", {"marks": "many"}, "marks"),
    ("single", {"marks": "0"}, "marks"),
    ("single", {"marks": "NaN"}, "marks"),
    ("single", {"subject": "nonsense"}, "subject"),
    ("fill_blank", {"accepted": "30"}, "accepted"),
    ("matching", {"key": "A"}, "key"),
    ("ordering", {"key": "A A B"}, "key"),
    ("open", {"marking": "没有分"}, "marking"),
    ("open", {"marking": "两个点 | 1.2.3"}, "marking"),
    ("true_false", {"key": "C"}, "key"),
]


@pytest.mark.parametrize(("kind", "changed", "field"), WRONG)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    kind: str, changed: dict[str, Any], field: str, client: Client
) -> None:
    sent = {**SENT[kind][0], "explanation": "不能丢的解析", **changed}
    reply = client.post(url(kind), sent)
    assert reply.status_code == 422
    assert field in reply.context["form"].errors
    assert "不能丢的解析" in reply.content.decode()
    assert not Item.objects.exists()


def test_a_wrong_question_on_a_case_is_marked_where_it_stands(client: Client) -> None:
    sent = {**SENT["case_analysis"][0], "part1-key": "e"}
    reply = client.post(url("case_analysis"), sent)
    assert reply.status_code == 422
    assert "谁赔？" in reply.content.decode()
    sent = {**SENT["case_analysis"][0], "part0-marking": "没有分"}
    reply = client.post(url("case_analysis"), sent)
    assert "marking" in reply.context["form"].part_forms[0].errors
    sent = {**SENT["case_analysis"][0], "part0-marks": "x"}
    assert client.post(url("case_analysis"), sent).status_code == 422


def test_more_options_are_asked_for_without_losing_what_was_typed(client: Client) -> None:
    reply = client.post(url("single"), {**CHOICE, "go": "more"})
    assert (reply.status_code, reply.context["form"].rows) == (200, 6)
    assert "狗的主人" in reply.content.decode()
    assert (
        client.post(url("single"), {**CHOICE, "rows": "99", "go": "more"}).context["form"].rows
        == 26
    )
    reply = client.post(url("case_analysis"), {**SENT["case_analysis"][0], "go": "more"})
    assert len(reply.context["form"].part_forms) == 5


def test_a_preview_stores_nothing_and_shows_the_question_and_what_is_like_it(
    client: Client,
) -> None:
    wording = Wording("single", CHOICE["stem"], ("狗的主人", "路人甲", "以上都不对"), "A")
    bank.add_item("old", wording, label=Label("tort"), actor_id=None)
    reply = client.post(url("single"), {**CHOICE, "go": "preview"})
    assert reply.context["preview"].answer == "A"
    assert [near.ref for near in reply.context["alike"]] == ["old"]
    assert Item.objects.count() == 1


def test_saved_and_submitted_at_once_it_waits_for_a_second_person(client: Client) -> None:
    client.post(url("single"), {**CHOICE, "go": "submit"})
    assert Item.objects.get().in_review


def test_articles_named_in_the_explanation_are_linked(client: Client) -> None:
    client.post(url("single"), {**CHOICE, "explanation": "《中华人民共和国某法》第一条"})
    assert written().cites == ()


def test_a_picture_is_put_behind_the_question_and_survives_a_mistake(client: Client) -> None:
    file = SimpleUploadedFile("院墙.png", png(), "image/png")
    sent = {**CHOICE, "marks": "many", "picture": file, "picture_shows": "院墙 [图]"}
    reply = client.post(url("single"), sent)
    assert reply.status_code == 422
    digest = ItemPicture.objects.get().digest
    stem = reply.context["form"].data["stem"]
    assert stem == f"狗咬了人，谁赔？\n![院墙 (图)](sha256:{digest})"
    client.post(url("single"), {**CHOICE, "stem": stem})
    assert written().pictures() == (digest,)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", png()[:40], b"x" * 2_000_001])
def test_what_is_no_picture_is_said_plainly(content: bytes, client: Client) -> None:
    file = SimpleUploadedFile("x.png", content, "image/png")
    reply = client.post(url("single"), {**CHOICE, "picture": file})
    assert reply.status_code == 422
    assert "狗咬了人" in reply.content.decode()
    assert not ItemPicture.objects.exists()


def test_a_revision_is_a_new_version_and_new_labels_are_none(client: Client, author: User) -> None:
    item = bank.add_item("tort-1", single(1), label=Label("tort"), actor_id=author.pk)
    place = reverse("revise_item", args=[item.ref])
    seen = client.get(place).context["seen"]
    client.post(place, {**CHOICE, "subject": "family", "reason": "更清楚", "seen": seen})
    assert item.versions.count() == 2
    assert Item.objects.get().subject == "family"
    assert written().stem == CHOICE["stem"]


def test_a_retired_question_is_not_revised(client: Client, author: User) -> None:
    item = bank.add_item(
        "tort-1", single(1), label=Label("tort"), state=ItemState.RETIRED, actor_id=author.pk
    )
    assert client.post(reverse("revise_item", args=[item.ref]), CHOICE).status_code == 302
    assert item.versions.count() == 1


def test_what_is_alike_is_asked_for_while_typing(client: Client) -> None:
    bank.add_item("old", single(1), label=Label("tort"), actor_id=None)
    reply = client.post(
        reverse("alike_items"), {"text": ["单选题1？", "选项1A", "选项1B", "选项1C", "选项1E"]}
    )
    assert "old" in reply.content.decode()
    for nothing in ({}, {"ref": "\0"}):
        assert client.post(reverse("alike_items"), nothing).content.decode().strip() == ""


def test_an_unknown_kind_does_not_exist(client: Client) -> None:
    assert client.get("/desk/bank/new/riddle/").status_code == 404
    assert client.get(reverse("bank_kinds")).status_code == 200
