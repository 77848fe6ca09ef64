from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("bookings.urls")),
    path("", include("accounts.urls")),
    path("", include("reports.urls")),
    path("messages/", include("correspondence.urls")),
    path("plan/", include("training.urls")),
    path("finance/", include("finance.urls")),
    path("evaluations/", include("evaluations.urls")),
    path("imports/", include("imports.urls")),
    path("", include("certificates.urls")),
    path("accounts/", include("allauth.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))
