from django.urls import include, path

from certificates.roster.views import appoint, appointments, listing, person, posts

urlpatterns = [
    path("", listing.roster, name="roster"),
    path("export/", listing.roster_export, name="roster_export"),
    path("people/<int:person_id>/", person.person, name="roster_person"),
    path("posts/<int:post_id>/", posts.post, name="roster_post"),
    path("appoint/", appoint.appoint, name="roster_appoint"),
    path("appointments/<int:appointment_id>/end/", appointments.end, name="roster_end"),
    path("appointments/<int:appointment_id>/suspend/", appointments.suspend, name="roster_suspend"),
    path("", include("certificates.roster.sharing.urls")),
    path("suspensions/<int:suspension_id>/lift/", appointments.lift, name="roster_lift"),
]
