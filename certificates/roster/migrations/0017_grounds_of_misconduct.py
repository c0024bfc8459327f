from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("roster", "0016_suspensions_that_never_began"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointmentending",
            name="reason",
            field=models.CharField(
                choices=[
                    ("misconduct_partial", "favoured a party (Mediation Law art. 15 (1))"),
                    ("misconduct_insult", "insulted a party (art. 15 (2))"),
                    ("misconduct_gain", "took money or another gain (art. 15 (3))"),
                    ("misconduct_leak", "disclosed private matters or trade secrets (art. 15 (4))"),
                    ("statutory_misconduct", "misconduct (Mediation Law art. 15), item not told"),
                    ("serious_dereliction", "serious dereliction of duty"),
                    ("incompetent", "not competent"),
                    ("disqualified", "disqualified"),
                    ("cannot_serve", "can no longer serve"),
                    ("resigned", "resigned"),
                    ("term_expired", "term ended"),
                    ("rotated", "rotated"),
                    ("age", "age"),
                    ("deceased", "deceased"),
                    ("merged_org", "organisation merged"),
                    ("renewed", "elected or hired again"),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
    ]
