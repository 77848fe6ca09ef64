from training.models.allocation import Allocation
from training.models.course import Course, LearningOutcome
from training.models.event import Event, Session
from training.models.question import BookingQuestion
from training.models.series import Series
from training.models.theme import Lesson, Theme
from training.models.trainer import Delivery, Trainer
from training.models.venue import Room, Venue

__all__ = [
    "Allocation",
    "BookingQuestion",
    "Course",
    "Delivery",
    "Event",
    "LearningOutcome",
    "Lesson",
    "Room",
    "Series",
    "Session",
    "Theme",
    "Trainer",
    "Venue",
]
