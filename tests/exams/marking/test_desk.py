"""What markers and chief examiners read at their desk."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from exams.marking import claiming, scheming
from exams.marking.models import Marking
from exams.models import Exam
from portal.counting import plain
from portal.people import organising
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
DESK = "/desk/marking/"


def test_a_page_whose_answer_another_has_by_now_leads_to_the_next_one(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙")
    marking = claiming.take_next(of.pk, first.pk)
    assert marking is not None
    address, client = f"{DESK}answers/{marking.pk}/", as_user(first)
    client.post(address, {"back": "1"})
    assert claiming.take_next(of.pk, second.pk)
    assert claiming.take_next(of.pk, third.pk) == marking
    page = client.get(address)
    told = page.content.decode()
    assert (page.status_code, "This answer is not before you" in told) == (404, True)
    assert f'action="{DESK}{of.pk}/next/"' in told
    assert rows.scripts_words(marking) not in told
    assert not any(name in told for name in ("乙", "丙", of.title))
    stranger = as_user(exam_rows.staff("marker", exam_rows.organisation()))
    page = stranger.get(address)
    assert (page.status_code, "not before you" in page.content.decode()) == (404, False)
    assert "not before you" not in client.get(f"{DESK}answers/0/").content.decode()


def test_who_decides_reads_what_both_gave_for_each_marking_point_and_no_name(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲方甲", "乙方乙", "丙", chief="丙")
    one, other = (claiming.take_next(of.pk, user.pk) for user in (first, second))
    assert one is not None
    assert other is not None
    whole = rows.full(one.script)
    rows.give(one, whole)
    rows.give(other, rows.none(other.script))
    page = as_user(third).post(f"{DESK}{of.pk}/apart/{one.script_id}/", follow=True)
    told = page.content.decode()
    table = told.partition("<table")[2].partition("</table>")[0]
    lines = [plain(most) for task in whole for most in task]
    cells = re.findall(r'<td class="number">(?:<strong>)?([\d.]+)', table)
    in_lines = [tuple(cells[at : at + 3]) for at in range(0, len(cells), 3)]
    most = plain(one.script.most)
    assert in_lines == [*((each, each, "0") for each in lines), (most, most, "0")]
    for task in scheming.sheet_of(one.script).tasks:
        assert all(point.text in table for point in task.points)
    assert not any(name in told for name in ("甲方甲", "乙方乙"))
    assert "The other marker does not see it" not in told


def typed(marking: Marking, *first: str) -> dict[str, str]:
    """These in the first fields, and nothing in the others."""
    names = [
        f"m-{n}-{place}"
        for n, task in enumerate(rows.full(marking.script))
        for place in range(len(task))
    ]
    return dict.fromkeys(names, "") | dict(zip(names, first, strict=False))


def errors(page: str) -> list[str]:
    return re.findall(r'<p class="field__error"[^>]*>([^<]*)</p>', page)


def taken(of: Exam) -> tuple[Marking, Client]:
    (user,) = rows.markers(of, "甲")
    marking = claiming.take_next(of.pk, user.pk)
    assert marking is not None
    return marking, as_user(user)


def test_every_fault_in_points_is_told_at_once(of: Exam) -> None:
    marking, client = taken(of)
    sent = typed(marking, "0.3")
    page = client.post(f"{DESK}answers/{marking.pk}/", sent)
    told = errors(page.content.decode())
    missing = ["Please give points, 0 as well."] * (len(sent) - 1)
    assert (page.status_code, told) == (422, ["Half points are the smallest.", *missing])


@pytest.mark.parametrize("wrong", ["1e0", "1E0", "Infinity", "NaN", "一", "1_0", "+1", "1."])
def test_points_are_figures_only(of: Exam, wrong: str) -> None:
    marking, client = taken(of)
    page = client.post(f"{DESK}answers/{marking.pk}/", typed(marking, wrong)).content.decode()
    assert errors(page)[0] == "Please give points in figures, such as 1 or 1.5."
    assert f'value="{wrong}"' in page


def test_full_width_figures_are_figures_and_shown_plainly(of: Exam) -> None:
    marking, client = taken(of)
    address, whole = f"{DESK}answers/{marking.pk}/", typed(marking)
    page = client.post(address, whole | {next(iter(whole)): "０．５"}).content.decode()
    assert 'value="0.5"' in page
    client.post(address, dict.fromkeys(whole, "０．５"))
    given = Marking.every.get(pk=marking.pk)
    assert given.points == Decimal("0.5") * len(whole)


def card(client: Client) -> str:
    """The card of marking on the desk, "" where there is none."""
    page = client.get("/desk/").content.decode()
    return page.partition('id="card-marking"')[2].partition("</section>")[0]


def test_the_desk_of_a_marker_says_how_many_answers_wait_as_long_as_any_does(of: Exam) -> None:
    first, second, chief = rows.markers(of, "甲", "乙", "丙", chief="丙")
    assert "2 answers wait for you" in card(as_user(first))
    assert card(as_user(chief)) == ""
    one, other = (claiming.take_next(of.pk, user.pk) for user in (first, second))
    assert one is not None
    assert other is not None
    rows.give(one, rows.full(one.script))
    rows.give(other, rows.none(other.script))
    assert "1 waits for your decision" in card(as_user(chief))
    rows.mark_all(of, first)
    assert card(as_user(first)) == ""


def test_marking_stands_in_the_menu_of_markers_and_of_the_citys_officers_only(of: Exam) -> None:
    top = exam_rows.organisation()
    town = organising.found_organisation("河东镇", "河东", "township", below=top, actor_id=None)
    (marker,) = rows.markers(of, "甲")
    logins = [exam_rows.staff("officer", town), exam_rows.staff("officer", top), marker]
    pages = [as_user(user).get("/desk/").content.decode() for user in logins]
    assert [f'href="{DESK}"' in page for page in pages] == [False, True, True]
