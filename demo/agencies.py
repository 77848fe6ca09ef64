"""Agencies of the demo: kinds and numbers as the report's borough has them (44 primary schools, 10 secondary, 2 special, 1 pupil
referral unit), every name invented."""

import re
from datetime import datetime

from accounts.agencies import save_agency
from accounts.models import Agency, Person, Sector

COUNCIL = "Demo Borough Council"
DEPARTMENTS = ["Children’s Services", "Adult Services", "Housing", "Public Health", "Youth Offending Service"]
BODIES = [
    ("Clinical Commissioning Group", Sector.HEALTH),
    ("Hospitals Trust", Sector.HEALTH),
    ("Community and Mental Health Trust", Sector.HEALTH),
    ("Metropolitan Police, borough command", Sector.POLICE),
    ("Probation (National Service)", Sector.PROBATION),
    ("Probation (Community Rehabilitation Company)", Sector.PROBATION),
    ("CAFCASS", Sector.CAFCASS),
    ("Fire Service", Sector.FIRE),
    ("Ambulance Service", Sector.AMBULANCE),
    ("Demo Borough College", Sector.FURTHER_EDUCATION),
    ("Schools Forum", Sector.OTHER),
    ("Homes for All Housing Association", Sector.HOUSING),
    ("Safe Steps Charity", Sector.VOLUNTARY),
    ("Young Carers Together", Sector.VOLUNTARY),
    ("Faith Forum", Sector.VOLUNTARY),
    ("Family Support Network", Sector.VOLUNTARY),
    ("Little Acorns Nursery", Sector.EARLY_YEARS),
    ("Rainbow Childminders’ Group", Sector.EARLY_YEARS),
]
TREES = """Alder Ash Aspen Beech Birch Cedar Cherry Chestnut Elder Elm Fern
Hawthorn Hazel Heather Holly Ivy Juniper Larch Laurel Lime Maple Oak""".split()
PRIMARY = [f"{tree}{end} Primary School" for tree in TREES for end in ("wood", "field")]
SECONDARY = [
    f"{name} Academy"
    for name in "Northgate Southgate Eastgate Westgate Riverside Parkway Hillcrest Brookside Kingsway Marlow".split()
]
OTHERS = [
    ("Willows Special School", Sector.SCHOOL),
    ("Meadows Special School", Sector.SCHOOL),
    ("Bridge Pupil Referral Unit", Sector.SCHOOL),
]
CONTRIBUTORS = {COUNCIL, "Clinical Commissioning Group", "Schools Forum", "CAFCASS"} | {
    name
    for name, sector in BODIES
    if name.startswith(("Hospitals", "Community", "Metropolitan", "Probation"))
}

# How many of each hundred places the sectors take: council, schools and health highest, as the report says.
APPETITE = {
    Sector.COUNCIL: 30, Sector.SCHOOL: 24, Sector.HEALTH: 20, Sector.ACADEMY: 7, Sector.VOLUNTARY: 6, Sector.POLICE: 3,
    Sector.PROBATION: 2, Sector.EARLY_YEARS: 3, Sector.HOUSING: 2, Sector.FURTHER_EDUCATION: 1, Sector.CAFCASS: 1,
    Sector.FIRE: 0.5, Sector.AMBULANCE: 0.5,
}  # fmt: skip


def domain_of(name: str) -> str:
    """The invented email domain of an agency: reserved names that can never receive mail."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".example"


def build(*, by: Person, now: datetime) -> dict[str, Agency]:
    """Makes every agency with its domain; gives them by name."""
    council = _save(Agency(name=COUNCIL, sector=Sector.COUNCIL, cost_centre="DB000"), by, now)
    for number, name in enumerate(DEPARTMENTS, 100):
        _save(Agency(name=name, sector=Sector.COUNCIL, parent=council, cost_centre=f"DB{number}"), by, now)
    schools = (
        [(name, Sector.SCHOOL) for name in PRIMARY] + [(name, Sector.ACADEMY) for name in SECONDARY] + OTHERS
    )
    for name, sector in BODIES + schools:
        _save(Agency(name=name, sector=sector), by, now)
    return by_name()


def _save(agency: Agency, by: Person, now: datetime) -> Agency:
    """Council departments settle by journal; the hospitals want a purchase order on every invoice."""
    if agency.sector == Sector.COUNCIL:
        agency.settles_by = Agency.Settlement.JOURNAL
    if agency.name == "Hospitals Trust":
        agency.needs_purchase_order, agency.purchase_order = True, "PO-2015-0417"
    agency.contributes = agency.name in CONTRIBUTORS
    agency.finance_name = "Accounts payable"
    agency.finance_email = f"accounts@{domain_of(agency.name)}"
    agency.address = f"{agency.name}\n1 Invented Street\nDemo Borough\nDB1 1AA"
    return save_agency(agency, domains=[domain_of(agency.name)], by=by, now=now)


def by_name() -> dict[str, Agency]:
    return {agency.name: agency for agency in Agency.objects.all()}
