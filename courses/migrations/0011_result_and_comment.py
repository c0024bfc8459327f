import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("courses", "0010_time_spent_reading")]

    operations = [
        migrations.AddField(
            model_name="commentarypage",
            name="result",
            field=wagtail.fields.RichTextField(blank=True, default="", verbose_name="result"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="commentarypage",
            name="comment",
            field=wagtail.fields.RichTextField(blank=True, default="", verbose_name="comment"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="commentarypage",
            name="process",
            field=wagtail.fields.RichTextField(verbose_name="mediation"),
        ),
    ]
