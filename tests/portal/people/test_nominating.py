"""A candidacy goes through two offices, comes back with a reason, and is handed in again."""

import pytest

from portal.notices.models import Notice
from portal.notices.wording import text_of
from portal.people.choices import AppointmentMode, CandidacyState, PostKind, Tier
from portal.people.models import Candidacy, CandidacyStep, Organisation, Person
from portal.people.nominating import NominationRefused, nominate, proceed
from tests.portal.people import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Organisation:
    return rows.below(rows.centre(), "柳溪村调委会", "village")


def named(village: Organisation, person: Person | None = None) -> Candidacy:
    return nominate(
        person or rows.person(village),
        village,
        nominated_by=village,
        post_kind=PostKind.MEMBER,
        tier=Tier.VILLAGE,
        mode=AppointmentMode.ELECTED,
        actor_id=None,
        document_number="柳溪〔2026〕3号",
    )


def test_two_levels_accept_a_candidacy(village: Organisation) -> None:
    row, clerk = named(village), rows.login()
    proceed(row, CandidacyState.CHECKED, actor_id=clerk.pk)
    proceed(row, CandidacyState.ACCEPTED, actor_id=clerk.pk, document_number="司发〔2026〕8号")
    steps = CandidacyStep.objects.unscoped("test").order_by("pk")
    assert list(steps.values_list("state", "document_number")) == [
        (CandidacyState.NOMINATED, "柳溪〔2026〕3号"),
        (CandidacyState.CHECKED, ""),
        (CandidacyState.ACCEPTED, "司发〔2026〕8号"),
    ]


def test_the_office_and_the_person_are_told(village: Organisation) -> None:
    office, clerk = rows.login("office"), rows.login()
    row = nominate(
        rows.person(village),
        village,
        nominated_by=village,
        post_kind=PostKind.MEMBER,
        tier=Tier.VILLAGE,
        mode=AppointmentMode.ELECTED,
        actor_id=office.pk,
    )
    proceed(row, CandidacyState.RETURNED, reason="缺会议记录", actor_id=clerk.pk)
    proceed(row, CandidacyState.NOMINATED, actor_id=office.pk)
    proceed(row, CandidacyState.CHECKED, actor_id=clerk.pk)
    proceed(row, CandidacyState.ACCEPTED, actor_id=clerk.pk)
    told = Notice.objects.unscoped("test").order_by("pk")
    assert list(told.values_list("kind", "user_id", "person_id")) == [
        ("candidacy.returned", office.pk, None),
        ("candidacy.yours_accepted", None, row.person_id),
        ("candidacy.accepted", office.pk, None),
    ]
    assert "缺会议记录" in text_of(told[0])


def test_what_is_returned_with_a_reason_is_handed_in_again(village: Organisation) -> None:
    row, clerk = named(village), rows.login()
    with pytest.raises(NominationRefused, match="why"):
        proceed(row, CandidacyState.RETURNED, actor_id=clerk.pk)
    proceed(row, CandidacyState.RETURNED, reason="缺会议记录", actor_id=clerk.pk)
    proceed(row, CandidacyState.NOMINATED, actor_id=clerk.pk)
    assert Candidacy.objects.unscoped("test").get().state == CandidacyState.NOMINATED


def test_a_step_that_does_not_follow_is_refused(village: Organisation) -> None:
    row, clerk = named(village), rows.login()
    with pytest.raises(NominationRefused):
        proceed(row, CandidacyState.ACCEPTED, actor_id=clerk.pk)


def test_the_slower_of_two_offices_is_told(village: Organisation) -> None:
    row, clerk = named(village), rows.login()
    same = Candidacy.objects.unscoped("test").get()
    proceed(row, CandidacyState.CHECKED, actor_id=clerk.pk)
    with pytest.raises(NominationRefused, match="faster"):
        proceed(same, CandidacyState.WITHDRAWN, reason="不愿意", actor_id=clerk.pk)


def test_nobody_is_named_twice_for_the_same(village: Organisation) -> None:
    row = named(village)
    with pytest.raises(NominationRefused):
        named(village, row.person)
    proceed(row, CandidacyState.WITHDRAWN, reason="不愿意", actor_id=rows.login().pk)
    assert named(village, row.person).pk != row.pk


def test_posts_are_at_committees(village: Organisation) -> None:
    with pytest.raises(NominationRefused):
        named(rows.below(village, "柳溪村", "village_body"))
