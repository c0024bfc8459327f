from django.urls import path, re_path

from exams.importing import views

urlpatterns = [
    path("", views.batches, name="question_batches"),
    path("template/", views.template, name="question_template"),
    path("<int:batch_id>/", views.batch, name="question_batch"),
    path("<int:batch_id>/enter/", views.enter, name="enter_batch"),
    path("<int:batch_id>/submit/", views.submit, name="submit_batch"),
    path("<int:batch_id>/discard/", views.discard, name="discard_batch"),
    path("<int:batch_id>/report/", views.report, name="batch_report"),
    re_path(
        r"^(?P<batch_id>\d+)/pictures/(?P<digest>[0-9a-f]{64})/$",
        views.picture,
        name="batch_picture",
    ),
]
