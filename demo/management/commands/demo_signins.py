from django.core.management.base import BaseCommand

from demo.sign_ins import manager_link, sign_ins


class Command(BaseCommand):
    help = "Prints the address of the demo and one sign-in for each role."

    def add_arguments(self, parser):
        parser.add_argument("--url", default="http://localhost:8000")

    def handle(self, *args, url: str, **options):
        self.stdout.write(
            f"\nMuster is running at {url}/\n\nSign in at {url}/accounts/login/ (password: demo)\n"
        )
        for role, email in sign_ins():
            self.stdout.write(f"  {role:<14}{email}")
        self.stdout.write(f"  {'manager link':<14}{url}{manager_link() or ' (no request is waiting)'}")
        self.stdout.write(f"\nEmails are shown, not sent: {url}/demo/mailbox/\n")
