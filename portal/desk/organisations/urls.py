"""Organisations on the desk."""

from django.urls import path

from portal.desk.organisations import views

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/post/", views.organisation_post, name="organisation_post"),
    path("<int:pk>/judge/", views.organisation_judge, name="organisation_judge"),
    path("<int:pk>/<slug:act>/", views.organisation_change, name="organisation_change"),
]
