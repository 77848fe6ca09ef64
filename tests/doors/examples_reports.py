from lib.dates import FinancialYear
from tests.cast import NOW

YEAR = str(FinancialYear.of(NOW))

EXAMPLES = {
    "reports:colleague": lambda cast: {"code": cast.nurse.code},
    "reports:colleague_email": lambda cast: {"code": cast.nurse.code},
    "reports:year": lambda cast: {"year": YEAR},
    "reports:lending": lambda cast: {"year": YEAR},
    "reports:table": lambda cast: {"year": YEAR, "name": "courses"},
}
SEEN_BY: dict = {}
