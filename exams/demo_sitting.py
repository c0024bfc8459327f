"""A sitting of the demo city that is to come: on paper in two rooms of a site, on a Saturday of
the next days, with people, seats and invigilators, published; by the same verbs as everywhere.

Its exam is one of its own, so that the qualifying exam of the demo stays open to who has learnt.
"""

from datetime import date, datetime, time, timedelta

from exams import composing
from exams.choices import ExamKind, SittingMode
from exams.models import Exam, ExamRoom, Sitting, SittingRoom
from exams.papers import sealing
from exams.sittings import arranging, enrolling, places, seating
from exams.sittings.arranging import Plan
from portal import clock
from portal.accounts.models import User
from portal.people.demo import organisation, person
from portal.policy.rules import rule

TITLE = "人民调解员补考、换证考试"
OFFICER = "officer1"
SITE = ("市委党校考点", "示例市青年路66号", "公交3路“党校”站下车，由东门进入；校内不停车。")
ROOMS = {"101教室": ("clerk1", "judge2"), "102教室": ("hr1", "expert1")}
PLACES = 8  # in each room: one desk for each, with an aisle between
PEOPLE = ("p05", "p06", "p11", "p12", "p14", "p15", "p16", "p17", "p19", "p20", "p21", "p23")
NOTICE = "请提前30分钟到场，携带身份证和黑色签字笔。手机关机后放在指定位置。考点不提供停车位。"
OVERLAP = 30  # percent of form B that may stand on form A
LEAST_DAYS, SATURDAY = 4, 5
OPENING = time(9, 0, tzinfo=clock.CITY_ZONE)


def seed() -> None:
    """Does nothing where the exam is there already."""
    if Exam.objects.filter(title=TITLE).exists():
        return
    officer = User.objects.get(username=OFFICER).pk
    exam = _exam(officer)
    sitting = _planned(exam, officer)
    arranging.use_rooms(sitting, _rooms(officer), actor_id=officer)
    people = [person(ref) for ref in PEOPLE]
    enrolling.enrol(sitting, people, by_name=True, actor_id=officer)
    seating.arrange(sitting, actor_id=officer)
    _name_invigilators(sitting, officer)
    arranging.publish(sitting, actor_id=officer)


def _exam(officer: int) -> Exam:
    """With the blueprint of the qualifying exam, and forms A and B of it."""
    like = Exam.objects.filter(kind=ExamKind.QUALIFYING).earliest("pk")
    exam = composing.compose(ExamKind.QUALIFYING, TITLE, like.blueprint, actor_id=officer)
    composing.hold_by_sittings(exam, on=True, reason="统一组织，集中考试", actor_id=officer)
    exam.refresh_from_db()
    return exam


def _planned(exam: Exam, officer: int) -> Sitting:
    opens_at = datetime.combine(_saturday(), OPENING)
    wanted = Plan(
        title=f"{opens_at.month}月{opens_at.day}日上午场",
        mode=SittingMode.PAPER,
        opens_at=opens_at,
        closes_at=arranging.last_start(opens_at),
        minutes=rule("exam.minutes", on=clock.day_of(opens_at)).number,
        notice=NOTICE,
    )
    sitting = arranging.plan(exam, organisation("centre"), wanted, actor_id=officer)
    forms = sealing.seal_forms(exam, overlap=OVERLAP, actor_id=officer)
    arranging.choose_forms(sitting, forms[0].number, actor_id=officer)
    return sitting


def _saturday() -> date:
    """The first one that leaves people LEAST_DAYS to read of it."""
    day = clock.today() + timedelta(days=LEAST_DAYS)
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)


def _rooms(officer: int) -> list[ExamRoom]:
    name, address, way_there = SITE
    centre = organisation("centre")
    site = places.found_site(centre, name, address, way_there=way_there, actor_id=officer)
    return [places.add_room(site, room, PLACES, actor_id=officer) for room in ROOMS]


def _name_invigilators(sitting: Sitting, officer: int) -> None:
    used = SittingRoom.objects.unscoped("demo").filter(sitting=sitting)
    for room in used.select_related("room", "sitting__organisation").order_by("number"):
        logins = User.objects.filter(username__in=ROOMS[room.room.name])
        arranging.appoint(room, logins.values_list("pk", flat=True), actor_id=officer)
