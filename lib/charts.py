"""Charts drawn by the server as SVG: without script or inline style, the same in a page and in a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from textwrap import wrap

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lib.money import pounds

# In the units of the page (px): the drawing is as wide as its place, so that its words stay readable on a phone.
LINE = 20
BAR = 34
LETTERS_A_LINE = 38
LINES = 2
# What is left beside the longest bar is for its value.
LONGEST_BAR = 68


@dataclass(frozen=True)
class Bar:
    """One bar: its label in lines (each with its y), the y of the bar, its width in per cent of the drawing."""

    label: list[tuple[str, int]]
    value: str
    y: int
    width: str


def bars(
    title: str,
    description: str,
    rows: Sequence[tuple[str, Decimal | int | float | None]],
    unit: str = "",
    maximum: Decimal | int | None = None,
    colour: str = "#1d4f6e",
) -> SafeString:
    """Horizontal bars, one for each (label, value) in the order given; "" when there are none.

    `unit` is "£" (pounds with pence), "%" or a word; `maximum` is the full width (100 for rates), else the largest value. None is drawn as "no
    figure". `colour` is for PDFs; pages colour the bars by the class app-chart__bar.
    """
    if not rows:
        return SafeString("")
    largest = float(maximum or max((value or 0 for _, value in rows), default=0)) or 1.0
    drawn: list[Bar] = []
    height = 0
    for label, value in rows:
        lines = wrap(str(label), LETTERS_A_LINE, max_lines=LINES, placeholder="…") or ["–"]
        placed = [(line, height + LINE * (number + 1) - 5) for number, line in enumerate(lines)]
        height += LINE * len(lines) + BAR
        drawn.append(Bar(placed, _said(value, unit), height - BAR + 2, _width(value, largest)))
    name = f"chart-{sha256(f'{title}{rows}'.encode()).hexdigest()[:10]}"
    facts = {"title": title, "description": description, "bars": drawn, "id": name, "colour": colour}
    return render_to_string("charts/bars.html", facts | {"height": height, "longest": LONGEST_BAR})


def _width(value: Decimal | int | float | None, largest: float) -> str:
    return f"{LONGEST_BAR * min(max(float(value or 0) / largest, 0), 1):.1f}%"


def _said(value: Decimal | int | float | None, unit: str) -> str:
    if value is None:
        return "no figure"
    if unit == "£":
        return pounds(Decimal(value))
    return f"{value:,}{unit}" if unit == "%" else f"{value:,} {unit}".strip()
