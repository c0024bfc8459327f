"""The exam office's statistics, under /desk/statistics/."""

from django.urls import path

from exams.reporting.views import files, statistics

urlpatterns = [
    path("", statistics.index, name="statistics"),
    path("<int:exam_id>/", statistics.of_exam, name="exam_statistics"),
    path("<int:exam_id>/xlsx/", files.exam_sheet, name="exam_statistics_sheet"),
    path("<int:exam_id>/pdf/", files.exam_pdf, name="exam_statistics_pdf"),
    path("sittings/<int:sitting_id>/", statistics.of_sitting, name="sitting_statistics"),
    path("sittings/<int:sitting_id>/xlsx/", files.sitting_sheet, name="sitting_statistics_sheet"),
    path("sittings/<int:sitting_id>/pdf/", files.sitting_pdf, name="sitting_statistics_pdf"),
]
