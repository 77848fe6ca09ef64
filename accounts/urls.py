from django.urls import path

from accounts.views import agencies, board, deputies, pages, people, profile, roles, trail

app_name = "accounts"
urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("settings/", board.board, name="board"),
    path("board.css", board.board_css, name="board_css"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.agency_new, name="agency_new"),
    path("agencies/<code>/", agencies.agency, name="agency"),
    path("deputies/", deputies.deputies, name="deputies"),
    path("deputies/<code>/end/", deputies.deputy_end, name="deputy_end"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<code>/", people.person, name="person"),
    path("people/<code>/name/", people.person_names, name="person_names"),
    path("people/<code>/employment/", people.person_employment, name="person_employment"),
    path("people/<code>/end-access/", roles.deactivate, name="person_deactivate"),
    path("people/<code>/give-access/", roles.reactivate, name="person_reactivate"),
    path("people/<code>/roles/new/", roles.role_new, name="role_new"),
    path("people/<code>/roles/<grant>/remove/", roles.role_remove, name="role_remove"),
    path("trail/", trail.trail, name="trail"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
]
