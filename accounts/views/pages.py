from django.shortcuts import render

from accounts import doors


@doors.public
def accessibility(request):
    return render(request, "pages/accessibility.html")


@doors.public
def privacy(request):
    return render(request, "pages/privacy.html")
