from django.urls import path

from courses import hours_views

urlpatterns = [path("<int:pk>/", hours_views.person_hours, name="person_hours")]
