from django.urls import path

from portal.desk.imports import views

urlpatterns = [
    path("", views.imports, name="people_import"),
    path("template/", views.template, name="people_import_template"),
    path("export/", views.export, name="people_export"),
    path("<int:run_id>/", views.run, name="people_import_run"),
    path("<int:run_id>/columns/", views.columns, name="people_import_columns"),
    path("<int:run_id>/places/", views.places, name="people_import_places"),
    path("<int:run_id>/enter/", views.enter, name="people_import_enter"),
    path("<int:run_id>/discard/", views.discard, name="people_import_discard"),
    path("<int:run_id>/report/", views.report, name="people_import_report"),
]
