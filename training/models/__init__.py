from training.models.course import Course, LearningOutcome
from training.models.event import Event, Session
from training.models.question import BookingQuestion
from training.models.theme import Lesson, Theme
from training.models.trainer import Delivery, Trainer
from training.models.venue import Room, Venue

__all__ = [
    "BookingQuestion",
    "Course",
    "Delivery",
    "Event",
    "LearningOutcome",
    "Lesson",
    "Room",
    "Session",
    "Theme",
    "Trainer",
    "Venue",
]
