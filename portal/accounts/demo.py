"""The demo logins; made by `seed_demo` only, never on a production installation."""

from django.contrib.auth.hashers import make_password

from portal import clock
from portal.accounts import granting, second_factor
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.people.demo import organisation, person
from portal.policy.setting import set_rule

PASSWORD = "demo-hezhong-2026"
STAFF = (
    ("admin", "平台管理员", Role.ADMIN, "centre"),
    ("judge1", "刘志远", Role.INSTRUCTOR, "court"),
    ("hr1", "吴敏", Role.HR, "centre"),
    ("clerk1", "孙海燕", Role.CLERK, "qingshi"),
    ("officer1", "郑国平", Role.OFFICER, "centre"),
    ("officer2", "马丽萍", Role.OFFICER, "centre"),
    ("auditor1", "冯静", Role.AUDITOR, "centre"),
    ("judge2", "唐文彬", Role.INSTRUCTOR, "court"),
    ("expert1", "苏明远", Role.COMMITTEE, "court"),
    ("expert2", "韩秀清", Role.COMMITTEE, "court"),
    ("author1", "何静雯", Role.AUTHOR, "centre"),
    ("reviewer1", "许国梁", Role.REVIEWER, "centre"),
)
TRAINEES = tuple((f"trainee{n}", f"p{n:02}") for n in range(1, 10))


def seed() -> None:
    hashed = make_password(PASSWORD)  # once, for it is slow and everybody's is the same
    for username, name, role, place in STAFF:
        user = granting.create_login_hashed(username, hashed, name, actor_id=None)
        granting.grant(user, role, organisation(place), actor_id=None, reason="demo")
        if role == Role.ADMIN:
            granting.make_superuser(user, reason="demo", actor_id=None)
    for username, ref in TRAINEES:
        holder = person(ref)
        user = granting.create_login_hashed(username, hashed, holder.name, actor_id=None)
        granting.link_person(user, holder, actor_id=None)
    _excuse_from_second_factor()


def _excuse_from_second_factor() -> None:
    """Visitors of the demo city sign in without a phone; every staff page says so in a banner."""
    set_rule(
        second_factor.EXEMPT,
        [username for username, *_rest in STAFF],
        since=clock.today(),
        basis="演示数据",
        reason="演示账号公开，不设第二重验证",
        actor_id=User.objects.get(username="admin").pk,
    )
