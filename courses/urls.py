from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("<int:lesson_id>/check/", views.answer_check, name="answer_check"),
    path("<int:lesson_id>/complete/", views.complete_lesson, name="complete_lesson"),
]
