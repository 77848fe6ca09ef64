import json
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError

from lib.dates import FinancialYear
from reports.year import year_summary


def as_json(facts: dict) -> str:
    """JSON whose amounts keep their pence: 5500.00, which a float would print as 5500.0."""
    lines = (
        f'  "{name}": {value if isinstance(value, Decimal) else json.dumps(value)}'
        for name, value in facts.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}"


class Command(BaseCommand):
    help = "Prints the figures of a financial year, from the same functions that feed the pages."

    def add_arguments(self, parser):
        parser.add_argument("year", help="A financial year such as 2015-16")
        parser.add_argument("--json", action="store_true", help="As JSON")

    def handle(self, *args, year: str, **options):
        try:
            facts = year_summary(FinancialYear.parse(year)).as_dict()
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(as_json(facts))
            return
        for name, value in facts.items():
            self.stdout.write(f"{name.replace('_', ' '):<28}{'–' if value is None else value}")
