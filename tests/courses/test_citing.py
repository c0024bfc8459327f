"""What lessons and commentaries cite is known while they are live."""

from typing import Any

import pytest

from courses import citing
from courses.statutes.indexing import Cited
from courses.statutes.models import PageCitation
from tests.courses import rows

pytestmark = pytest.mark.django_db
NAMES = {"民法典": "civil-code"}


@pytest.fixture(autouse=True)
def library() -> None:
    rows.library()


def held() -> list[tuple[int, int]]:
    return list(PageCitation.objects.order_by("number").values_list("number", "through"))


def published(**values: Any) -> Any:
    lesson = rows.lesson(rows.module(), "water", **values)
    lesson.save_revision().publish()
    return lesson


def test_a_lesson_cites_by_its_blocks_and_by_its_words() -> None:
    published()
    assert held() == [(288, 288), (290, 290), (9999, 9999)]


def test_publishing_again_writes_it_anew_and_unpublishing_takes_it_away() -> None:
    lesson = published()
    lesson.body = [("text", "<p>《民法典》第三条至第五条</p>")]
    lesson.save_revision().publish()
    assert held() == [(3, 5), (5, 5)]
    lesson.unpublish()
    assert held() == []


def test_a_draft_cites_nothing_yet() -> None:
    lesson = published()
    lesson.body = []
    lesson.save_revision()
    assert len(held()) == 3


def test_other_pages_cite_nothing() -> None:
    module = rows.module(summary="《民法典》第三条")
    module.save_revision().publish()
    assert held() == []


def test_a_self_check_a_case_and_a_goal_are_read_too() -> None:
    check = rows.check_block("a")
    check["value"]["explanation"] = "《民法典》第七条"
    case = rows.block("case", {"title": "例", "text": "<p>按<b>民法典</b>第八条，合同</p><p>好"})
    lesson = rows.lesson(rows.module(), "w", goal="《民法典》第六条", body=[check, case])
    assert {row.number for row in citing.cited_by(lesson, NAMES)} == {6, 7, 8}
    assert {row.number for row in citing.cited_in("《民法典》第六条 &amp; 第七条", NAMES)} == {6, 7}


def test_a_statute_block_within_another_block_counts() -> None:
    inner = {"type": "statute", "value": {"statute": "civil-code", "article": "第290条"}}
    outer = [{"type": "columns", "value": [{"left": [inner]}]}]
    assert list(citing._blocks(outer)) == [inner["value"]]


def test_commentaries_cite_by_their_rows_and_their_prose() -> None:
    page = rows.commentary("ditch", number=288, dos="《民法典》第九条")
    assert citing.cited_by(page, NAMES) == {
        Cited("civil-code", 288, 0, 288),
        Cited("civil-code", 290, 0, 290),
        Cited("civil-code", 9, 0, 9),
    }


def test_all_live_pages_are_written_down_anew() -> None:
    lesson = published()
    PageCitation.objects.all().delete()
    assert citing.index_all() == 1
    assert len(held()) == 3
    type(lesson).objects.update(live=False)
    assert (citing.index_all(), held()) == (0, [])
