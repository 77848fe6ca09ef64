from django.urls import path

from training.views import availability, courses, equipment, events, team, themes, trainers, venues

app_name = "training"
urlpatterns = [
    path("", events.events, name="events"),
    path("events/new/", events.event_new, name="event_new"),
    path("events/<str:code>/", events.event, name="event"),
    path("events/<str:code>/edit/", events.event_edit, name="event_edit"),
    path("events/<str:code>/publish/", events.event_publish, name="event_publish"),
    path("events/<str:code>/discard/", events.event_discard, name="event_discard"),
    path("events/<str:code>/invite/", team.invite, name="invite"),
    path("events/<str:code>/substitute/", team.substitute, name="substitute"),
    path("invitations/", team.invitations, name="invitations"),
    path("invitations/<str:code>/withdraw/", team.invitation_withdraw, name="invitation_withdraw"),
    path("invitations/<str:code>/note/", team.invitation_note, name="invitation_note"),
    path("invitation/<str:token>/", team.invitation, name="invitation"),
    path("courses/", courses.courses, name="courses"),
    path("courses/new/", courses.course_new, name="course_new"),
    path("courses/<str:code>/", courses.course, name="course"),
    path("themes/", themes.themes, name="themes"),
    path("themes/new/", themes.theme_new, name="theme_new"),
    path("themes/<str:code>/", themes.theme, name="theme"),
    path("venues/", venues.venues, name="venues"),
    path("venues/new/", venues.venue_new, name="venue_new"),
    path("venues/<str:code>/", venues.venue, name="venue"),
    path("venues/<str:code>/diary/", venues.venue_diary, name="venue_diary"),
    path("equipment/", equipment.equipment_list, name="equipment_list"),
    path("equipment/new/", equipment.equipment_new, name="equipment_new"),
    path("equipment/<str:code>/", equipment.equipment, name="equipment"),
    path("mine/", availability.own, name="own"),
    path("away/<str:code>/remove/", availability.absence_remove, name="absence_remove"),
    path("trainers/", trainers.trainers, name="trainers"),
    path("trainers/new/", trainers.trainer_new, name="trainer_new"),
    path("trainers/<str:code>/", trainers.trainer, name="trainer"),
    path("trainers/<str:code>/availability/", availability.availability, name="availability"),
    path("trainers/<str:code>/weekdays/", availability.weekdays, name="weekdays"),
]
