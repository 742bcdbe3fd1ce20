"""manage.py clean_drafts: remove entries of long forms that nobody came back to."""

from django.core.management.base import BaseCommand

from clinic.drafts.actions import remove_older_than

DAYS = 14


class Command(BaseCommand):
    help = f"Remove the drafts of long forms that nobody touched for some days ({DAYS} unless said otherwise)."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=DAYS)

    def handle(self, *args, days, **options):
        removed = remove_older_than(days)
        self.stdout.write(f"{removed} draft{'' if removed == 1 else 's'} removed.")
