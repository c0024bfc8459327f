"""Who had finished all lessons of a module before the ledger was opened is credited in it."""

from collections import defaultdict
from typing import Any

from django.db import migrations

from portal import clock


def credit(apps: Any, _editor: Any) -> None:
    entries = apps.get_model("training", "HoursEntry")
    done = apps.get_model("courses", "LessonProgress")
    lessons: dict[str, set[int]] = defaultdict(set)
    for page in apps.get_model("courses", "LessonPage").objects.filter(live=True):
        lessons[page.path[:-4]].add(page.pk)
    for module in apps.get_model("courses", "ModulePage").objects.filter(live=True):
        held = lessons[module.path]
        days: dict[int, list[Any]] = defaultdict(list)
        rows = done._base_manager.filter(lesson_id__in=held, state="done")
        for person_id, moment in rows.values_list("person_id", "done_at"):
            days[person_id].append(moment)
        entries._base_manager.bulk_create(
            entries(
                person_id=person_id,
                form="online",
                source=f"module:{module.pk}",
                hours=module.credit_hours,
                earned_on=max(moments).astimezone(clock.CITY_ZONE).date(),
                recorded_at=clock.now(),
            )
            for person_id, moments in days.items()
            if held and len(moments) == len(held)
        )


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_evidence"), ("training", "0002_append_only")]

    operations = [migrations.RunPython(credit, migrations.RunPython.noop)]
