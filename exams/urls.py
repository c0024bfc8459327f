from django.urls import path

from exams.views import mine, office, paper, presence, saving, sitting_sheets

urlpatterns = [
    path("", mine.exams, name="exams"),
    path("results/", office.results, name="exam_results"),
    path("<int:exam_id>/", mine.exam, name="exam"),
    path("<int:exam_id>/start/", mine.start, name="start_exam"),
    path("seats/<int:seat_id>/slip/", sitting_sheets.own_slip, name="own_slip"),
    path("seats/<int:seat_id>/slip.pdf", sitting_sheets.own_slip_file, name="own_slip_file"),
    path("attempts/<int:attempt_id>/", paper.paper, name="paper"),
    path(
        "attempts/<int:attempt_id>/<int:position>/pictures/<slug:digest>/",
        paper.picture,
        name="paper_picture",
    ),
    path("attempts/<int:attempt_id>/answers/", saving.save, name="save_answer"),
    path("attempts/<int:attempt_id>/flags/", saving.flag, name="flag_question"),
    path("attempts/<int:attempt_id>/clock/", presence.clock_of, name="paper_clock"),
    path("attempts/<int:attempt_id>/left/", presence.left, name="page_left"),
    path("attempts/<int:attempt_id>/here/", saving.here, name="answer_here"),
    path("attempts/<int:attempt_id>/review/", paper.review, name="review"),
    path("attempts/<int:attempt_id>/submit/", paper.submit, name="submit"),
    path("attempts/<int:attempt_id>/receipt/", paper.receipt, name="receipt"),
    path("attempts/<int:attempt_id>/result/", paper.result, name="result"),
    path("attempts/<int:attempt_id>/record/", paper.record, name="own_record"),
]
