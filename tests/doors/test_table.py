"""docs/access.md is the table of every page and its door: a door that changes by mistake changes nothing in the table."""

from pathlib import Path

from tests.doors.walk import addresses

TABLE = Path(__file__).resolve().parent.parent.parent / "docs" / "access.md"


def written() -> dict[str, str]:
    rows = (
        line.strip("| \n").split(" | ") for line in TABLE.read_text().splitlines() if line.startswith("| `")
    )
    return {name.strip("`"): door for name, door in rows}


def test_every_page_has_the_door_that_the_table_says():
    found = {address.name: address.door.replace("+", " or ") for address in addresses() if address.is_ours}
    assert found == written()
