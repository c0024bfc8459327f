"""Papers at the desk, under /desk/papers/."""

from django.urls import path

from exams.views import papers, running

urlpatterns = [
    path("", papers.papers, name="papers"),
    path("running/", running.running, name="running"),
    path("<int:exam_id>/", papers.blueprint, name="paper_blueprint"),
    path("<int:exam_id>/forms/", papers.forms, name="paper_forms"),
    path("forms/<int:form_id>/<slug:kind>/", papers.sheet, name="paper_sheet"),
]
