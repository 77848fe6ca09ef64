from decimal import Decimal
from xml.etree import ElementTree

from lib.charts import LONGEST_BAR, bars

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [("Council", Decimal("101301.13")), ("Police", Decimal("20673.50")), ("Probation", None)]


def drawing(*arguments, **options):
    return ElementTree.fromstring(bars(*arguments, **options))


def widths(svg) -> list[str]:
    return [each.get("width") for each in svg.iter(f"{SVG}rect") if each.get("class")]


def test_a_chart_has_a_name_and_a_description():
    svg = drawing("Contributions", "The council paid half", ROWS, unit="£")
    named = svg.get("aria-labelledby").split()
    assert [svg.find(f"{SVG}title").get("id"), svg.find(f"{SVG}desc").get("id")] == named
    assert svg.find(f"{SVG}desc").text == "The council paid half"


def test_the_largest_value_is_the_longest_bar():
    assert widths(drawing("x", "y", [("a", 4), ("b", 2), ("c", 0)])) == [f"{LONGEST_BAR}.0%", "34.0%", "0.0%"]


def test_rates_are_drawn_against_a_hundred():
    assert widths(drawing("x", "y", [("a", 50)], unit="%", maximum=100)) == ["34.0%"]


def test_values_are_printed_in_their_unit():
    text = "".join(drawing("x", "y", ROWS, unit="£").itertext())
    assert "£101,301.13" in text
    assert "no figure" in text


def test_hostile_labels_are_words():
    hostile = '</text><script>alert("x")</script>'
    svg = drawing(hostile, hostile, [(hostile, 1)])
    assert not list(svg.iter(f"{SVG}script"))
    assert svg.find(f"{SVG}title").text == hostile


def test_a_chart_needs_no_inline_style_or_script():
    svg = bars("x", "y", ROWS)
    assert "style=" not in svg
    assert "<script" not in svg


def test_a_long_label_takes_two_lines_and_no_more():
    assert len(list(drawing("x", "y", [("word " * 60, 1)]).iter(f"{SVG}text"))) == 3


def test_nothing_to_draw_is_nothing():
    assert bars("x", "y", []) == ""
