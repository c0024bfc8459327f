"""Certificates at the desk, under /desk/certificates/: one's own, and the list for staff."""

from django.urls import path

from certificates.views import holder, staff

urlpatterns = [
    path("", staff.certificates, name="certificates"),
    path("mine/", holder.mine, name="my_certificates"),
    path("waiting/", staff.waiting_list, name="certificates_waiting"),
    path("<int:pk>/", staff.certificate, name="certificate"),
    path("<int:pk>/file/", holder.file, name="certificate_file"),
    path("<int:pk>/<slug:act>/", staff.change, name="certificate_change"),
]
