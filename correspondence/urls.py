from django.urls import path

from correspondence import views

app_name = "correspondence"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("all/", views.all_messages, name="all"),
    path("<code>/", views.message, name="message"),
    path("<code>/calendar/", views.calendar, name="calendar"),
    path("<code>/retry/", views.retry, name="retry"),
]
