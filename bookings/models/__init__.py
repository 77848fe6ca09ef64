from bookings.models.attendance import Attendance
from bookings.models.booking import Booking
from bookings.models.charge import Charge
from bookings.models.external_learning import ExternalLearning
from bookings.models.feed import Feed
from bookings.models.held_place import HeldPlace
from bookings.models.limit_lift import LimitLift
from bookings.models.make_up import MakeUp
from bookings.models.online_file import OnlineFile
from bookings.models.override import Override
from bookings.models.register_note import RegisterNote
from bookings.models.reply import Reply
from bookings.models.tariff import Tariff, TariffRate

__all__ = [
    "Attendance",
    "Booking",
    "Charge",
    "ExternalLearning",
    "Feed",
    "HeldPlace",
    "LimitLift",
    "MakeUp",
    "OnlineFile",
    "Override",
    "RegisterNote",
    "Reply",
    "Tariff",
    "TariffRate",
]
