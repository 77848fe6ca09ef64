import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Board, Person
from demo.building import build

READY = "demo-is-ready"


class Command(BaseCommand):
    help = "Builds the demo: the closed year 2015-16 of the report and a living year around today."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-missing", action="store_true", help="Do nothing when the demo is there already."
        )

    def handle(self, *args, if_missing: bool = False, **options):
        marker = settings.DATA_DIR / READY
        if if_missing and marker.exists() and Board.objects.exists():
            return
        if Person.objects.exists():
            raise CommandError(
                "The database is not empty, so the demo cannot be built in it. Run script/demo --fresh to begin again."
            )
        started = time.monotonic()
        build(timezone.now(), self._told)
        marker.write_text(f"{timezone.now():%Y-%m-%d}\n")
        self._told(f"the demo was built in {time.monotonic() - started:.0f} seconds")

    def _told(self, words: str) -> None:
        self.stdout.write(f"  {words}")
        self.stdout.flush()
