"""The exam office's papers: the matrix checks while one types, forms are drawn, sheets are printed;
and nobody below the top of the tree finds any of it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from exams import composing
from exams.choices import ExamKind
from exams.models import Exam, Item, PaperForm
from exams.papers import sealing
from portal.audit.models import AuditEvent
from portal.people import organising
from tests.exams import rows

pytestmark = pytest.mark.django_db


def signed_in(role: str = "officer", *, below: bool = False) -> Client:
    place = rows.organisation()
    if below:
        place = organising.found_organisation("村", "村", "village", below=place, actor_id=None)
    client = Client()
    client.force_login(rows.staff(role, place))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def exam() -> Exam:
    rows.fill(each=1, for_exams=12)
    return composing.compose(
        ExamKind.QUALIFYING, "上岗考试", rows.blueprint(["property"]), actor_id=None
    )


def typed(exam: Exam, **changes: str) -> dict[str, str]:
    """One section with one row, as the page sends it."""
    return {
        "seen": "0",
        "sections": "1",
        "title-0": "Part one",
        "rows-0": "1",
        "fixed-0": "0",
        "row-0-0-kind": "single",
        "row-0-0-subject": "property",
        "row-0-0-difficulty": "",
        "row-0-0-tier": "",
        "row-0-0-count": "4",
        "row-0-0-points": "25",
        "act": "save",
    } | changes


def at(exam: Exam, tail: str = "") -> str:
    return f"/desk/papers/{exam.pk}/{tail}"


def test_the_list_says_which_papers_cannot_be_drawn(exam: Exam) -> None:
    text = signed_in().get("/desk/papers/").content.decode()
    assert "Every paper can be drawn" in text
    Item.objects.filter(kind="single").update(state="suspended")
    text = signed_in().get("/desk/papers/").content.decode()
    assert "1 paper cannot be drawn" in text


def test_only_the_top_of_the_tree_finds_papers(exam: Exam) -> None:
    form = sealing.seal_forms(exam, overlap=0, actor_id=None)[0]
    addresses = [
        "/desk/papers/",
        at(exam),
        at(exam, "forms/"),
        f"/desk/papers/forms/{form.pk}/key/",
    ]
    for client in (signed_in(below=True), signed_in("marker"), signed_in("clerk")):
        assert {client.get(address).status_code for address in addresses} == {404}
    assert {Client().get(address).status_code for address in addresses} == {302}


def test_an_administrator_looks_at_blueprints_and_gets_no_key_and_no_form(exam: Exam) -> None:
    form = sealing.seal_forms(exam, overlap=0, actor_id=None)[0]
    client = signed_in("admin")
    for address in ("/desk/papers/", at(exam)):
        page = client.get(address)
        assert page.status_code == 200
        assert at(exam, "forms/") not in page.content.decode()
    assert 'name="act"' not in client.get(at(exam)).content.decode()
    assert client.post(at(exam), typed(exam)).status_code == 404
    assert client.post(at(exam, "forms/"), {"overlap": "0"}).status_code == 404
    sheets = [f"/desk/papers/forms/{form.pk}/{kind}/" for kind in ("paper", "answers", "key")]
    assert {client.get(url).status_code for url in [*sheets, at(exam, "forms/")]} == {404}
    assert PaperForm.objects.count() == 2


def test_the_blueprint_is_shown_as_a_matrix(exam: Exam) -> None:
    text = signed_in().get(at(exam)).content.decode()
    assert "5 questions, 100 marks" in text
    assert text.count('name="act" value="drop-row:') == 3
    assert "The bank has enough questions" in text
    assert "of the bank" in text


NO_SECTIONS: list[Any] = [
    [],
    "x",
    {"sections": 7},
    {"sections": ["x", {"rows": "x", "fixed": [3]}]},
]


@pytest.mark.parametrize(
    "stored",
    [{"rows": [{"subject": "gone", "kind": "single", "count": 3, "points": 20}]}, *NO_SECTIONS],
)
def test_a_blueprint_that_cannot_be_followed_is_shown_and_mended(exam: Exam, stored: Any) -> None:
    Exam.objects.update(blueprint=stored)
    client = signed_in()
    answer = client.get(at(exam))
    assert answer.status_code == 200
    assert 'class="note note--warn"' in answer.content.decode()
    if stored not in NO_SECTIONS:
        assert "unknown subject" in answer.content.decode()
        assert 'value="3"' in answer.content.decode()
    assert client.get("/desk/papers/").status_code == 200
    assert client.post(at(exam), typed(exam)).status_code == 302
    exam.refresh_from_db()
    assert exam.blueprint["edition"] == 1


def test_forms_of_a_blueprint_that_cannot_be_followed_are_refused_in_words(exam: Exam) -> None:
    Exam.objects.update(blueprint={"rows": [{"kind": "riddle"}]})
    answer = signed_in().post(at(exam, "forms/"), {"overlap": "0"})
    assert answer.status_code == 422
    assert "The blueprint cannot be followed" in answer.content.decode()
    assert not PaperForm.objects.exists()


def test_checking_says_what_is_short_and_stores_nothing(exam: Exam) -> None:
    before = exam.blueprint
    sent = typed(exam, act="check") | {"row-0-0-count": "13"}
    answer = signed_in().post(at(exam), sent)
    assert answer.status_code == 200
    assert "the bank has 12, 13 are needed" in answer.content.decode()
    exam.refresh_from_db()
    assert exam.blueprint == before


def test_a_button_changes_the_form_and_keeps_what_was_typed(exam: Exam) -> None:
    text = signed_in().post(at(exam), typed(exam, act="add-row:0")).content.decode()
    assert 'name="row-0-1-kind"' in text
    assert 'value="Part one"' in text


def test_saving_stores_the_blueprint(exam: Exam) -> None:
    answer = signed_in().post(at(exam), typed(exam))
    assert answer.status_code == 302
    exam.refresh_from_db()
    assert exam.blueprint["edition"] == 1
    assert exam.blueprint["sections"][0]["title"] == "Part one"
    event = AuditEvent.objects.select_related("body").get(kind="exam.revised")
    assert event.body.data == {"edition": 1, "questions": 4}
    assert "4 questions, 100 marks" in signed_in().get(at(exam)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"row-0-0-count": "13"}, "the bank has 12, 13 are needed"),
        ({"row-0-0-count": "x"}, "give a whole number"),
        ({"row-0-0-points": "0"}, "marks are 1 to 100"),
        ({"row-0-0-kind": ""}, "choose the kind of question"),
        ({"rows-0": "0"}, "a blueprint has at least one row"),
        ({"fixed-0": "1", "fixed-0-0-ref": "no", "fixed-0-0-points": "1"}, "no live question no"),
    ],
)
def test_what_cannot_be_drawn_is_not_saved_and_not_lost(
    exam: Exam, changes: dict[str, str], words: str
) -> None:
    answer = signed_in().post(at(exam), typed(exam) | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Part one"' in answer.content.decode()
    exam.refresh_from_db()
    assert "edition" not in exam.blueprint


def test_a_paper_that_shows_one_person_too_much_is_not_saved(exam: Exam) -> None:
    answer = signed_in().post(at(exam), typed(exam) | {"row-0-0-count": "8"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "One person would see 23 % of the bank with one paper" in text
    assert "only 7 that are new to this person may still be used" in text


@pytest.mark.parametrize("seen", ["1", "x", "-5", "9" * 30])
def test_who_looked_at_another_edition_is_told_so(exam: Exam, seen: str) -> None:
    answer = signed_in().post(at(exam), typed(exam, seen=seen))
    assert answer.status_code == 409
    assert "Somebody else" in answer.content.decode()


def test_a_second_revision_takes_the_next_edition(exam: Exam) -> None:
    client = signed_in()
    client.post(at(exam), typed(exam))
    assert client.post(at(exam), typed(exam)).status_code == 409
    assert client.post(at(exam), typed(exam, seen="1")).status_code == 302


def test_forms_are_drawn_and_listed(exam: Exam) -> None:
    client = signed_in()
    assert "No form is drawn yet" in client.get(at(exam, "forms/")).content.decode()
    assert client.post(at(exam, "forms/"), {"overlap": "0"}).status_code == 302
    text = client.get(at(exam, "forms/")).content.decode()
    assert text.count("being prepared; look again") == 2
    assert PaperForm.objects.count() == 2


def test_drawing_says_how_much_of_the_last_forms_comes_again(exam: Exam) -> None:
    Item.objects.filter(pk__in=[i.pk for i in Item.objects.filter(kind="single")[:6]]).update(
        state="retired"
    )
    client = signed_in()
    client.post(at(exam, "forms/"), {"overlap": "0"})
    answer = client.post(at(exam, "forms/"), {"overlap": "0"}, follow=True)
    assert "Form A repeats 3 of its 5 questions" in answer.content.decode()


def test_the_forms_take_no_more_queries_the_more_there_are(
    exam: Exam, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in()
    sealing.seal_forms(exam, overlap=100, actor_id=None)
    client.get(at(exam, "forms/"))
    with CaptureQueriesContext(connection) as few:
        client.get(at(exam, "forms/"))
    for _again in range(12):
        sealing.seal_forms(exam, overlap=100, actor_id=None)
    with django_assert_num_queries(len(few)):
        text = client.get(at(exam, "forms/")).content.decode()
    assert (text.count("being prepared"), text.count("page=2")) == (24, 2)
    assert client.get(at(exam, "forms/?page=2")).content.decode().count("being prepared") == 2


@pytest.mark.parametrize("overlap", ["", "-1", "101", "x", "20"])
def test_forms_that_cannot_be_drawn_are_refused_beside_the_field(exam: Exam, overlap: str) -> None:
    for item in Item.objects.filter(kind="single", pool="exam")[:8]:
        Item.objects.filter(pk=item.pk).update(state="retired")
    answer = signed_in().post(at(exam, "forms/"), {"overlap": overlap})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not PaperForm.objects.exists()
