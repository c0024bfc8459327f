"""Many portraits at once, from a ZIP."""

from django.urls import path

from portal.desk.imports import portrait_views as views

urlpatterns = [
    path("", views.archives, name="portraits_import"),
    path("<int:run_id>/", views.archive, name="portraits_import_run"),
    path("<int:run_id>/check/", views.check, name="portraits_import_check"),
    path("<int:run_id>/enter/", views.enter, name="portraits_import_enter"),
    path("<int:run_id>/discard/", views.discard, name="portraits_import_discard"),
    path("<int:run_id>/report/", views.report, name="portraits_import_report"),
]
