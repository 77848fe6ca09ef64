from training.models.allocation import Allocation
from training.models.course import Course, LearningOutcome
from training.models.delivery import Delivery
from training.models.equipment import Equipment, EquipmentNeed
from training.models.event import Event, Session
from training.models.group import Group, Membership
from training.models.holiday import Holiday
from training.models.interest import Interest
from training.models.invitation import TrainerInvitation
from training.models.material import Material
from training.models.question import BookingQuestion
from training.models.series import Series
from training.models.theme import Lesson, Theme
from training.models.trainer import Absence, Trainer
from training.models.venue import Room, Venue

__all__ = [
    "Absence",
    "Allocation",
    "BookingQuestion",
    "Course",
    "Delivery",
    "Equipment",
    "EquipmentNeed",
    "Event",
    "Group",
    "Holiday",
    "Interest",
    "LearningOutcome",
    "Lesson",
    "Material",
    "Membership",
    "Room",
    "Series",
    "Session",
    "Theme",
    "Trainer",
    "TrainerInvitation",
    "Venue",
]
