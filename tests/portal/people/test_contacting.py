"""The contact judge of a community: one at a time, each with the days."""

from datetime import date

import pytest

from portal import clock
from portal.people.contacting import ContactJudgeRefused, name_judge
from portal.people.models import ContactJudge, Organisation
from portal.people.organising import dissolve
from portal.people.recording import PostRefused, open_next_post
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def centre() -> Organisation:
    return rows.centre()


def test_a_judge_comes_from_a_court_to_what_still_exists(centre: Organisation) -> None:
    court, gone = rows.below(centre, "法院", "court"), rows.below(centre, "旧村", "village")
    hr = rows.login()
    dissolve(gone, day=clock.today(), reason="撤销", actor_id=hr.pk)
    gone.refresh_from_db()
    with pytest.raises(ContactJudgeRefused, match="court"):
        name_judge(centre, centre, "刘志远", since=DAY, actor_id=hr.pk)
    with pytest.raises(ContactJudgeRefused, match="dissolved"):
        name_judge(gone, court, "刘志远", since=DAY, actor_id=hr.pk)
    with pytest.raises(PostRefused, match="dissolved"):
        open_next_post(gone, "member", actor_id=hr.pk)
    with pytest.raises(PostRefused, match="committees"):
        open_next_post(court, "member", actor_id=hr.pk)


def test_the_next_judge_ends_the_one_before(centre: Organisation) -> None:
    court, hr = rows.below(centre, "法院", "court"), rows.login()
    name_judge(centre, court, "刘志远", since=DAY, actor_id=hr.pk)
    name_judge(centre, court, "张敏", since=date(2026, 5, 6), actor_id=hr.pk)
    with pytest.raises(ContactJudgeRefused, match="before"):
        name_judge(centre, court, "王", since=DAY, actor_id=hr.pk)
    found = ContactJudge.objects.unscoped("test").order_by("since").values_list("name", "until")
    assert list(found) == [("刘志远", date(2026, 5, 6)), ("张敏", None)]


def test_the_slower_of_two_hands_is_told(
    centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other hand writes after this one has looked: the constraint decides."""
    court, hr = rows.below(centre, "法院", "court"), rows.login()
    name_judge(centre, court, "刘志远", since=DAY, actor_id=hr.pk)
    nobody = ContactJudge.every.none()
    monkeypatch.setattr(type(ContactJudge.objects), "unscoped", lambda _self, _why: nobody)
    with pytest.raises(ContactJudgeRefused, match="just written down"):
        name_judge(centre, court, "张敏", since=DAY, actor_id=hr.pk)
