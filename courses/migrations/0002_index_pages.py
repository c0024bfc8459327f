"""Adds /learn/ and /cases/ below the home page; editors (judge instructors) may publish there."""

from typing import Any

from django.db import migrations

PAGES = (
    ("ModuleIndexPage", "法律课程", "learn", "不登录也能看，登录后记学时。每一课都连着法条。"),
    ("CommentaryIndexPage", "案例释疑", "cases", "法官写给调解员的案例，讲清法律，也讲怎么说。"),
)
STEP = 4  # treebeard: four base-36 characters per level
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _next_path(page: Any, parent_path: str) -> str:
    last = (
        page.objects.filter(path__startswith=parent_path, depth=len(parent_path) // STEP + 1)
        .order_by("path")
        .last()
    )
    number, digits = int(last.path[-STEP:], 36) + 1 if last else 1, ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return parent_path + digits.rjust(STEP, "0")


def create(apps: Any, _editor: Any) -> None:
    page = apps.get_model("wagtailcore", "Page")
    home = apps.get_model("pages", "HomePage").objects.get()
    content_type = apps.get_model("contenttypes", "ContentType").objects
    for model, title, slug, intro in PAGES:
        kind, _created = content_type.get_or_create(model=model.lower(), app_label="courses")
        row = apps.get_model("courses", model).objects.create(
            title=title, draft_title=title, slug=slug, intro=intro, content_type=kind, path=_next_path(page, home.path),
            depth=home.depth + 1, numchild=0, url_path=f"{home.url_path}{slug}/", locale_id=home.locale_id,
            show_in_menus=True,
        )
        page.objects.filter(pk=home.pk).update(numchild=page.objects.filter(path__startswith=home.path, depth=3).count())
        _let_editors_publish(apps, row.pk)


def _let_editors_publish(apps: Any, page_id: int) -> None:
    page_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="page"
    )
    editors = apps.get_model("auth", "Group").objects.get(name="Editors")
    for codename in ("add_page", "change_page", "publish_page"):
        permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=page_type, codename=codename, defaults={"name": codename}
        )
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=editors, page_id=page_id, permission=permission
        )


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_modules_lessons_commentaries"),
        ("pages", "0002_first_pages"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
