from django.urls import path

from bookings.views import (
    agency,
    charges,
    desk,
    interests,
    links,
    materials,
    mine,
    programme,
    registers,
    tariffs,
)

app_name = "bookings"

# What the public and practitioners see.
practitioners = [
    path("", programme.programme, name="programme"),
    path("courses/", programme.courses, name="courses"),
    path("courses/<code>/", programme.course, name="course"),
    path("courses/<code>/interest/", interests.interest, name="interest"),
    path("interests/<code>/end/", interests.interest_end, name="interest_end"),
    path("events/<code>/", programme.event, name="event"),
    path("events/<code>/book/", mine.book, name="book"),
    path("my-bookings/", mine.mine, name="mine"),
    path("my-bookings/<code>/", mine.booking, name="booking"),
    path("my-bookings/<code>/cancel/", mine.cancel, name="cancel"),
    path("my-bookings/<code>/accept/", mine.accept, name="accept"),
    path("my-bookings/<code>/calendar/", mine.calendar, name="calendar"),
    path("my-bookings/<code>/materials/<material>/", materials.material, name="material"),
    path("bookings/manage/<token>/materials/<material>/", materials.manage_material, name="manage_material"),
    path("bookings/manage/<token>/", links.manage, name="manage"),
    path("bookings/approval/<token>/", links.approval, name="approval"),
]

# What officers, trainers and coordinators see.
staff = [
    path("events/<code>/bookings/", desk.event_bookings, name="event_bookings"),
    path("events/<code>/bookings/add/", desk.event_add, name="event_add"),
    path("events/<code>/cancel/", desk.event_cancel, name="event_cancel"),
    path("registers/", registers.register_list, name="registers"),
    path("registers/<code>/", registers.register, name="register"),
    path("registers/<code>/mark/", registers.mark, name="mark"),
    path("registers/<code>/mark-all/", registers.mark_all, name="mark_all"),
    path("registers/<code>/walk-in/", registers.walk_in, name="walk_in"),
    path("registers/<code>/close/", registers.close_register, name="close_register"),
    path("charges/", charges.charges, name="charges"),
    path("charges/decide/", charges.charges_decide, name="charges_decide"),
    path("charges/answer/<token>/", charges.charge_answer, name="charge_answer"),
    path("charges/<code>/", charges.charge, name="charge"),
    path("charges/<code>/confirm/", charges.charge_confirm, name="charge_confirm"),
    path("charges/<code>/waive/", charges.charge_waive, name="charge_waive"),
    path("tariffs/", tariffs.tariffs, name="tariffs"),
    path("tariffs/new/", tariffs.tariff_new, name="tariff_new"),
    path("tariffs/<code>/delete/", tariffs.tariff_delete, name="tariff_delete"),
    path("my-agency/", agency.agency, name="agency"),
]

urlpatterns = [*practitioners, *staff]
