from django.urls import path

from reports.views import colleagues, home, lending, year

app_name = "reports"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("home/evaluations/", home.evaluations, name="evaluations"),
    path("my-agency/people/", colleagues.colleagues, name="colleagues"),
    path("my-agency/people/add/", colleagues.colleague_new, name="colleague_new"),
    path("my-agency/people/<code>/", colleagues.colleague, name="colleague"),
    path("my-agency/people/<code>/email/", colleagues.colleague_email, name="colleague_email"),
    path("year/", year.this_year, name="this_year"),
    path("year/<year>/", year.year, name="year"),
    path("year/<year>/lending/", lending.lending, name="lending"),
    path("year/<year>/<name>/", year.table, name="table"),
]
