from django.urls import path, re_path

from courses.statutes import views

app_name = "statutes"
urlpatterns = [
    path("", views.library, name="library"),
    path("<slug:slug>/", views.statute, name="statute"),
    re_path(
        r"^(?P<slug>[-\w]+)/(?P<number>[1-9]\d{0,3}(?:-[1-9]\d?)?)/$", views.article, name="article"
    ),
]
