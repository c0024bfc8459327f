from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_names_of_records"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("village", "village mediation committee"),
                    ("community", "community mediation committee"),
                    ("township", "township mediation committee"),
                    ("subdistrict", "subdistrict mediation committee"),
                    ("enterprise", "enterprise mediation committee"),
                    ("institution", "institution mediation committee"),
                    ("regional", "regional mediation committee"),
                    ("sectoral", "sectoral mediation committee"),
                    ("professional", "professional mediation committee"),
                    ("social_org", "mediation committee of a social organisation"),
                    ("city", "city mediation centre"),
                    ("stationed_room", "stationed mediation room"),
                    ("court", "people's court"),
                    ("justice_bureau", "justice bureau"),
                    ("justice_office", "justice office"),
                    ("township_government", "township government"),
                    ("village_body", "village"),
                    ("labour_dispatch", "labour dispatch firm"),
                    ("association", "association"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
