"""Papers at the desk, under /desk/papers/."""

from django.urls import path

from exams.views import corrections, evidence, papers, releases, rescue, running

urlpatterns = [
    path("", papers.papers, name="papers"),
    path("running/", running.running, name="running"),
    path("results/", releases.releases, name="result_releases"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/new/<int:version_id>/", corrections.propose, name="correction_new"),
    path("corrections/<int:correction_id>/", corrections.correction, name="correction"),
    path("rescue/", rescue.rescue, name="rescue"),
    path("rescue/<int:file_id>/", rescue.rescue_file, name="rescue_file"),
    path("attempts/", evidence.attempts, name="attempts"),
    path("attempts/<int:attempt_id>/", evidence.evidence, name="evidence"),
    path("attempts/<int:attempt_id>/json/", evidence.evidence_json, name="evidence_json"),
    path("attempts/<int:attempt_id>/pdf/", evidence.evidence_pdf, name="evidence_pdf"),
    path("<int:exam_id>/", papers.blueprint, name="paper_blueprint"),
    path("<int:exam_id>/forms/", papers.forms, name="paper_forms"),
    path("forms/<int:form_id>/<slug:kind>/", papers.sheet, name="paper_sheet"),
]
