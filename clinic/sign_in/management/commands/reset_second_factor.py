"""For the day when the only lead of a clinic has lost theirs."""

from django.core.management.base import BaseCommand, CommandError

from clinic.accounts.models import Clinician
from clinic.sign_in.actions import reset_second_factor


class Command(BaseCommand):
    """The audit trail says that nobody of the clinic did it."""

    help = (
        "Take away every second factor of USERNAME and sign them out everywhere; they set up a new one when they sign "
        "in next. A lead does this for a colleague on the People page. First make sure who is asking."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="USERNAME")

    def handle(self, *args, username, **options):
        person = Clinician.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody has the user name {username}.")
        reset_second_factor(by=None, clinician=person)
        self.stdout.write(f"The second factor of {person} is reset.")
