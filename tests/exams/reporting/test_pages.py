"""The pages of statistics: the exam office's, what stands beside a question, and the files."""

import re
from typing import Any

import pytest
from django.test import Client

from exams.choices import Fix
from exams.models import Attempt, Exam, ItemKey, Result, Seat, Sitting
from exams.reporting import keeping
from exams.reporting.keeping import Of
from exams.reporting.models import ExamReport, ItemReport
from exams.reporting.views import statistics
from portal import clock
from portal.jobs.working import work_all
from portal.people import organising
from portal.people.models import Organisation
from tests.exams import rows
from tests.exams.reporting.generating import exam, sat
from tests.exams.reporting.test_keeping import correct
from tests.exams.sittings import rows as held
from tests.exams.views.test_entries import as_user

pytestmark = pytest.mark.django_db
DESK = "/desk/statistics/"
ITEMS, PEOPLE = 5, 80


@pytest.fixture
def of() -> Exam:
    made = exam(ITEMS)
    sat(made, PEOPLE)
    return made


def client(role: str = "officer", at: Organisation | None = None) -> Client:
    return as_user(rows.staff(role, at or Organisation.objects.order_by("path")[0]))


def seated(of: Exam, at: Organisation | None = None, *, first: int = 0, many: int = 30) -> Sitting:
    """A sitting of the exam with so many people."""
    sitting = held.sitting(held.by_sitting(of))
    if at:
        Sitting.every.filter(pk=sitting.pk).update(organisation=at)
    some = Attempt.every.filter(exam=of).order_by("pk")[first : first + many]
    for n, attempt in enumerate(some, start=first + 1):
        Seat.every.create(
            sitting=sitting,
            person=attempt.person,
            attempt=attempt,
            ticket=f"T{n}",
            recorded_at=clock.now(),
        )
    return sitting


def test_the_office_reads_the_whole_and_each_question(of: Exam) -> None:
    keeping.renew(Of(of.pk))
    office = client()
    listed = office.get(DESK).content.decode()
    assert of.title in listed
    page = office.get(f"{DESK}{of.pk}/").content.decode()
    report = ExamReport.objects.get()
    for part in (f"{report.mean:.1f}", f"{report.alpha:.2f}", "Standard error", "80 results"):
        assert part in page, part
    assert 0 < page.count("<circle") + page.count("figures__dubious") <= ITEMS
    assert page.count("figures__bar") == 10
    for n in range(ITEMS):
        assert f"第{n}题" in page
    assert "style=" not in page


def test_what_is_not_computed_is_asked_for_and_shown(of: Exam) -> None:
    office = client()
    assert "not yet" in office.get(DESK).content.decode()
    assert "Not computed yet" in office.get(f"{DESK}{of.pk}/").content.decode()
    said = office.post(f"{DESK}{of.pk}/", follow=True).content.decode()
    assert "It is being computed; look again in a minute." in said
    again = office.post(f"{DESK}{of.pk}/", follow=True).content.decode()
    assert "It is being computed already." in again
    work_all("reporting.compute")
    assert "80 results" in office.get(f"{DESK}{of.pk}/").content.decode()


def test_it_says_when_results_have_come_since_and_when_people_are_few() -> None:
    made = exam(ITEMS)
    sat(made, 8)
    keeping.renew(Of(made.pk))
    office = client()
    page = office.get(f"{DESK}{made.pk}/").content.decode()
    assert "Few people say little" in page
    assert "Results have come or changed since" not in page
    ExamReport.objects.update(results=7)
    assert "Results have come or changed since" in office.get(f"{DESK}{made.pk}/").content.decode()


def test_a_dubious_question_says_why_what_to_do_and_who_chose_what(of: Exam) -> None:
    key = ItemKey.objects.select_related("version__item").order_by("pk")[2]
    correct(key.pk, Fix.KEY, "B")
    keeping.renew(Of(of.pk))
    page = client().get(f"{DESK}{of.pk}/").content.decode()
    told = page.partition("Questions to look at")[2].partition("All questions")[0]
    assert "A wrong option drew more of the best than of the weakest." in told
    assert "Ask whether that option can be defended" in told
    assert "draws the best" in told
    assert key.version.item.ref in told
    assert "第2题的选项A" in told


def test_the_office_of_a_township_sees_its_sittings_without_words_and_keys(of: Exam) -> None:
    top = Organisation.objects.order_by("path")[0]
    town = organising.found_organisation("青山镇", "青山", "township", below=top, actor_id=None)
    other = organising.found_organisation("白水镇", "白水", "township", below=top, actor_id=None)
    sitting = seated(of, town)
    keeping.renew(Of(of.pk))
    keeping.renew(Of(of.pk, sitting.pk))
    local, stranger = client(at=town), client(at=other)
    address = f"{DESK}sittings/{sitting.pk}/"
    page = local.get(address).content.decode()
    assert "30 results" in page
    assert "generated-0" in page
    assert "第0题" not in page
    assert "figures__options" not in page
    assert address in local.get(DESK).content.decode()
    assert local.get(f"{DESK}{of.pk}/").status_code == 404
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}xlsx/").status_code == 404
    assert stranger.get(f"{address}pdf/").status_code == 404
    assert address in client().get(f"{DESK}{of.pk}/").content.decode()


@pytest.mark.parametrize("role", ["admin", "author", "reviewer", "instructor", "hr", "marker"])
def test_nobody_else_finds_the_pages(of: Exam, role: str) -> None:
    keeping.renew(Of(of.pk))
    stranger = client(role)
    for address in (DESK, f"{DESK}{of.pk}/", f"{DESK}{of.pk}/pdf/"):
        assert stranger.get(address).status_code == 404, address
    assert stranger.post(f"{DESK}{of.pk}/xlsx/").status_code == 404


def test_an_author_reads_on_the_questions_page_how_it_measured(of: Exam) -> None:
    keeping.renew(Of(of.pk))
    author = client("author")
    page = author.get("/desk/bank/items/generated-1/").content.decode()
    told = page.partition("How it measured")[2]
    assert f"Version 1 in “{of.title}”" in told
    line = ItemReport.objects.get(version__item__ref="generated-1")
    assert f"{line.facility:.2f}" in told
    assert "right answer" in told
    assert "reporting/reporting.css" in page


def test_nothing_leads_an_author_to_the_statistics_of_the_exam_that_do_not_open(of: Exam) -> None:
    keeping.renew(Of(of.pk))
    ref = ItemKey.objects.select_related("version__item").order_by("pk")[0].version.item.ref
    for role, leads in (("author", False), ("reviewer", False), ("officer", True)):
        reader = client(role)
        for page in (reader.get("/desk/"), reader.get(f"/desk/bank/items/{ref}/")):
            assert (DESK in page.content.decode()) == leads, role
        assert reader.get(f"{DESK}{of.pk}/").status_code == (200 if leads else 404), role


def test_of_fewer_than_ten_people_an_author_is_told_nothing() -> None:
    made = exam(2)
    sat(made, 9)
    keeping.renew(Of(made.pk))
    page = client("author").get("/desk/bank/items/generated-1/").content.decode()
    assert "How it measured" not in page


def test_times_of_fewer_than_ten_people_are_for_the_office_only(of: Exam) -> None:
    keeping.renew(Of(of.pk))
    ItemReport.objects.update(timed=9)
    page = client("author").get("/desk/bank/items/generated-1/").content.decode()
    assert "half of them" not in page
    ItemReport.objects.update(timed=10)
    page = client("author").get("/desk/bank/items/generated-1/").content.decode()
    assert "half of them" in page


def test_the_list_asks_as_much_for_many_sittings_as_for_one(
    of: Exam, django_assert_max_num_queries: Any
) -> None:
    office = client()
    for n in range(3):
        sitting = seated(of, first=n * 20, many=20)
        keeping.renew(Of(of.pk, sitting.pk))
    office.get(DESK)
    with django_assert_max_num_queries(12):
        page = office.get(DESK).content.decode()
    assert page.count("/desk/statistics/sittings/") == 3


def test_the_bank_finds_what_measured_badly(of: Exam) -> None:
    correct(ItemKey.objects.order_by("pk")[2].pk, Fix.KEY, "B")
    keeping.renew(Of(of.pk))
    author = client("author")
    found = author.get("/desk/bank/?show=dubious").content.decode()
    assert "generated-2" in found
    assert "generated-1" not in found
    assert "dubious by results" in found
    assert "generated-1" in author.get("/desk/bank/?show=other").content.decode()


def test_a_newer_version_in_use_is_not_dubious_for_what_the_older_one_measured(of: Exam) -> None:
    key = ItemKey.objects.select_related("version__item").order_by("pk")[2]
    correct(key.pk, Fix.KEY, "B")
    keeping.renew(Of(of.pk))
    item = key.version.item
    item.approved_n = 2
    item.save(update_fields=["approved_n"])
    assert "generated-2" not in client("author").get("/desk/bank/?show=dubious").content.decode()


def test_papers_that_are_still_being_marked_are_told_and_not_counted(of: Exam) -> None:
    sitting = seated(of)
    keeping.renew(Of(of.pk))
    keeping.renew(Of(of.pk, sitting.pk))
    office = client()
    first = Attempt.every.filter(exam=of).earliest("pk")
    waits = Attempt.every.create(
        person=first.person,
        exam=of,
        number=2,
        seed="0",
        started_at=first.started_at,
        deadline=first.deadline,
        grace_seconds=0,
        pass_mark=60,
    )
    Result.every.create(
        attempt=waits,
        score=0,
        out_of=ITEMS,
        passed=False,
        state="marking",
        waiting=1,
        graded_at=clock.now(),
    )
    page = office.get(f"{DESK}{of.pk}/").content.decode()
    assert "1 paper is still being marked" in page
    assert "80 results" in page
    beside = office.get(f"{DESK}sittings/{sitting.pk}/").content.decode()
    assert "still being marked" not in beside


def test_the_page_folds_the_options_of_all_but_the_first_and_a_long_table(
    of: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ItemKey.objects.order_by("pk")[1:3]:
        correct(key.pk, Fix.KEY, "B")
    keeping.renew(Of(of.pk))
    office, address = client(), f"{DESK}{of.pk}/"
    page = office.get(address).content.decode()
    folds = re.findall(r"<details class=\"help\"( open)?><summary>Who chose which option", page)
    assert folds[0] == " open"
    assert len(folds) > 1
    assert not any(folds[1:])
    table = '<details class="help"{}><summary>As a table</summary><table class="table table--wide'
    assert table.format(" open") in page
    monkeypatch.setattr(statistics, "SHOWN", ITEMS - 1)
    assert table.format("") in office.get(address).content.decode()
