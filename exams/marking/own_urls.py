"""The candidate's own, under /exams/objections/."""

from django.urls import path

from exams.marking.views import notices, objections

urlpatterns = [
    path("<int:attempt_id>/", objections.own, name="objection"),
    path("<int:attempt_id>/notice/", notices.own, name="result_notice"),
]
