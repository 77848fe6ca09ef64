from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import doors
from lib.pages import page_of
from training.demand import SORTS, demand_table, waiting_table
from training.demand import demand as all_demand
from training.models import Course, Interest

DEMAND = "Demand"


@doors.officer
def demand(request):
    """Courses that people wait for, by agency; sorted by a column, as a page or a file."""
    sort = request.GET.get("sort", "")
    sort = sort if sort.removeprefix("-") in SORTS else ""
    rows = all_demand(sort)
    if request.GET.get("format") in ("csv", "xlsx"):
        return demand_table(rows).response(request.GET["format"], "demand")
    context = {"page": page_of(rows, request), "sort": sort, "people": sum(row.people for row in rows)}
    return render(request, "training/demand.html", context)


@doors.officer
def course_demand(request, code):
    """Who waits for a date of one course, those who asked first before the others."""
    course = get_object_or_404(Course.objects.visible_to(request.user), code=code)
    found = Interest.objects.open().filter(course=course).select_related("person")
    if request.GET.get("format") in ("csv", "xlsx"):
        return waiting_table(course, found).response(request.GET["format"], f"demand-{code}")
    coming = course.events.programme(request.now).first()
    crumbs = [(DEMAND, reverse("training:demand")), (course.title, None)]
    context = {"course": course, "page": page_of(found, request), "coming": coming, "breadcrumbs": crumbs}
    return render(request, "training/course_demand.html", context)
