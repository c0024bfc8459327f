"""Certificates at the desk, under /desk/certificates/: one's own, and the list for staff."""

from django.urls import path

from certificates.views import again, awards, changing, designs, files, holder, proposals, staff

urlpatterns = [
    path("", staff.certificates, name="certificates"),
    path("mine/", holder.mine, name="my_certificates"),
    path("mine/requirements/", holder.requirements_of_kinds, name="my_requirements"),
    path("awards/", awards.awards, name="certificate_awards"),
    path("awards/<int:pk>/", awards.award, name="certificate_award"),
    path("awards/<int:pk>/<slug:verb>/", awards.act, name="certificate_award_act"),
    path("<int:pk>/award/<slug:kind>/", awards.new, name="certificate_award_new"),
    path("proposals/", proposals.proposals, name="certificate_proposals"),
    path("proposals/<int:pk>/<slug:verb>/", proposals.act, name="certificate_proposal_act"),
    path("waiting/", staff.waiting_list, name="certificates_waiting"),
    path("designs/", designs.gallery, name="certificate_designs"),
    path("designs/<slug:key>.png", designs.picture, name="certificate_specimen"),
    path("<int:pk>/", staff.certificate, name="certificate"),
    path("<int:pk>/carried/<slug:design>/", designs.carried, name="certificate_carried"),
    path("<int:pk>/file/", files.file, name="certificate_file"),
    path("<int:pk>/versions/<int:n>/file/", files.version_file, name="certificate_version_file"),
    path("<int:pk>/history/", staff.history, name="certificate_history"),
    path("<int:pk>/again/<slug:act>/", again.again, name="certificate_again"),
    path("<int:pk>/<slug:act>/", changing.change, name="certificate_change"),
]
