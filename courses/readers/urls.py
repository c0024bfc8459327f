from django.urls import path

from courses.readers import views

app_name = "readers"
urlpatterns = [
    path("", views.mine, name="my_marks"),
    path("bookmarks/<int:page_id>/", views.bookmark, name="bookmark"),
    path("notes/<int:page_id>/", views.note, name="page_note"),
    path("helpful/<int:page_id>/", views.helpful, name="helpful"),
    path("questions/<int:page_id>/", views.question, name="ask_author"),
]
