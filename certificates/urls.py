from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("my-certificates/", views.mine, name="mine"),
    path("certificates/", views.all, name="all"),
    path("certificates/download/<str:token>/", views.download, name="download"),
    path("certificates/<str:code>/", views.certificate, name="certificate"),
    path("certificates/<str:code>/pdf/", views.pdf, name="pdf"),
    path("certificates/<str:code>/revoke/", views.revoke, name="revoke"),
    path("verify/", views.verify_search, name="verify_search"),
    path("verify/<str:reference>/", views.verify, name="verify"),
]
