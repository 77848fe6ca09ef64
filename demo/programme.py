"""The courses of the demo. Formats, themes and priorities are the report's; titles, numbers of runs and sizes are invented to
give its 1,438 places."""

from dataclasses import dataclass

from training.models.course import Band, Course, Format
from training.models.theme import Theme

CASE, PRACTICE, AUDIT, POLICY, PRIORITY = (
    Theme.Source.CASE_REVIEW,
    Theme.Source.PRACTICE_REVIEW,
    Theme.Source.AUDIT,
    Theme.Source.POLICY,
    Theme.Source.PRIORITY,
)

# name: (source, year, summary, lessons)
THEMES = {
    "Serious case review: Child H": (
        CASE,
        2015,
        "A review published in 2015.",
        [
            "Supervision must be reflective and clinical",
            "See the impact of all family members",
            "Balance professional optimism with curiosity",
        ],
    ),
    "Serious case review: Child B": (
        CASE,
        2016,
        "A review published in 2016.",
        [
            "Share information early",
            "Comply with procedures",
            "See the invisible father",
            "Watch for professional optimism",
            "Recognise disguised compliance",
        ],
    ),
    "Practice learning review: sexual abuse": (
        PRACTICE,
        2015,
        "How agencies worked together where children were sexually abused.",
        [
            "Work in partnership",
            "Share information",
            "Know the role of the police child abuse team",
            "Understand consent",
        ],
    ),
    "Multi-agency audit: child sexual exploitation": (
        AUDIT,
        2015,
        "Ten children: the risk assessment tool was used for fewer than half, and flagging was inconsistent.",
        ["Use the risk assessment tool", "Flag children consistently"],
    ),
    "Multi-agency audit: referral forms": (
        AUDIT,
        2015,
        "Of 801 children referred in a quarter, 80 were audited; 58 referrals were of good quality.",
        ["Say what worries you and why", "Consider early help first", "Know the thresholds"],
    ),
    "Domestic violence": (PRIORITY, None, "A priority of the Board.", ["See the child in the household"]),
    "Neglect": (PRIORITY, None, "A priority of the Board.", ["Name neglect early and measure it"]),
    "Female genital mutilation and harmful practices": (
        PRIORITY,
        None,
        "A priority of the Board.",
        ["Know the duty to report"],
    ),
    "Prevent": (POLICY, 2015, "A duty since 2015.", ["Notice the signs and know whom to ask"]),
    "Missing children": (PRIORITY, None, "A priority of the Board.", ["Ask why, not only where"]),
    "Private fostering": (
        PRIORITY,
        None,
        "A priority of the Board.",
        ["Recognise and report private fostering"],
    ),
    "Allegations against staff": (PRIORITY, None, "The work of the LADO.", ["Refer within one working day"]),
    "Child death learning": (
        PRIORITY,
        None,
        "The child death overview panel’s findings.",
        ["Pass on what each death teaches"],
    ),
}


@dataclass(frozen=True)
class Plan:
    """One course of the demo and how often it ran in 2015-16."""

    title: str
    format: Format
    level: str
    runs: int
    capacity: int
    minutes: int
    participatory: int
    themes: tuple[str, ...]
    summary: str
    outcomes: tuple[str, ...]
    starts: tuple[int, int] = (9, 30)
    sessions: int = 1
    first_month: int = 0  # months after April
    approval: str = Course.Approval.NONE
    validity: int | None = None

    @property
    def is_full_day(self) -> bool:
        return self.format in {Format.FULL_DAY, Format.CHAMPIONS, Format.CONFERENCE}

    @property
    def band(self) -> Band:
        if self.is_full_day:
            return Band.FULL_DAY
        return Band.BRIEFING if self.format == Format.BRIEFING else Band.HALF_DAY


# fmt: off
COURSES = [
    Plan(
        "Working together to safeguard children", Format.FULL_DAY, "3", 8, 24, 360, 240,
        ("Serious case review: Child B", "Multi-agency audit: referral forms"),
        "How agencies act together when a child may be at risk, from first worry to plan.",
        ("Explain how agencies act together", "Share information lawfully and early", "Challenge a decision you disagree with"),
        sessions=2, validity=36,
    ),
    Plan(
        "Child sexual exploitation: recognise and respond", Format.FULL_DAY, "3", 5, 24, 390, 260,
        ("Multi-agency audit: child sexual exploitation", "Missing children"),
        "The signs of exploitation, the risk assessment tool, and what to do on the same day.",
        ("Recognise the signs of exploitation", "Use the risk assessment tool", "Flag a child consistently"),
        validity=36,
    ),
    Plan(
        "Domestic violence and its impact on children", Format.FULL_DAY, "3", 4, 20, 390, 240,
        ("Domestic violence",),
        "What living with domestic violence does to children, and how to plan for their safety.",
        ("See the child in the household", "Assess risk with the agreed checklist", "Plan safely with a parent"),
        approval=Course.Approval.NOTIFY,
    ),
    Plan(
        "Neglect: seeing it, naming it, changing it", Format.FULL_DAY, "3", 4, 20, 390, 260,
        ("Neglect",),
        "A shared language and a shared tool for neglect.",
        ("Name neglect early", "Use the graded care profile", "Write a plan that measures change"),
    ),
    Plan(
        "CSE champions’ day", Format.CHAMPIONS, "4", 4, 18, 390, 300,
        ("Multi-agency audit: child sexual exploitation",),
        "A whole training day each quarter for the champions of every agency.",
        ("Lead your agency’s response to exploitation", "Coach colleagues in the risk assessment tool"),
    ),
    Plan(
        "Annual safeguarding conference", Format.CONFERENCE, "2", 1, 128, 360, 120,
        ("Serious case review: Child H", "Serious case review: Child B"),
        "The year’s learning from case reviews, with everybody in one room.",
        ("Describe what local reviews taught us", "Name one change for your own practice"),
        sessions=2, first_month=7,
    ),
    Plan(
        "Learning from Child H: supervision that thinks", Format.HALF_DAY, "3", 6, 18, 180, 120,
        ("Serious case review: Child H",),
        "Reflective and clinical supervision, and curiosity about every member of the family.",
        ("Use reflective supervision", "Ask about every member of the family"),
    ),
    Plan(
        "Learning from Child B: disguised compliance", Format.HALF_DAY, "3", 3, 18, 180, 120,
        ("Serious case review: Child B",),
        "Hidden adults, disguised compliance and the sharing of information.",
        ("Recognise disguised compliance", "Find the adults who are not in the room"),
        first_month=9,
    ),
    Plan(
        "Thresholds, early help and better referrals", Format.HALF_DAY, "2", 6, 20, 180, 120,
        ("Multi-agency audit: referral forms",),
        "When early help is right, when a referral is, and how to write one that works.",
        ("Apply the thresholds", "Write a referral with analysis in it"),
    ),
    Plan(
        "Managing allegations against staff", Format.HALF_DAY, "3", 3, 16, 180, 90,
        ("Allegations against staff",),
        "For managers: what to do in the first hour, and what the LADO does.",
        ("Refer to the LADO within one working day", "Support the child and the member of staff"),
        approval=Course.Approval.AUTHORISE,
    ),
    Plan(
        "Practitioner forum", Format.FORUM, "2", 4, 20, 150, 150,
        ("Child death learning", "Missing children"),
        "Front-line practitioners and the Board talk about what works.",
        ("Bring the front line’s view to the Board",),
        starts=(14, 0),
    ),
    Plan(
        "Child sexual abuse: working in partnership", Format.HALF_DAY, "3", 3, 16, 210, 150,
        ("Practice learning review: sexual abuse",),
        "Roles of each agency when sexual abuse is suspected, and what consent means.",
        ("Explain the role of the police child abuse team", "Respond to a disclosure"),
    ),
    Plan(
        "FGM and harmful practices", Format.BRIEFING, "2", 5, 20, 60, 30,
        ("Female genital mutilation and harmful practices",),
        "The duty to report, over a sandwich.",
        ("Explain the duty to report",),
        starts=(12, 30),
    ),
    Plan(
        "Prevent: what to notice and whom to ask", Format.BRIEFING, "1", 4, 20, 60, 20,
        ("Prevent",),
        "The duty, the signs and the channel panel.",
        ("Notice and refer a concern about radicalisation",),
        starts=(12, 30),
    ),
    Plan(
        "Private fostering", Format.BRIEFING, "1", 3, 16, 60, 20,
        ("Private fostering",),
        "What counts as private fostering, and whom to tell.",
        ("Recognise and report private fostering",),
        starts=(12, 30),
    ),
    Plan(
        "Learning from child deaths", Format.BRIEFING, "2", 2, 16, 60, 30,
        ("Child death learning",),
        "What the child death overview panel found this year.",
        ("Pass on the panel’s findings to families",),
        starts=(12, 30),
    ),
    Plan(
        "Missing children: the return interview", Format.BRIEFING, "2", 3, 16, 60, 40,
        ("Missing children",),
        "Ask why, not only where.",
        ("Hold a return interview that a child can use",),
        starts=(12, 30),
    ),
]

# Only in the living year.
LEADS = Plan(
    "Designated safeguarding leads: two days", Format.MULTI_DAY, "3", 1, 20, 720, 480,
    ("Serious case review: Child B", "Neglect"),
    "For those who lead safeguarding in their agency: records, supervision and difficult conversations.",
    ("Lead safeguarding in your agency", "Keep records that stand up in court", "Supervise colleagues well"),
    validity=24,
)
ONLINE = Plan(
    "Online safety: what children meet", Format.WEBINAR, "1", 1, 60, 60, 20, ("Prevent",),
    "An hour online about what children meet there, and what to say.",
    ("Talk with a child about what they meet online",),
    starts=(13, 0),
)
PLANS = {plan.title: plan for plan in [*COURSES, LEADS, ONLINE]}
