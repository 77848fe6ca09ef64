from django.urls import path

from bookings.views import (
    agency,
    allocations,
    calendars,
    charges,
    desk,
    links,
    mine,
    moves,
    moving,
    programme,
    registers,
    tariffs,
)

app_name = "bookings"

# What the public and practitioners see.
practitioners = [
    path("", programme.programme, name="programme"),
    path("programme.pdf", calendars.programme_pdf, name="programme_pdf"),
    path("programme.ics", calendars.programme_feed, name="programme_feed"),
    path("calendar/", calendars.calendar_of_programme, name="months"),
    path("calendar/mine/", calendars.my_calendar, name="my_calendar"),
    path("calendar/<token>.ics", calendars.feed, name="feed"),
    path("courses/", programme.courses, name="courses"),
    path("courses/<code>/", programme.course, name="course"),
    path("events/<code>/", programme.event, name="event"),
    path("events/<code>/book/", mine.book, name="book"),
    path("my-bookings/", mine.mine, name="mine"),
    path("my-bookings/<code>/", mine.booking, name="booking"),
    path("my-bookings/<code>/cancel/", mine.cancel, name="cancel"),
    path("my-bookings/<code>/accept/", mine.accept, name="accept"),
    path("my-bookings/<code>/replace/", moves.replace, name="replace"),
    path("my-bookings/<code>/transfer/", moves.transfer_page, name="transfer"),
    path("my-bookings/<code>/calendar/", mine.calendar, name="calendar"),
    path("bookings/manage/<token>/", links.manage, name="manage"),
    path("bookings/manage/<token>/replace/", moves.replace_by_link, name="replace_by_link"),
    path("bookings/manage/<token>/transfer/", moves.transfer_by_link, name="transfer_by_link"),
    path("bookings/approval/<token>/", links.approval, name="approval"),
]

# What officers, trainers and coordinators see.
staff = [
    path("events/<code>/bookings/", desk.event_bookings, name="event_bookings"),
    path("events/<code>/bookings/add/", desk.event_add, name="event_add"),
    path("events/<code>/allocations/", allocations.allocations, name="allocations"),
    path("bookings/<code>/out-of-turn/", allocations.out_of_turn, name="out_of_turn"),
    path("events/<code>/move/", moving.event_move, name="event_move"),
    path("events/<code>/go-ahead/", moving.event_go_ahead, name="event_go_ahead"),
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
