"""The kinds of spreadsheet that can be imported, in the order in which they build on each other."""

from imports.kinds.agencies import Agencies
from imports.kinds.courses import Courses
from imports.kinds.events import Events
from imports.kinds.past import Past
from imports.kinds.people import People
from imports.rows import Kind

KINDS: dict[str, type[Kind]] = {
    "agencies": Agencies,
    "people": People,
    "courses": Courses,
    "events": Events,
    "past": Past,
}
