"""How a stored record is changed without losing what it said.

A signed or logged record is amended: a new row names the one it replaces, who, and why; the old row stays. A record
that is edited in place is revised: its former values are kept beside it.
"""

from clinic.audit.models import Amendable, FormerVersion
from clinic.audit.recording import EditConflict, locked_at_version

OWN_TO_EACH_VERSION = {field.name for field in Amendable._meta.fields}


def newest(row):
    """The last version of the chain that `row` belongs to, which may be a withdrawal."""
    while hasattr(row, "replaced_by"):
        row = row.replaced_by
    return row


def opened_at(row, version):
    """The version of the chain that a form was opened with; amending it conflicts if it is no longer the newest."""
    row = newest(row)
    while row.version > version and row.replaces:
        row = row.replaces
    return row


def amend(row, *, by, reason, **changes):
    """Store a new version of an Amendable `row` with `changes` and return it; call it inside a transaction.

    Raises EditConflict, with the newest version, when somebody has amended or withdrawn the row meanwhile.
    """
    return _replace(row, by=by, reason=reason, is_current=True, **changes)


def withdraw(row, *, by, reason):
    """Take an Amendable `row` back as entered in error: it stays readable and no longer counts. See amend()."""
    return _replace(row, by=by, reason=reason, is_current=False, withdrawn=True)


def revise(row, *, by, version, former=None, **changes):
    """Save `changes` to a versioned `row`, keep its former values and return it; call it inside a transaction.

    `former` adds values that stand in rows of their own. Raises EditConflict, with the row as it is stored, when it
    is no longer at `version`.
    """
    current = locked_at_version(type(row).objects.all(), row.pk, version)
    FormerVersion.objects.create(
        object_type=current._meta.label,
        object_id=current.pk,
        version=version,
        values={field.attname: getattr(current, field.attname) for field in current._meta.concrete_fields}
        | {"version": version}
        | (former or {}),
        replaced_by=by,
    )
    for name, value in changes.items():
        setattr(current, name, value)
    current.save()
    return current


def _replace(row, *, by, reason, **changes):
    model = type(row)
    locked = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not locked.is_current:
        raise EditConflict(newest(locked))
    kept = {
        field.attname: getattr(locked, field.attname)
        for field in model._meta.concrete_fields
        if field.name not in OWN_TO_EACH_VERSION
    }
    locked.is_current = False
    locked.save(update_fields=["is_current"])
    return model.objects.create(**kept | {"created_by": by, "replaces": locked, "amendment_reason": reason} | changes)
