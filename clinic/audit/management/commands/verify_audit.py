"""Says whether the audit trail is as it was written."""

from django.core.management.base import BaseCommand, CommandError

from clinic.audit import verifying


class Command(BaseCommand):
    """Exits with 1 when anything is wrong."""

    help = (
        "Look at every audit event: is one edited, deleted, inserted or out of order, is an end cut off? Prints the "
        "hash each chain ends with. Keep those somewhere else, and name them with --expect the next time: only they "
        "show a chain that was rewritten to its end."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect", metavar="HASH", action="append", default=[], help="a hash noted earlier; may be repeated"
        )

    def handle(self, *args, expect, **options):
        wrong = [f"the database's guard {name} is gone" for name in verifying.missing_guards()]
        for chain in verifying.chains():
            wrong += map(str, verifying.check(chain))
        wrong += [
            f"no event has the expected hash {given}: the trail was cut off or rewritten"
            for given in expect
            if not verifying.holds_hash(given)
        ]
        for chain, head in sorted(verifying.heads().items()):
            self.stdout.write(f"chain {chain}: {head.length} events, the last {head.hash}")
        if wrong:
            raise CommandError("The audit trail is not as it was written:\n" + "\n".join(wrong))
        self.stdout.write("The audit trail is as it was written.")
