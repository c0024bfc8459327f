"""The kinds of pages have names in both languages; the site has the name of the platform."""

from typing import Any

from django.db import migrations

NAME = "和衷"


def name_site(apps: Any, _editor: Any) -> None:
    """What a city called its site stays."""
    apps.get_model("wagtailcore", "Site").objects.filter(site_name="").update(site_name=NAME)


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_notice_kinds")]
    operations = [
        migrations.AlterModelOptions("homepage", {"verbose_name": "home page"}),
        migrations.AlterModelOptions("noticeindexpage", {"verbose_name": "list of public notices"}),
        migrations.AlterModelOptions("noticepage", {"verbose_name": "public notice"}),
        migrations.RunPython(name_site, migrations.RunPython.noop),
    ]
