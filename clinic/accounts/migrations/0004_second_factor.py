from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_account_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="requires_second_factor",
            field=models.BooleanField(
                default=True,
                help_text="Whoever works here signs in with a second factor too. Who has none yet sets one up first.",
            ),
        ),
    ]
