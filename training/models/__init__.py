from training.models.course import Course, LearningOutcome
from training.models.event import Event, Session
from training.models.group import Group, Membership
from training.models.interest import Interest
from training.models.material import Material
from training.models.theme import Lesson, Theme
from training.models.trainer import Delivery, Trainer
from training.models.venue import Room, Venue

__all__ = [
    "Course",
    "Delivery",
    "Event",
    "Group",
    "Interest",
    "LearningOutcome",
    "Lesson",
    "Material",
    "Membership",
    "Room",
    "Session",
    "Theme",
    "Trainer",
    "Venue",
]
