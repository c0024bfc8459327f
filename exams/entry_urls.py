"""What is entered by hand of sittings on paper and orally, under /desk/sittings/."""

from django.urls import path

from exams.views import entries, orals, reopening, sitting_forms

urlpatterns = [
    path("<int:sitting_id>/forms/", sitting_forms.forms, name="sitting_forms"),
    path("<int:sitting_id>/entry/", entries.entries, name="sitting_entry"),
    path("<int:sitting_id>/entry/<int:seat_id>/", entries.sheet, name="entry_sheet"),
    path("<int:sitting_id>/entry/<int:seat_id>/again/", reopening.reopen, name="entry_again"),
    path("<int:sitting_id>/entry/<int:seat_id>/heard/", orals.oral, name="sitting_oral"),
    path(
        "<int:sitting_id>/entry/<int:seat_id>/heard/pictures/<str:digest>/",
        orals.picture,
        name="sitting_oral_picture",
    ),
    path(
        "<int:sitting_id>/entry/<int:seat_id>/protocol/<slug:form>/",
        orals.protocol,
        name="sitting_protocol",
    ),
]
