"""The portrait of one person, below the person's page."""

from django.urls import path

from portal.desk.portraits import views

urlpatterns = [
    path("", views.person_portrait, name="person_portrait"),
    path("picture/", views.person_portrait_picture, name="person_portrait_picture"),
    path("withdraw/", views.person_portrait_withdraw, name="person_portrait_withdraw"),
]
