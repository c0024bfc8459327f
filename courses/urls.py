from django.urls import path

from courses import attachment_views, film_views, views

app_name = "courses"
urlpatterns = [
    path("<int:lesson_id>/check/", views.answer_check, name="answer_check"),
    path("<int:lesson_id>/complete/", views.complete_lesson, name="complete_lesson"),
    path(
        "<int:lesson_id>/attachments/<int:document_id>/",
        attachment_views.attachment,
        name="attachment",
    ),
    path("<int:lesson_id>/seen/", views.seen, name="seen"),
    path("<int:lesson_id>/films/<str:block_id>/", film_views.film, name="film"),
    path("<int:lesson_id>/films/<str:block_id>/watched/", film_views.watched, name="watched"),
    path(
        "<int:lesson_id>/films/<str:block_id>/read/", film_views.read_instead, name="read_instead"
    ),
]
