
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0017_proposals_of_ends"),
    ]

    operations = [
        migrations.AlterField(
            model_name="certificatechange",
            name="reason_code",
            field=models.CharField(
                choices=[
                    ("issued", "requirements fulfilled"),
                    ("renewed", "requirements fulfilled again"),
                    ("under_inquiry", "complaint under inquiry"),
                    ("inquiry_closed", "inquiry closed, nothing found"),
                    ("statutory_misconduct", "misconduct under Article 15 of the law"),
                    ("serious_dereliction", "serious dereliction of duty"),
                    ("incompetent", "not competent"),
                    ("cannot_serve", "cannot serve any longer"),
                    ("resigned", "resigned"),
                    ("disqualified", "disqualified"),
                    ("deceased", "deceased"),
                    ("fraud", "obtained by fraud"),
                    ("error", "issued in error"),
                    ("name_changed", "name changed by the police register"),
                    ("name_corrected", "name was misspelt"),
                    ("lost", "declared lost"),
                    ("stolen", "reported stolen"),
                    ("damaged", "damaged, handed in"),
                    ("post_ended", "the post certificate it rests on has ended"),
                    ("higher_grade", "a higher grade was given"),
                    ("other_grade", "another grade was given after its period was over"),
                    ("other", "another reason"),
                ],
                max_length=30,
                verbose_name="reason",
            ),
        ),
        migrations.AlterField(
            model_name="endproposal",
            name="reason_code",
            field=models.CharField(
                choices=[
                    ("issued", "requirements fulfilled"),
                    ("renewed", "requirements fulfilled again"),
                    ("under_inquiry", "complaint under inquiry"),
                    ("inquiry_closed", "inquiry closed, nothing found"),
                    ("statutory_misconduct", "misconduct under Article 15 of the law"),
                    ("serious_dereliction", "serious dereliction of duty"),
                    ("incompetent", "not competent"),
                    ("cannot_serve", "cannot serve any longer"),
                    ("resigned", "resigned"),
                    ("disqualified", "disqualified"),
                    ("deceased", "deceased"),
                    ("fraud", "obtained by fraud"),
                    ("error", "issued in error"),
                    ("name_changed", "name changed by the police register"),
                    ("name_corrected", "name was misspelt"),
                    ("lost", "declared lost"),
                    ("stolen", "reported stolen"),
                    ("damaged", "damaged, handed in"),
                    ("post_ended", "the post certificate it rests on has ended"),
                    ("higher_grade", "a higher grade was given"),
                    ("other_grade", "another grade was given after its period was over"),
                    ("other", "another reason"),
                ],
                max_length=30,
                verbose_name="reason",
            ),
        ),
    ]
