"""The candidate's own, under /exams/objections/."""

from django.urls import path

from exams.marking.views import objections

urlpatterns = [path("<int:attempt_id>/", objections.own, name="objection")]
