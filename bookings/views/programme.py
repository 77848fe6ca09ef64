from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import doors
from bookings.forms.programme import CourseFilters, ProgrammeFilters
from bookings.programme import instead_of, open_to, with_next_date
from bookings.standing import standing
from training.models import Course, Event, Interest
from training.rules import condition_in_words

PER_PAGE = 20


@doors.public
def programme(request):
    form = ProgrammeFilters(request.GET)
    events = form.narrow(Event.objects.programme(request.now)).with_course().with_sessions()
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "bookings/programme.html", {"form": form, "page": page})


@doors.public
def courses(request):
    form = CourseFilters(request.GET)
    found = with_next_date(form.narrow(Course.objects.published()), request.now)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "breadcrumbs": [_programme(), ("Courses", None)]}
    return render(request, "bookings/courses.html", context)


@doors.public
def course(request, code):
    course = get_object_or_404(
        Course.objects.visible_to(request.user).prefetch_related("outcomes", "themes"), code=code
    )
    events = course.events.programme(request.now).with_course().with_sessions()
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [_programme(), ("Courses", reverse("bookings:courses")), (course.title, None)]
    context = {"course": course, "page": page, "interest": _interest(request, course), "breadcrumbs": crumbs}
    return render(request, "bookings/course.html", context)


def _interest(request, course):
    """The visitor's own, where they wait for a date of this course."""
    if not request.user.is_authenticated:
        return None
    return Interest.objects.open().of(request.user).filter(course=course).first()


@doors.public
def event(request, code):
    events = open_to(request.user).with_course().with_sessions().with_trainers()
    event = get_object_or_404(events, code=code)
    visitor = request.user if request.user.is_authenticated else None
    context = {
        "event": event,
        "course": event.course,
        "standing": standing(event, visitor, now=request.now),
        "condition": condition_in_words(event, request.now),
        "next_dates": instead_of(event, request.now),
        "books_for_agencies": _books_for_agencies(request, event),
        "has_started": event.has_started(request.now),
        "breadcrumbs": [
            _programme(),
            (event.course.title, reverse("bookings:course", args=[event.course.code])),
        ],
    }
    return render(request, "bookings/event.html", context)


def _books_for_agencies(request, event) -> bool:
    """Coordinators and officers go on from here to book many, while the event can be booked at all."""
    may = request.user.is_authenticated and request.user.is_a("coordinator", "officer")
    return may and event.is_published and not event.has_started(request.now)


def _programme():
    return ("Programme", reverse("bookings:programme"))
