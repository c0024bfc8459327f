from django.urls import path

from exams.marking.views import marking, objections, overview, samples

urlpatterns = [
    path("objections/", objections.desk, name="objection_desk"),
    path("objections/<int:objection_id>/", objections.one, name="objection_desk_one"),
    path("", marking.home, name="marking"),
    path("<int:exam_id>/", overview.overview, name="marking_overview"),
    path("<int:exam_id>/next/", marking.take_next, name="marking_next"),
    path("<int:exam_id>/apart/<int:script_id>/", marking.take_apart, name="marking_apart"),
    path("<int:exam_id>/samples/", samples.draw, name="marking_samples"),
    path("<int:exam_id>/samples/<int:script_id>/", samples.one, name="marking_sample"),
    path(
        "<int:exam_id>/samples/<int:script_id>/pictures/<slug:digest>/",
        samples.picture,
        name="marking_sample_picture",
    ),
    path("<int:exam_id>/markers/", overview.name, name="marking_name"),
    path("<int:exam_id>/markers/<int:user_id>/end/", overview.dismiss, name="marking_dismiss"),
    path("answers/<int:marking_id>/", marking.script, name="marking_script"),
    path(
        "answers/<int:marking_id>/pictures/<slug:digest>/", marking.picture, name="marking_picture"
    ),
]
