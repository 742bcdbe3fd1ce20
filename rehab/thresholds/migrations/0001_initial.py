import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SettingsVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("settings", models.JSONField(editable=False)),
                ("rules_version", models.CharField(editable=False, max_length=32)),
                ("reason", models.TextField(max_length=500)),
                (
                    "clinic",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settings_versions",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "number"), name="settings_versions_numbered_within_a_clinic"
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="settings_version_from_1"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="settings_version_has_reason"
                    ),
                ],
            },
        ),
    ]
