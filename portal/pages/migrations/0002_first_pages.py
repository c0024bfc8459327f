"""Replaces Wagtail's welcome page by our home page, and adds the page of notices."""

from typing import Any

from django.db import migrations


def create(apps: Any, _editor: Any) -> None:
    content_type = apps.get_model("contenttypes", "ContentType")
    page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site")
    home_page = apps.get_model("pages", "HomePage")
    notices_page = apps.get_model("pages", "NoticeIndexPage")
    locale, _created = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="zh-hans")

    site.objects.all().delete()
    page.objects.filter(depth=2).delete()
    page.objects.filter(depth=1).update(numchild=1)
    home_type, _created = content_type.objects.get_or_create(model="homepage", app_label="pages")
    home = home_page.objects.create(
        title="首页", draft_title="首页", slug="home", content_type=home_type, path="00010001", depth=2, numchild=1,
        url_path="/home/", locale=locale, slogan="学明白，考合格，\n持证上岗。",
        lead="人民调解员的培训、考试、证书和名册，都在这里。课程与案例向所有人公开，不收费，手机上就能学。",
    )
    notices_type, _created = content_type.objects.get_or_create(model="noticeindexpage", app_label="pages")
    notices_page.objects.create(
        title="通知公告", draft_title="通知公告", slug="notices", content_type=notices_type, path="000100010001",
        depth=3, numchild=0, url_path="/home/notices/", locale=locale, show_in_menus=True,
    )
    site.objects.create(hostname="localhost", root_page_id=home.pk, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_home_and_notices"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0002_initial_data"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
