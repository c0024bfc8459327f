"""One's own portrait, below one's own data."""

from django.urls import path

from portal.desk.portraits import views

urlpatterns = [
    path("", views.my_portrait, name="my_portrait"),
    path("picture/", views.my_portrait_picture, name="my_portrait_picture"),
    path("withdraw/", views.my_portrait_withdraw, name="my_portrait_withdraw"),
]
