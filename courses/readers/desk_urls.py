from django.urls import path

from courses.readers import views

urlpatterns = [path("", views.to_answer, name="reader_questions")]
