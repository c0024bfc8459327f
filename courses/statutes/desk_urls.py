from django.urls import path

from courses.statutes import desk_views

urlpatterns = [
    path("", desk_views.law_reviews, name="law_reviews"),
]
