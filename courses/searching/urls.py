from django.urls import path

from courses.searching import views

app_name = "searching"
urlpatterns = [path("", views.search, name="search")]
