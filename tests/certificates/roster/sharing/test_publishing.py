"""Public lists: what stands in them, what must not, and that none is changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates.roster import ending, suspending
from certificates.roster.models import Appointment
from certificates.roster.sharing import checks, publishing, scanning
from certificates.roster.sharing.models import PublicLine, PublicList
from certificates.roster.sharing.publishing import PublishingRefused
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db
PAPER = "示例司发〔2026〕12号"
LONG_AGO = timedelta(days=20)


def serving(at: Organisation, name: str, *, certified: bool = True) -> Appointment:
    person = city.somebody(at, name)
    if certified:
        city.certify(person)
    return city.elect(person, city.seat(at))


def published(place: Organisation, actor_id: int) -> PublicList:
    seen = publishing.draw_up(place, clock.today()).digest
    return publishing.publish(place, clock.today(), PAPER, seen=seen, actor_id=actor_id)


def names(place: Organisation) -> list[tuple[str, bool]]:
    draft = publishing.draw_up(place, clock.today())
    return [(entry.name, entry.left) for entry in draft.entries]


def end(row: Appointment) -> None:
    ending.end_appointment(
        row,
        day=clock.today(),
        reason="resigned",
        deciding_body="村民会议",
        document_number="1号",
        actor_id=None,
    )


def test_those_on_duty_and_the_elected_who_wait_are_told_below_the_place(town: Town) -> None:
    serving(town.east_village, "甲")
    serving(town.east_village, "乙", certified=False)
    serving(town.west_village, "丙")
    assert names(town.east) == [("甲", False), ("乙", False)]


def test_who_is_kept_from_duty_is_left_out_and_not_told_apart(town: Town) -> None:
    row = serving(town.east_village, "甲")
    suspending.suspend_duty(row, starts=clock.today(), reason="核实", actor_id=None)
    assert names(town.east) == []


def test_a_certificate_number_is_masked_and_nothing_else_of_the_person_is_there(town: Town) -> None:
    row = serving(town.east_village, "甲")
    (entry,) = publishing.draw_up(town.east, clock.today()).entries
    assert entry.number == "9***************0"
    assert set(vars(entry)) == {"person_id", "name", "organisation", "post", "number", "left"}
    told = publishing.canonical(town.east.pk, clock.today(), [entry]).decode()
    assert row.person.phone not in told
    assert row.person.birth_date.isoformat() not in told


def test_a_list_is_kept_with_hash_paper_and_lines(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town.east_village, "甲")
    row = published(town.east, user.pk)
    assert (row.rows, row.document_number, row.published_by) == (1, PAPER, user)
    assert publishing.is_as_published(row)
    assert checks.every_public_list_is_as_published().ok
    assert AuditEvent.objects.filter(kind="roster.published", place=town.east.path).exists()


def test_who_left_since_the_last_list_is_told_once(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = serving(town.east_village, "甲")
    serving(town.east_village, "乙")
    first = published(town.east, user.pk)
    with clock.at(clock.now() + timedelta(days=1)):
        end(row)
        assert names(town.east) == [("乙", False), ("甲", True)]
        second = published(town.east, user.pk)
        assert names(town.east) == [("乙", False)]
    first.refresh_from_db()
    assert first.ended_at is not None
    assert first.end_reason == ""
    assert second.ended_at is None
    assert publishing.is_as_published(second)


def test_a_past_day_is_published_only_while_all_on_its_list_mediate_here(town: Town) -> None:
    _client, user = login("clerk", town.east)
    with clock.at(clock.now() - LONG_AGO):
        rows = [serving(town.east_village, name) for name in "甲乙"]
        day = clock.today()

    def publish(paper: str = "示司〔2026〕9号") -> PublicList:
        seen = publishing.draw_up(town.east, day).digest
        return publishing.publish(town.east, day, paper, seen=seen, actor_id=user.pk)

    assert publish(PAPER).rows == 2
    suspending.suspend_duty(rows[0], starts=clock.today(), reason="核实", actor_id=None)
    with pytest.raises(PublishingRefused, match="甲"):
        publish()
    end(rows[1])
    with pytest.raises(PublishingRefused, match="甲、乙"):
        publish()
    assert PublicList.every.count() == 1


def test_a_past_day_says_of_nobody_who_came_back_that_they_left(town: Town) -> None:
    _client, user = login("clerk", town.east)
    with clock.at(clock.now() - LONG_AGO):
        row, _other = (serving(town.east_village, name) for name in "甲乙")
        published(town.east, user.pk)
    with clock.at(clock.now() - LONG_AGO / 2):
        end(row)
        day = clock.today()
    city.elect(row.person, city.seat(town.east_village, "chair"))
    draft = publishing.draw_up(town.east, day)
    assert [(one.name, one.left) for one in draft.entries] == [("乙", False), ("甲", True)]
    assert publishing.out_of_date(town.east, day, draft) == ("甲",)


def test_who_was_published_and_took_another_post_here_has_not_left(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = serving(town.east_village, "甲")
    published(town.east, user.pk)
    with clock.at(clock.now() + timedelta(days=1)):
        end(row)
        city.elect(row.person, city.seat(town.east_village, "chair"))
        assert names(town.east) == [("甲", False)]


def test_what_changed_since_it_was_looked_at_is_not_published(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town.east_village, "甲")
    seen = publishing.draw_up(town.east, clock.today()).digest
    serving(town.east_village, "乙")
    with pytest.raises(PublishingRefused, match="变动"):
        publishing.publish(town.east, clock.today(), PAPER, seen=seen, actor_id=user.pk)
    assert not PublicList.every.exists()


def test_an_empty_list_and_a_day_to_come_are_refused(town: Town) -> None:
    _client, user = login("clerk", town.east)
    for day in (clock.today(), clock.today() + timedelta(days=1)):
        with pytest.raises(PublishingRefused):
            publishing.publish(town.east, day, PAPER, seen="", actor_id=user.pk)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("99000019630701018X", "id_number"),
        ("990000 1963 0701 0185", "id_number"),
        (
            "９９００００１９６３０７０１０１８５",
            "id_number",
        ),
        ("电话 13800138000", "phone"),
        ("138-0013-8000", "phone"),
        ("6222 0212 3456 7890 128", "bank_card"),
        ("990000630701018", "old_id_number"),
    ],
)
def test_numbers_of_persons_in_any_cell_stop_the_list(town: Town, words: str, kind: str) -> None:
    _client, user = login("clerk", town.east)
    row = serving(town.east_village, "甲")
    Organisation.objects.filter(pk=row.organisation_id).update(name=f"调委会{words}")
    draft = publishing.draw_up(town.east, clock.today())
    assert [(one.row, one.column, str(one.kind)) for one in draft.found] == [
        (1, "organisation", kind)
    ]
    assert words not in draft.found[0].excerpt
    with pytest.raises(PublishingRefused):
        publishing.publish(town.east, clock.today(), PAPER, seen=draft.digest, actor_id=user.pk)


def test_a_phone_in_a_name_or_the_number_of_the_paper_stops_the_list(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = serving(town.east_village, "甲")
    seen = publishing.draw_up(town.east, clock.today()).digest
    with pytest.raises(PublishingRefused):
        publishing.publish(town.east, clock.today(), "13800138000", seen=seen, actor_id=user.pk)
    Person.every.filter(pk=row.person_id).update(name="甲13800138000")
    assert [one.column for one in publishing.draw_up(town.east, clock.today()).found] == ["name"]


def test_masked_certificate_numbers_are_no_numbers_of_persons() -> None:
    assert (
        scanning.numbers_in([(1, "number", "9***************7"), (0, "document_number", PAPER)])
        == []
    )


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (PublicList, {"sha256": "0" * 64}),
        (PublicList, {"day": "2020-01-01"}),
        (PublicList, {"document_number": "2号"}),
        (PublicLine, {"name": "别人"}),
        (PublicLine, {"left": True}),
    ],
)
def test_the_database_lets_nobody_change_what_was_published(
    town: Town, table: Any, change: dict[str, Any]
) -> None:
    _client, user = login("clerk", town.east)
    serving(town.east_village, "甲")
    published(town.east, user.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        table.every.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        table.every.all().delete()


def test_no_line_is_added_to_a_list_that_is_full(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = serving(town.east_village, "甲")
    made = published(town.east, user.pk)
    line = PublicLine(
        public_list=made, position=2, person=row.person, name="乙", organisation_name="x",
        post="member", left=False,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_a_list_is_taken_down_once_with_a_reason_and_stays(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town.east_village, "甲")
    row = published(town.east, user.pk)
    publishing.take_down(row, "名单有误", actor_id=user.pk)
    row.refresh_from_db()
    assert (row.end_reason, row.ended_by, row.lines.count()) == ("名单有误", user, 1)
    with pytest.raises(PublishingRefused):
        publishing.take_down(row, "再来", actor_id=user.pk)


def test_two_at_once_publish_one_list(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _client, user = login("clerk", town.east)
    serving(town.east_village, "甲")
    write = publishing._write

    def late(*args: Any) -> PublicList:
        PublicList.every.filter(ended_at__isnull=True).exists()
        row = write(*args)
        PublicList.objects.create(
            organisation=town.east, day=row.day, document_number=PAPER, rows=0, sha256="",
            published_at=clock.now(), published_by=user,
        )  # fmt: skip
        return row

    monkeypatch.setattr(publishing, "_write", late)
    with pytest.raises(PublishingRefused):
        published(town.east, user.pk)
    assert not PublicList.every.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_drawing_up_takes_the_same_queries(
    town: Town, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        serving(town.east_village, f"甲{'乙丙丁'[number]}")
    with django_assert_num_queries(10):
        publishing.draw_up(town.east, clock.today())
