from django.urls import include, path

from certificates.roster.views import appoint, appointments, appraisals, listing, person, posts
from portal.desk.imports.urls import urls_of

urlpatterns = [
    path("", listing.roster, name="roster"),
    path("import/", include(urls_of("roster"))),
    path("appraisals/", appraisals.appraisals, name="roster_appraisals"),
    path("appraisals/import/", include(urls_of("appraisals"))),
    path(
        "appraisals/<int:appointment_id>/<int:year>/",
        appraisals.appraisal,
        name="roster_appraisal",
    ),
    path(
        "appraisals/<int:appointment_id>/<int:year>/form/",
        appraisals.appraisal_form,
        name="roster_appraisal_form",
    ),
    path("export/", listing.roster_export, name="roster_export"),
    path("people/<int:person_id>/", person.person, name="roster_person"),
    path("posts/<int:post_id>/", posts.post, name="roster_post"),
    path("appoint/", appoint.appoint, name="roster_appoint"),
    path("appointments/<int:appointment_id>/end/", appointments.end, name="roster_end"),
    path("appointments/<int:appointment_id>/suspend/", appointments.suspend, name="roster_suspend"),
    path("suspensions/<int:suspension_id>/lift/", appointments.lift, name="roster_lift"),
]
