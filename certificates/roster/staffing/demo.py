"""The demo city's panels of experts, and who is named for its empty posts."""

from datetime import timedelta

from certificates.roster.staffing import panels
from portal import clock
from portal.accounts.models import User
from portal.people import nominating
from portal.people.choices import AppointmentMode, PostKind, Tier
from portal.people.demo import organisation, person

YEAR = timedelta(days=365)
# A panel of the right size, and one that has still to be filled.
PANELS = {
    "医疗纠纷": (
        ("高医生", "示例市人民医院"),
        ("秦医生", "示例市中医院"),
        ("孟护师", "示例市妇幼保健院"),
        ("罗律师", "明德律师事务所"),
        ("邵法医", "示例市司法鉴定所"),
        ("姚老师", "示例市卫生学校"),
    ),
    "建设工程": (
        ("尹工", "示例市建筑设计院"),
        ("江工", "示例市质量监督站"),
        ("史律师", "诚信律师事务所"),
    ),
}


# person, committee, place that names, days ago, how far the papers have come.
NAMED = (
    ("p35", "yunling_c", "yunling", 30, ("checked", "accepted")),
    ("p36", "medical", "centre", 20, ("checked", "accepted")),
    ("p33", "qingshi_c", "qingshi", 6, ("checked",)),
)


def seed() -> None:
    centre = organisation("centre")
    since = clock.today() - YEAR
    for name, experts in PANELS.items():
        panel = panels.open_panel(centre, name, since=since, actor_id=None)
        for expert, unit in experts:
            panels.add_expert(panel, name=expert, unit=unit, since=since, actor_id=None)
    on_file = person("p36")
    panels.add_expert(panel, person=on_file, since=clock.today() - YEAR / 2, actor_id=None)
    for ref, at, by, days, states in NAMED:
        with clock.at(clock.now() - timedelta(days=days)):
            _name(ref, at, by, states)


def _name(ref: str, at: str, by: str, states: tuple[str, ...]) -> None:
    """A full-time candidate; the office's login is there when the whole demo city is."""
    row = nominating.nominate(
        person(ref),
        organisation(at),
        nominated_by=organisation(by),
        post_kind=PostKind.FULL_TIME,
        tier=Tier.TOWNSHIP,
        mode=AppointmentMode.HIRED,
        actor_id=None,
    )
    office = User.objects.filter(username="hr1").first()
    if office is None:
        return
    for state in states:
        nominating.proceed(row, state, actor_id=office.pk)
        row.refresh_from_db()
