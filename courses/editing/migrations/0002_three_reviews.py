"""The workflow of three reviews for modules, lessons and commentaries; editors write their own
drafts there and nowhere else, and publish nothing themselves."""

from typing import Any

from django.db import migrations

WORKFLOW = "三审"
TASKS = (("first", "初审"), ("second", "复审"), ("final", "终审"))
INDEXES = (("courses", "ModuleIndexPage"), ("courses", "CommentaryIndexPage"))
OTHERS = ("change_page", "publish_page")  # what lets somebody change or publish what others wrote


def create(apps: Any, _editor: Any) -> None:
    content_types = apps.get_model("contenttypes", "ContentType").objects
    kind, _created = content_types.get_or_create(app_label="editing", model="reviewtask")
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    for order, (stage, name) in enumerate(TASKS):
        task = apps.get_model("editing", "ReviewTask").objects.create(
            name=name, stage=stage, content_type=kind, active=True
        )
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )
    for label, model in INDEXES:
        page = apps.get_model(label, model).objects.get()
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
            page_id=page.pk, defaults={"workflow": workflow}
        )
    _let_editors_write_their_own(apps)


def _let_editors_write_their_own(apps: Any) -> None:
    grants = apps.get_model("wagtailcore", "GroupPagePermission").objects
    editors = grants.filter(group__name="Editors")
    editors.filter(permission__codename__in=OTHERS).delete()
    editors.filter(page__depth=1).delete()
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name="Editors", permission__codename__in=("change_document", "change_image")
    ).delete()


def remove(apps: Any, _editor: Any) -> None:
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("editing", "ReviewTask").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("editing", "0001_reviews_and_overrules"),
        ("courses", "0002_index_pages"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create, remove)]
