from demo import figures
from lib.money import pounds
from reports.year import YearSummary


def compared(summary: YearSummary) -> list[tuple[str, str, str]]:
    """Each figure that the report states: its name, the report's value, and ours counted from the rows."""
    people, money = summary.attendance, summary.money
    return [
        ("Training places available", f"{figures.PLACES:,}", f"{people.places:,}"),
        ("Participants attended", f"{figures.ATTENDED:,}", f"{people.attended:,}"),
        (
            "Attended out of places",
            "85% (84.6%)",
            f"{people.use:.0f}% ({people.use}%)" if people.use else "–",
        ),
        (
            "Charges for not coming, received",
            pounds(figures.CHARGES_RECEIVED),
            pounds(money.charges.received),
        ),
        ("Partner contributions", pounds(figures.CONTRIBUTIONS), pounds(money.contributions_total)),
        ("The council’s share of them", "49%", f"{money.council_share:.0f}%" if money.council_share else "–"),
        ("Brought forward", pounds(figures.BROUGHT_FORWARD), pounds(money.brought_forward)),
        ("Extra expenditure on case reviews", pounds(figures.REVIEW_COSTS), pounds(money.expenditure_total)),
        ("“Total income available”", "£251,507.00", pounds(money.total_income_as_reported)),
    ]
