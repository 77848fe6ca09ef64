from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<code>/", views.mail, name="mail"),
]
