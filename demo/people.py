"""The people of the demo: all invented, with addresses that can never receive mail."""

import random
from datetime import datetime

from allauth.account.models import EmailAddress

from accounts.models import Agency, Person, Role, Sector
from accounts.people import add_person, grant, register_employment
from demo.agencies import APPETITE, COUNCIL, domain_of
from training.models import Trainer
from training.team import add_trainer

FIRST = """Aaliyah Abena Adam Agnes Aisha Alan Amara Amir Anita Anna Arjun Ayesha Beatrice Ben Bilal Bridget Callum Carmen Cheryl
Chidi Claire Colin Daniel Deborah Dev Diana Donna Ebony Edward Eilidh Elena Emeka Emma Esther Fatima Felicity Femi Fergus Frances
Gareth Gemma Gloria Grace Graham Hannah Harpreet Helen Hugh Imran Ines Isaac Jacqui James Jasmine Jo Joseph Joy Karen Kavita Keith
Kwame Laura Leila Leroy Linda Lucy Magda Mandeep Marcus Maria Marvin Maya Michelle Mohammed Monica Naomi Neil Nikhil Nina Olu
Patrice Paul Petra Priya Rachel Raj Rebecca Rhiannon Robert Rosa Ruth Sadia Sam Sandra Sean Shanice Simon Sonia Stephen Sunita
Tanya Tariq Tessa Thomas Tunde Uma Valerie Victor Wendy Yasmin Yusuf Zainab Zoe""".split()
LAST = """Abbott Adeyemi Ahmed Akhtar Ali Allen Anderson Asante Bailey Baker Banerjee Begum Bell Bennett Brown Campbell Carter
Chaudhry Clarke Collins Cooper Das Davies Diaz Dixon Edwards Evans Farah Fernandes Fisher Ford Francis Gardner Gill Gordon Grant
Green Hall Harris Hassan Hill Hughes Hussain Ibrahim Jackson James Johnson Jones Joseph Kaur Kelly Khan King Kowalski Lawson Lee
Lewis Mahmood Marshall Martin Mensah Miller Mistry Moore Morgan Murphy Murray Nair Nelson Newton Nowak O’Brien Okafor Osei Owens
Palmer Parker Patel Pereira Phillips Powell Price Rahman Reid Rees Roberts Robinson Rose Russell Saleh Scott Shah Sharma Silva
Singh Smith Stewart Sullivan Taylor Thomas Thompson Turner Uddin Walker Ward Watson White Williams Wilson Wood Wright Young""".split()
POSTS = {
    Sector.COUNCIL: [
        "Social worker",
        "Family support worker",
        "Senior practitioner",
        "Team manager",
        "Housing officer",
    ],
    Sector.HEALTH: [
        "Health visitor",
        "School nurse",
        "Staff nurse",
        "Midwife",
        "Practice nurse",
        "Therapist",
    ],
    Sector.SCHOOL: ["Class teacher", "Designated safeguarding lead", "Teaching assistant", "Headteacher"],
    Sector.ACADEMY: ["Form tutor", "Designated safeguarding lead", "Head of year"],
    Sector.POLICE: ["Detective constable", "Police constable"],
    Sector.PROBATION: ["Probation officer"],
    Sector.VOLUNTARY: ["Project worker", "Volunteer co-ordinator", "Youth worker"],
    Sector.EARLY_YEARS: ["Nursery nurse", "Childminder"],
}
PASSWORD = "demo"
COUNT = 480
TRAINERS = 12

ROLES = {
    "practitioner": ("Priya", "Practitioner", "Community and Mental Health Trust", "Health visitor", None),
    "coordinator": (
        "Corin",
        "Coordinator",
        "Community and Mental Health Trust",
        "Training lead",
        Role.COORDINATOR,
    ),
    "trainer": ("Terry", "Trainer", "Children’s Services", "Senior practitioner", Role.TRAINER),
    "officer": ("Olga", "Officer", "Children’s Services", "Learning and development officer", Role.OFFICER),
    "finance": ("Finn", "Finance", "Demo Borough Council", "Finance officer", Role.FINANCE),
    "committee": (
        "Connie",
        "Committee",
        "Metropolitan Police, borough command",
        "Detective superintendent",
        Role.COMMITTEE,
    ),
    "admin": ("Addie", "Admin", "Demo Borough Council", "Systems administrator", Role.ADMIN),
}


def names(rng: random.Random):
    """An endless run of different names."""
    seen = set()
    while True:
        name = (rng.choice(FIRST), rng.choice(LAST))
        if name not in seen:
            seen.add(name)
            yield name


def build(agencies: dict[str, Agency], rng: random.Random, *, by: Person, now: datetime) -> list[Person]:
    """Practitioners over all agencies, as many as each sector sends. Nobody of them can sign in."""
    bodies = [
        agency
        for agency in agencies.values()
        if agency.sector in APPETITE and agency.name != "Demo Borough Council"
    ]
    size = {sector: sum(1 for agency in bodies if agency.sector == sector) for sector in APPETITE}
    weights = [APPETITE[Sector(agency.sector)] / size[Sector(agency.sector)] for agency in bodies]
    chosen = bodies + rng.choices(bodies, weights, k=COUNT - len(bodies))
    managers: dict[int, Person] = {}
    return [
        _practitioner(first, last, agency, managers, rng, by=by, now=now)
        for (first, last), agency in zip(names(rng), chosen, strict=False)
    ]


def _practitioner(
    first: str, last: str, agency: Agency, managers: dict, rng: random.Random, *, by: Person, now: datetime
) -> Person:
    """Somebody who works for an agency; the first of each agency manages the others."""
    manager = managers.get(agency.pk)
    person = add_person(
        first_name=first,
        last_name=last,
        email=f"{_plain(first)}.{_plain(last)}@{domain_of(agency.name)}",
        agency=agency,
        post=rng.choice(POSTS.get(Sector(agency.sector), ["Officer"])),
        manager_name=manager.name if manager else "",
        manager_email=manager.email if manager else "",
        by=by,
        now=now,
    )
    managers.setdefault(agency.pk, person)
    return person


def _plain(name: str) -> str:
    return name.lower().replace("’", "").replace(" ", "")


def administrator() -> Person:
    """The first person of an installation, who makes everything else."""
    first, last, *_ = ROLES["admin"]
    return _with_password(
        Person.objects.create_superuser("admin@demo.example", first_name=first, last_name=last)
    )


def build_sign_ins(agencies: dict[str, Agency], *, admin: Person, now: datetime) -> dict[str, Person]:
    """One person per role, `<role>@demo.example` with the password `demo`: they exist in demo settings only."""
    found = {"admin": admin}
    register_employment(admin, agency=agencies[COUNCIL], post=ROLES["admin"][3], by=admin, now=now)
    for role, (first, last, agency, post, granted) in ROLES.items():
        if role == "admin":
            continue
        person = add_person(
            first_name=first,
            last_name=last,
            email=f"{role}@demo.example",
            agency=agencies[agency],
            post=post,
            manager_name="Mona Manager",
            manager_email="manager@demo.example",
            by=admin,
            now=now,
        )
        found[role] = _with_password(person)
        if granted and granted != Role.TRAINER:
            own = agencies[agency] if granted == Role.COORDINATOR else None
            grant(person, granted, agency=own, by=admin, now=now)
    add_trainer(
        found["trainer"], about="Senior practitioner, multi-agency safeguarding hub", by=admin, now=now
    )
    return found


def _with_password(person: Person) -> Person:
    """The known password and a verified address: no verb gives them, because nobody may have them in a real installation."""
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return person


def build_trainers(people: list[Person], *, by: Person, now: datetime) -> list[Trainer]:
    """Local practitioners from several agencies, lent as trainers."""
    return [add_trainer(person, by=by, now=now) for person in people[:TRAINERS]]
