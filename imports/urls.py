from django.urls import path

from imports import views

app_name = "imports"
urlpatterns = [
    path("", views.imports, name="list"),
    path("new/<str:kind>/", views.new, name="new"),
    path("new/<str:kind>/template/<str:format>/", views.template, name="template"),
    path("<str:code>/", views.one, name="import"),
    path("<str:code>/rows/", views.rows, name="rows"),
    path("<str:code>/confirm/", views.confirm, name="confirm"),
    path("<str:code>/discard/", views.discard, name="discard"),
]
