"""What every action on a programme begins with."""

from django.core.exceptions import ValidationError

from rehab.programmes.models import Programme


def locked(programme):
    """The programme as stored now, held against other writers until the transaction ends."""
    return (
        Programme.objects.select_for_update(of=("self",), no_key=True)
        .select_related("episode__patient")
        .get(pk=programme.pk)
    )


def locked_running(programme):
    """As locked(). Raises ValidationError when the programme has ended."""
    programme = locked(programme)
    if not programme.is_running:
        raise ValidationError("This programme has ended. What happened in it can be corrected, not continued.")
    return programme
