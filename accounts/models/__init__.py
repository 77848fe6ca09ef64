from accounts.models.agency import Agency, AgencyDomain, Sector
from accounts.models.board import Board
from accounts.models.deputy import Deputy
from accounts.models.employment import Employment
from accounts.models.person import Person, Role, RoleGrant
from accounts.models.trail import TrailEntry

__all__ = [
    "Agency",
    "AgencyDomain",
    "Board",
    "Deputy",
    "Employment",
    "Person",
    "Role",
    "RoleGrant",
    "Sector",
    "TrailEntry",
]
