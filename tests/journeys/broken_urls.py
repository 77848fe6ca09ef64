"""The addresses of the site and one whose view fails."""

from django.urls import path

from config.urls import urlpatterns as whole


def broken(request):
    raise RuntimeError("as if the product had a fault")


urlpatterns = [path("broken/", broken), *whole]
