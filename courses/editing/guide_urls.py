from django.urls import path

from courses.editing import guide_views

urlpatterns = [path("", guide_views.guide, name="judges_guide")]
