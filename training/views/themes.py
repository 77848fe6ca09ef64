from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import doors
from lib.errors import Refused
from lib.once import made_before
from lib.pages import page_of
from training.catalogue import save_theme
from training.forms.catalogue import ThemeForm
from training.models import Theme


@doors.officer
def themes(request):
    """All themes by name, with how many courses answer each."""
    page = page_of(Theme.objects.annotate(answered_by=Count("courses")).order_by("name"), request)
    return render(request, "training/themes.html", {"page": page})


@doors.officer
def theme_new(request):
    return _edit(request, Theme(), "New theme")


@doors.officer
def theme(request, code):
    found = get_object_or_404(Theme, code=code)
    return _edit(request, found, found.name)


def _edit(request, theme, title):
    """Shows and saves one theme, new or known."""
    if made_before(request, Theme.objects):
        messages.info(request, "This theme is saved already.")
        return redirect("training:themes")
    form = ThemeForm(request.POST if request.method == "POST" else None, instance=theme)
    if form.is_valid():
        lessons, seen = form.cleaned_data["lessons"], form.cleaned_data["seen"]
        try:
            save_theme(theme, form.facts, lessons=lessons, seen=seen, by=request.user, now=request.now)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, "The theme is saved.")
            return redirect("training:themes")
    courses = theme.courses.all() if theme.pk else []
    crumbs = [("Themes", reverse("training:themes")), (title, None)]
    context = {"form": form, "title": title, "courses": courses, "breadcrumbs": crumbs}
    return render(request, "training/theme.html", context)
