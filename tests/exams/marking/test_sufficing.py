"""Whether those who are named suffice: a chief examiner is left to decide, and a second marker."""

import pytest

from exams.marking import appointing, claiming, overseeing, sampling, sufficing
from exams.marking.models import Marker, Marking, Sample, Script
from exams.marking.sufficing import Shortage
from exams.models import Exam
from portal import clock
from portal.accounts.models import RoleGrant, User
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
NOBODY = Shortage(0, 0, markers=False, chief=False)
RELEASES = "/desk/papers/results/"


def apart(of: Exam, first: User, second: User) -> Script:
    """An answer on which these two differ."""
    one, other = (claiming.take_next(of.pk, user.pk) for user in (first, second))
    assert one is not None
    assert other is not None
    rows.give(one, rows.full(one.script))
    return rows.give(other, rows.none(other.script))


def test_the_only_chief_examiner_is_given_no_answer_but_what_is_to_be_decided(of: Exam) -> None:
    first, second, chief = rows.markers(of, "甲", "乙", "丙", chief="丙")
    assert claiming.take_next(of.pk, chief.pk) is None
    assert overseeing.left_for(Marker.every.get(user=chief)) == (0, 0, 0)
    script = apart(of, first, second)
    assert overseeing.left_for(Marker.every.get(user=chief)) == (0, 0, 1)
    assert claiming.take_apart(script, chief.pk)


def test_of_two_chief_examiners_one_is_left_for_each_answer(of: Exam) -> None:
    one, other = (rows.markers(of, name, chief=name)[0] for name in "丙丁")
    taken = claiming.take_next(of.pk, one.pk)
    assert taken is not None
    beside = claiming.take_next(of.pk, other.pk)
    assert beside is not None
    assert beside.script_id != taken.script_id
    assert overseeing.left_for(Marker.every.get(user=one))[1] == 1


def test_of_two_chief_examiners_who_choose_the_same_answer_the_second_leaves_it(
    of: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (rows.markers(of, name, chief=name)[0] for name in "丙丁")
    choose, taken = claiming._next, list[int]()

    def chosen(exam_id: int, user_id: int) -> Script | None:
        """The first takes it after the second has chosen it, before they take it."""
        found = choose(exam_id, user_id)
        if user_id == other.pk and not taken:
            first = claiming.take_next(of.pk, one.pk)
            assert first is not None
            taken.append(first.script_id)
        return found

    monkeypatch.setattr(claiming, "_next", chosen)
    second = claiming.take_next(of.pk, other.pk)
    assert second is not None
    assert taken
    assert second.script_id not in taken


def test_a_chief_examiner_who_lost_the_role_is_not_left_to_decide(of: Exam) -> None:
    one, other = (rows.markers(of, name, chief=name)[0] for name in "丙丁")
    RoleGrant.objects.filter(user=other).update(ended_at=clock.now())
    assert claiming.take_next(of.pk, one.pk) is None


def test_the_only_chief_examiner_does_not_mark_samples_either(of: Exam) -> None:
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    sampling.draw(of, 100, actor_id=None)
    (chief,) = rows.markers(of, "丙", chief="丙")
    assert claiming.take_next(of.pk, chief.pk) is None
    assert sufficing.shortage(of.pk) == Shortage(2, 0, markers=False, chief=False)
    (other,) = rows.markers(of, "丁")
    assert sufficing.shortage(of.pk) == NOBODY
    assert claiming.take_next(of.pk, other.pk) is not None


def test_two_markers_and_a_chief_examiner_suffice(of: Exam) -> None:
    assert sufficing.shortage(of.pk) == Shortage(2, 0, markers=True, chief=True)
    rows.markers(of, "甲", "丙", chief="丙")
    assert sufficing.shortage(of.pk) == Shortage(0, 0, markers=True, chief=False)
    rows.markers(of, "乙")
    assert sufficing.shortage(of.pk) == NOBODY


def test_what_has_one_mark_and_no_second_marker_waits_for_one_to_be_named(of: Exam) -> None:
    first, _chief = rows.markers(of, "甲", "丙", chief="丙")
    rows.mark_all(of, first)
    assert sufficing.shortage(of.pk).unmarked == 2
    office = as_user(exam_rows.staff("officer", exam_rows.organisation()))
    page = office.get(f"/desk/marking/{of.pk}/").content.decode()
    assert "2 answers wait for a marker, and nobody who is named may have them" in page
    assert 'href="#name"' in page
    told = office.get(RELEASES).content.decode()
    assert f'href="/desk/marking/{of.pk}/#name"' in told
    rows.markers(of, "乙")
    assert "Too few people are named" not in office.get(RELEASES).content.decode()


def test_the_page_offers_no_decision_to_who_marked_it_and_says_who_must(of: Exam) -> None:
    first, second = rows.markers(of, "甲", "乙")
    script = apart(of, first, second)
    appointing.appoint(of, first.pk, chief=True, actor_id=None)
    address, button = f"/desk/marking/{of.pk}/", f"/apart/{script.pk}/"
    page = as_user(first).get(address).content.decode()
    assert button not in page
    assert "another one is wanted" in page
    assert "1 answer waits for a decision" in page
    assert "The exam office names another one." in page
    (chief,) = rows.markers(of, "丙", chief="丙")
    page = as_user(first).get(address).content.decode()
    assert (button in page, "another chief examiner does" in page) == (False, True)
    assert button in as_user(chief).get(address).content.decode()
    claiming.take_apart(script, chief.pk)
    (third,) = rows.markers(of, "丁", chief="丁")
    page = as_user(third).get(address).content.decode()
    assert (button in page, "has it before them" in page) == (False, True)
    assert button in as_user(chief).get(address).content.decode()


def test_a_sample_that_its_only_chief_examiner_marked_waits_for_another(of: Exam) -> None:
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    sampling.draw(of, 100, actor_id=None)
    (third,) = rows.markers(of, "丙")
    marking = claiming.take_next(of.pk, third.pk)
    assert marking is not None
    rows.give(marking, rows.none(marking.script))
    appointing.appoint(of, third.pk, chief=True, actor_id=None)
    assert Sample.every.get(pk=marking.script_id).state == "differs"
    assert sufficing.shortage(of.pk).undecided == 1
    assert "another one is wanted" in as_user(third).get(f"/desk/marking/{of.pk}/").content.decode()
    (chief,) = rows.markers(of, "丁", chief="丁")
    assert sufficing.shortage(of.pk).undecided == 0
    assert overseeing.left_for(Marker.every.get(user=chief))[2] == 1
    assert overseeing.left_for(Marker.every.get(user=third))[2] == 0


def test_who_wrote_an_answer_is_not_left_to_decide_on_it(of: Exam) -> None:
    first, second = rows.markers(of, "甲", "乙")
    script = apart(of, first, second)
    who = script.attempt.person.user
    assert who is not None
    appointing.appoint(of, who.pk, chief=True, actor_id=None)
    RoleGrant.objects.create(
        user=who, role="marker", organisation=exam_rows.organisation(), granted_at=clock.now()
    )
    assert sufficing.shortage(of.pk).undecided == 1
    assert not Marking.every.filter(marker=who).exists()
