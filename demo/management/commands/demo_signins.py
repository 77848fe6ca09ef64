from django.conf import settings
from django.core.management.base import BaseCommand

from demo.sign_ins import manager_link, sign_ins


class Command(BaseCommand):
    help = "Prints the address of the demo and one sign-in for each role."

    def handle(self, *args, **options):
        url, manager = settings.PUBLIC_URL, manager_link()
        self.stdout.write(f"\nMuster is at {url}\n\nSign in at {url}/accounts/login/ (password: demo)\n")
        for role, email in sign_ins():
            self.stdout.write(f"  {role:<14}{email}")
        self.stdout.write(f"  {'manager link':<14}{url + manager if manager else '(no request is waiting)'}")
        self.stdout.write(f"\nEmails are shown, not sent: {url}/demo/mailbox/\n")
