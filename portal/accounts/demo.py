"""The demo logins; made by `seed_demo` only, never on a production installation."""

from portal.accounts import granting
from portal.accounts.choices import Role
from portal.people.demo import organisation, person

PASSWORD = "demo-hezhong-2026"
STAFF = (
    ("admin", "平台管理员", Role.ADMIN, "centre"),
    ("judge1", "刘志远", Role.INSTRUCTOR, "court"),
    ("hr1", "吴敏", Role.HR, "centre"),
    ("clerk1", "孙海燕", Role.CLERK, "qingshi"),
    ("officer1", "郑国平", Role.OFFICER, "centre"),
)
TRAINEES = tuple((f"trainee{n}", f"p{n:02}") for n in range(1, 10))


def seed() -> None:
    for username, name, role, place in STAFF:
        user = granting.create_login(username, PASSWORD, name, actor_id=None)
        granting.grant(user, role, organisation(place), actor_id=None, reason="demo")
        if role == Role.ADMIN:
            granting.make_superuser(user, reason="demo", actor_id=None)
    for username, ref in TRAINEES:
        holder = person(ref)
        user = granting.create_login(username, PASSWORD, holder.name, actor_id=None)
        granting.link_person(user, holder, actor_id=None)
