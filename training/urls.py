from django.urls import path

from training.views import courses, coverage, events, questions, series, themes, trainers, venues

app_name = "training"
urlpatterns = [
    path("", events.events, name="events"),
    path("events/new/", events.event_new, name="event_new"),
    path("events/<str:code>/", events.event, name="event"),
    path("events/<str:code>/edit/", events.event_edit, name="event_edit"),
    path("events/<str:code>/publish/", events.event_publish, name="event_publish"),
    path("events/<str:code>/discard/", events.event_discard, name="event_discard"),
    path("events/<str:code>/again/", events.event_again, name="event_again"),
    path("events/<str:code>/repeat/", series.event_repeat, name="event_repeat"),
    path("series/", series.series_list, name="series_list"),
    path("series/<str:code>/", series.series, name="series"),
    path("coverage/", coverage.coverage_page, name="coverage"),
    path("courses/", courses.courses, name="courses"),
    path("courses/new/", courses.course_new, name="course_new"),
    path("courses/<str:code>/", courses.course, name="course"),
    path("courses/<str:code>/questions/", questions.questions, name="questions"),
    path("questions/<str:code>/", questions.question, name="question"),
    path("questions/<str:code>/end/", questions.question_end, name="question_end"),
    path("themes/", themes.themes, name="themes"),
    path("themes/new/", themes.theme_new, name="theme_new"),
    path("themes/<str:code>/", themes.theme, name="theme"),
    path("venues/", venues.venues, name="venues"),
    path("venues/new/", venues.venue_new, name="venue_new"),
    path("venues/<str:code>/", venues.venue, name="venue"),
    path("trainers/", trainers.trainers, name="trainers"),
    path("trainers/new/", trainers.trainer_new, name="trainer_new"),
    path("trainers/<str:code>/", trainers.trainer, name="trainer"),
]
