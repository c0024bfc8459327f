from django.urls import include, path, re_path

from exams.views import bank, export, vetting, writing

urlpatterns = [
    path("", bank.items, name="bank"),
    path("new/", writing.kinds, name="bank_kinds"),
    path("new/<slug:kind>/", writing.write, name="write_item"),
    path("export/", export.questions, name="export_items"),
    path("alike/", writing.alike, name="alike_items"),
    path("review/", vetting.waiting, name="review_items"),
    path("imports/", include("exams.importing.urls")),
    re_path(r"^pictures/(?P<digest>[0-9a-f]{64})/$", bank.picture, name="item_picture"),
    path("items/<slug:ref>/", bank.item, name="bank_item"),
    path("items/<slug:ref>/revise/", writing.revise, name="revise_item"),
    path("items/<slug:ref>/submit/", bank.submit, name="submit_item"),
    path("items/<slug:ref>/judge/", bank.judge, name="judge_item"),
    path("items/<slug:ref>/move/", bank.move, name="move_item"),
]
