from django.urls import path

from exams.practice import views

urlpatterns = [
    path("", views.home, name="practice"),
    path("begin/", views.begin, name="practice_begin"),
    path("articles/", views.articles, name="practice_articles"),
    path("mistakes/", views.mistakes, name="practice_mistakes"),
    path("mistakes/<int:card_id>/out/", views.take_out, name="practice_take_out"),
    path("progress/", views.progress, name="practice_progress"),
    path("rounds/<int:round_id>/", views.result, name="practice_round"),
    path("rounds/<int:round_id>/<int:position>/", views.question, name="practice_question"),
    path(
        "rounds/<int:round_id>/<int:position>/pictures/<slug:digest>/",
        views.picture,
        name="practice_picture",
    ),
]
