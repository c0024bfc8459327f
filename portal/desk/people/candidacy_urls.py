"""Candidacies on the desk."""

from django.urls import path

from portal.desk.people.views import candidacies

urlpatterns = [
    path("", candidacies.candidacies, name="candidacies"),
    path("<int:pk>/", candidacies.candidacy, name="candidacy"),
    path("<int:pk>/form/", candidacies.candidacy_form, name="candidacy_form"),
    path("<int:pk>/<slug:state>/", candidacies.candidacy_step, name="candidacy_step"),
]
