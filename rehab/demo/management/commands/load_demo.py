"""Load the demo clinic: fictional people in every state of the application, with dates relative to today."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clinic.accounts.models import Clinic
from rehab.demo.story import SIGN_IN, open_clinic, tell


class Command(BaseCommand):
    """`manage.py load_demo`: refuses where anybody else's records are, or outside the demo."""

    help = "Load a demo clinic with made-up patients into an empty database."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where a clinic is already held.")

    @transaction.atomic
    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demo clinic is loaded only with HIPWISE_DEMO=on.")
        if Clinic.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("This database already holds a clinic. The demo is loaded into an empty one only.")
        robin, dana = open_clinic()
        tell(robin.today(), robin, dana)
        self.stdout.write(f"Demo clinic loaded: {SIGN_IN}")
