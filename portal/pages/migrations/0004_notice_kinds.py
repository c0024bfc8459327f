"""The kind of a notice is one of a closed list, stored by key; what was typed is read once more."""

from typing import Any

from django.db import migrations, models

WORDS = {"考试": "exam", "培训": "training", "名册": "roster", "旁听": "court_visit"}
KINDS = [
    ("exam", "Exam"),
    ("training", "Training"),
    ("roster", "Roster"),
    ("court_visit", "Court visit"),
    ("other", "Other"),
]


def _rewrite(apps: Any, words: dict[str, str], other: str) -> None:
    """In the notices and in their drafts; a word that is not known becomes `other`."""
    pages = apps.get_model("pages", "NoticePage").objects
    for page in pages.only("pk", "category"):
        pages.filter(pk=page.pk).update(category=words.get(page.category, other))
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content_type__model="noticepage"):
        typed = revision.content.get("category", "")
        revision.content["category"] = words.get(typed, other)
        revision.save(update_fields=["content"])


def to_keys(apps: Any, _editor: Any) -> None:
    _rewrite(apps, WORDS, "other")


def to_words(apps: Any, _editor: Any) -> None:
    _rewrite(apps, {key: word for word, key in WORDS.items()}, "其他")


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_both_languages"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.AlterField(
            "noticepage",
            "category",
            models.CharField(choices=KINDS, max_length=20, verbose_name="category"),
        ),
        migrations.RunPython(to_keys, to_words),
    ]
