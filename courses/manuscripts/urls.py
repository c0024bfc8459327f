from django.urls import path

from courses.manuscripts import views

urlpatterns = [
    path("", views.manuscripts, name="manuscripts"),
    path("<int:pk>/", views.manuscript, name="manuscript"),
]
