from django.db import migrations

from clinic.audit.chain import START, chain_of, digest

BATCH = 1000


def chain_stored_events(apps, schema_editor):
    """Give every event its place in its clinic's chain, in the order in which they were written."""
    event_model, head_model = apps.get_model("audit", "AuditEvent"), apps.get_model("audit", "ChainHead")
    ends, batch = {}, []
    for event in event_model.objects.order_by("id").iterator(chunk_size=BATCH):
        event.chain = chain_of(event.clinic_id)
        length, event.previous_hash = ends.get(event.chain, (0, START))
        event.sequence = length + 1
        event.hash = digest(vars(event))
        ends[event.chain] = event.sequence, event.hash
        batch.append(event)
        if len(batch) == BATCH:
            store(event_model, batch)
            batch = []
    store(event_model, batch)
    head_model.objects.bulk_create(
        head_model(chain=chain, length=length, hash=last) for chain, (length, last) in ends.items()
    )


def store(model, batch):
    model.objects.bulk_update(batch, ["chain", "sequence", "previous_hash", "hash"], batch_size=100)


def unchain(apps, schema_editor):
    apps.get_model("audit", "ChainHead").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_chain"),
    ]

    operations = [
        migrations.RunPython(chain_stored_events, unchain),
    ]
