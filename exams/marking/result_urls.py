"""Notices and lists for the exam office, under /desk/papers/results/."""

from django.urls import path

from exams.marking.views import lists, notices

urlpatterns = [
    path("<int:attempt_id>/notice/", notices.of_person, name="result_notice_of"),
    path("lists/<int:exam_id>/", lists.pass_list, name="pass_list"),
]
