from django.urls import path

from evaluations import views

app_name = "evaluations"
urlpatterns = [
    path("results/<str:code>/", views.results, name="results"),
    path("<str:token>/", views.form, name="form"),
    path("<str:token>/thanks/", views.thanks, name="thanks"),
]
