"""Batches of certificates, under /desk/certificates/batches/."""

from django.urls import path

from certificates.batching import views

urlpatterns = [
    path("", views.batches, name="certificate_batches"),
    path("new/", views.new, name="certificate_batch_new"),
    path("<int:pk>/", views.batch, name="certificate_batch"),
    path("<int:pk>/<slug:verb>/", views.act, name="certificate_batch_act"),
]
