from django.db import migrations, models

from clinic.audit import guards


def set_up(apps, schema_editor):
    guards.set_up(schema_editor.connection)


def lift(apps, schema_editor):
    guards.lift(schema_editor.connection)


class Migration(migrations.Migration):
    """From here on every event stands in its chain and stays as it is.

    A later migration that alters these tables lifts the guards before and sets them up after: SQLite builds an
    altered table anew, without its triggers.
    """

    dependencies = [
        ("audit", "0004_chain_what_is_stored"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="chain",
            field=models.UUIDField(),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="sequence",
            field=models.PositiveBigIntegerField(),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="previous_hash",
            field=models.CharField(max_length=64),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="hash",
            field=models.CharField(max_length=64),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.UniqueConstraint(fields=("chain", "sequence"), name="a_place_in_the_chain_is_taken_once"),
        ),
        migrations.RunPython(set_up, lift),
    ]
